"""What type checkers say of right and of wrong uses, with no settings but their own."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SRC = Path(__file__).parents[2] / "src"
REQUIRED = os.environ.get("ATTRIBGRAPH_TYPING") == "required"


def run(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 (checkers, on files of this folder)
        [sys.executable, "-m", *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=HERE,
        env={**os.environ, "MYPYPATH": str(SRC), "PYTHONPATH": str(SRC)},
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout


def lines_of_mypy(name: str) -> dict[int, str]:
    said = run("mypy", "--strict", "--no-incremental", "--config-file=", name)
    found = re.findall(rf"^{name}:(\d+): error: (.*)$", said, re.MULTILINE)
    assert len(found) == len(re.findall(": error: ", said)), said
    return {int(line): what for line, what in found}


def lines_of_pyright(name: str) -> dict[int, str]:
    said = json.loads(run("pyright", "--outputjson", "--pythonpath", sys.executable, name))
    return {
        each["range"]["start"]["line"] + 1: each["message"]
        for each in said["generalDiagnostics"]
        if each["severity"] == "error"
    }


CHECKERS = {"mypy": lines_of_mypy, "pyright": lines_of_pyright}


@pytest.fixture(params=CHECKERS)
def checker(request: pytest.FixtureRequest) -> str:
    if importlib.util.find_spec(request.param) is None:
        if REQUIRED:
            pytest.fail(f"{request.param} is wanted here: pip install -e '.[dev]'")
        pytest.skip(f"{request.param} is not installed: the extra dev brings it, and CI runs this")
    return str(request.param)


def test_right_uses_pass(checker: str) -> None:
    assert CHECKERS[checker]("right.py") == {}


def test_each_wrong_use_is_found_and_nothing_else(checker: str) -> None:
    lines = (HERE / "wrong.py").read_text(encoding="utf-8").splitlines()
    marked = {at for at, line in enumerate(lines, 1) if "  # wrong: " in line}
    assert len(marked) > 10
    assert set(CHECKERS[checker]("wrong.py")) == marked
