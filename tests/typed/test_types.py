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


def errors_of_mypy(*names: str) -> set[tuple[str, int]]:
    said = run("mypy", "--strict", "--no-incremental", "--config-file=", *names)
    found = re.findall(r"^(\w+\.py):(\d+): error: ", said, re.MULTILINE)
    assert len(found) == len(re.findall(": error: ", said)), said
    return {(name, int(line)) for name, line in found}


def errors_of_pyright(*names: str) -> set[tuple[str, int]]:
    said = json.loads(run("pyright", "--outputjson", "--pythonpath", sys.executable, *names))
    return {
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1)
        for each in said["generalDiagnostics"]
        if each["severity"] == "error"
    }


CHECKERS = {"mypy": errors_of_mypy, "pyright": errors_of_pyright}


@pytest.fixture(params=CHECKERS)
def checker(request: pytest.FixtureRequest) -> str:
    if importlib.util.find_spec(request.param) is None:
        if REQUIRED:
            pytest.fail(f"{request.param} is wanted here: pip install -e '.[dev]'")
        pytest.skip(f"{request.param} is not installed: the extra dev brings it, and CI runs this")
    return str(request.param)


def test_right_uses_pass_and_each_wrong_one_is_found(checker: str) -> None:
    lines = (HERE / "wrong.py").read_text(encoding="utf-8").splitlines()
    marked = {("wrong.py", at) for at, line in enumerate(lines, 1) if "  # wrong: " in line}
    assert len(marked) > 10
    assert CHECKERS[checker]("right.py", "wrong.py") == marked
