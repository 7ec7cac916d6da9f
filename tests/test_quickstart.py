"""The quickstart, run as a newcomer runs it: from any folder, without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

SCRIPT = Path(__file__).parents[1] / "examples" / "quickstart.py"
WIDTH = 100


@dataclass
class Run:
    folder: Path
    lines: list[str]


def run(folder: Path, *arguments: str) -> Run:
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run(  # noqa: S603 (this repository's own script)
        [sys.executable, "-W", "error", str(SCRIPT), *arguments],
        cwd=folder,
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return Run(folder, done.stdout.decode("utf-8").splitlines())


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("elsewhere"))


def test_the_table_fits_a_terminal_and_its_columns_line_up(quickstart: Run) -> None:
    table = quickstart.lines[: quickstart.lines.index("")]
    head, rule = table[:2]
    assert head.split() == ["who", "did", "what", "when", "via"]
    assert max(map(len, quickstart.lines)) <= WIDTH
    gaps = [at for at, each in enumerate(rule) if each == " "]
    assert all(line.ljust(WIDTH)[at] == " " for line in table for at in gaps)


def test_the_table_says_who_did_what_when_and_via_whom(quickstart: Run) -> None:
    cells = [" ".join(line.split()) for line in quickstart.lines]
    assert "Yoon Suk-yeol said South Korea would consider supporting 2024-10-24 Yonhap" in cells
    assert "Vladimir Putin did not deny North Korean units have reached the 2024-10-24" in cells
    assert "nobody named predicted The Federation Council will ratify the" in cells


def test_three_questions_are_answered_in_sentences(quickstart: Run) -> None:
    questions = [at for at, line in enumerate(quickstart.lines) if line.endswith("?")]
    assert len(questions) == 3
    assert all(quickstart.lines[at + 1].startswith("- ") for at in questions)


def test_it_names_the_pictures_that_it_wrote(quickstart: Run) -> None:
    named = [line.removeprefix("Wrote ") for line in quickstart.lines[-2:]]
    png, svg = (quickstart.folder / name for name in named)
    assert [png.name, svg.name] == ["kursk-provenance.png", "kursk-provenance.svg"]
    assert png.parent == quickstart.folder / "out"
    assert png.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    text = "".join(ET.parse(svg).getroot().itertext())  # noqa: S314 (written just now, here)
    assert "Yonhap" in text


def test_another_folder_can_be_given(quickstart: Run, tmp_path: Path) -> None:
    again = run(tmp_path, "pictures/new")
    made = sorted(path.name for path in (tmp_path / "pictures" / "new").iterdir())
    assert made == ["kursk-provenance.png", "kursk-provenance.svg"]
    assert again.lines[:-2] == quickstart.lines[:-2]
