"""The README: its commands are single lines, and its example runs."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_there_are_exactly_two_commands_each_one_line() -> None:
    commands = blocks("sh")
    assert [each.count("\n") for each in commands] == [1, 1]
    for command in commands:
        made, installed, run = command.strip().split(" && ")
        venv = made.removeprefix("python3 -m venv ")
        assert venv.startswith(".venv")
        assert installed.startswith(f"{venv}/bin/pip install -q -e ")
        assert run.startswith(f"{venv}/bin/python ")
    assert "examples/quickstart.py" in commands[0]
    assert commands[1].endswith("-m pytest -n 2\n")


def test_the_command_that_ci_runs_is_the_one_beneath_its_marker() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    found = re.search(r"^tests=\$\((awk .*)\)$", ci, re.MULTILINE)
    assert found is not None
    done = subprocess.run(  # noqa: S603 (a line of this repository's own script)
        ["bash", "-c", found[1]],  # noqa: S607 (whichever bash there is)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == blocks("sh")[1]


def test_the_files_it_names_are_there() -> None:
    linked = {each for each in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in each}
    missing = {each for each in linked if not (ROOT / each).exists()}
    assert not missing


def test_the_modules_it_maps_are_there() -> None:
    named = set(re.findall(r"`attribgraph\.(\w+)`", README))
    assert named
    for name in named:
        path = ROOT / "src" / "attribgraph" / name
        assert path.with_suffix(".py").is_file() or (path / "__init__.py").is_file(), name


def test_the_example_is_of_ten_lines_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(mpl.rcParams, "backend", "agg")
    (code,) = blocks("python")
    lines = [each for each in ast.unparse(ast.parse(code)).splitlines() if each]
    assert len(lines) - 1 == 10, "ten lines beside the import"
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})  # noqa: S102 (our README)
    said, *table, not_denied = capsys.readouterr().out.splitlines()
    assert said.startswith("According to Harbour Radio, Mayor Mira Holt said that the fire")
    assert table[0] == "1 attribution"
    assert not_denied == "('fire-brigade',)"
    assert "Mira Holt" in (tmp_path / "arson.svg").read_text(encoding="utf-8")
