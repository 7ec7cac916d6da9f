"""Print the lowest version that each dependency may have, as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))[
    "project"
]
extras = project["optional-dependencies"]
todo = [*project["dependencies"], *(each for name in sys.argv[1:] for each in extras[name])]
while todo:
    wanted = todo.pop(0)
    if inner := re.fullmatch(r"attribgraph\[(.+)\]", wanted):
        todo += [each for name in inner[1].split(",") for each in extras[name]]
    elif floor := re.fullmatch(r"([\w.-]+)(?:\[.*\])?>=([\w.]+)(?:,.*)?", wanted):
        print(f"{floor[1]}=={floor[2]}")  # noqa: T201 (its output)
    else:
        sys.exit(f"pyproject.toml: {wanted!r} has no lowest version")
