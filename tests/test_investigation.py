"""The investigation, run as a newcomer runs it: from any folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "examples" / "investigation.py"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    done = subprocess.run(  # noqa: S603 (this repository's own script)
        [sys.executable, "-W", "error", "-X", "utf8", str(SCRIPT)],
        cwd=tmp_path_factory.mktemp("elsewhere"),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode("utf-8").splitlines()


def part(lines: list[str], title: str) -> list[str]:
    start = lines.index(title) + 1
    return [*lines[start:], ""][: [*lines[start:], ""].index("")]


def test_it_fits_a_terminal(lines: list[str]) -> None:
    assert max(map(len, lines)) <= 100
    assert all(line == line.rstrip() for line in lines)


def test_every_claim_has_its_origins_count_and_weak_point(lines: list[str]) -> None:
    table = lines[2 : lines.index("")]
    counts = [cells[0] for line in table if (cells := line[71:76].split())]
    assert len(counts) == 24
    assert (counts.count("1"), counts.count("0")) == (23, 1)
    kursk = next(line for line in table if line.startswith("North Korean units have reached"))
    assert " ".join(kursk[42:].split()) == "Ukraine + Ukrainian defence 1 one origin, all via"
    assert any("nobody named, all via" in line for line in table)
    assert any("Yonhap and the outlet" in line for line in table)


def test_sole_sources_are_named(lines: list[str]) -> None:
    exposed = part(lines, "Who is the only origin, and of how many claims?")
    assert exposed[0] == "- the outlet: 10"
    assert "- Yoon Suk-yeol: 4" in exposed
    assert sum(int(line.rpartition(" ")[2]) for line in exposed) == 23


def test_figures_are_set_side_by_side_by_measure(lines: list[str]) -> None:
    assert part(lines, "Which figures are given, and which exclude each other?") == [
        "- deployed-to-russia: about 12,000 soldiers (Ukraine)",
        "- length-of-invasion: at least 2 years (the outlet)",
        "- sent-for-training: thousands of soldiers (United States and South Korea)",
        "- pairs that exclude each other: 0",
    ]


def test_the_loop_is_named(lines: list[str]) -> None:
    told = part(lines, "A story that three outlets carry (made up):")
    assert told[0] == "- it goes round: Port Blog -> The Herald -> Radio 9 -> Port Blog"
    assert told[1].startswith("- This rests on one source: Port Blog. It is known only through")
