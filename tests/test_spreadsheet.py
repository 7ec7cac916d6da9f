"""The example of a spreadsheet, run as a newcomer runs it: from any folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import attribgraph as ag

SCRIPT = Path(__file__).parents[1] / "examples" / "spreadsheet.py"


def test_from_a_sheet_to_a_diagram_and_back(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 (this repository's own script)
        [sys.executable, "-W", "error", "-X", "utf8", str(SCRIPT), "files"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    lines = done.stdout.decode("utf-8").splitlines()
    assert lines[0] == "6 rows read: 2 actors, 6 agencies, 3 documents, 3 claims, 7 attributions"
    assert lines[2].startswith("- Jonna Reik / Harbour master Reik: ")
    assert "- Coast Guard did not deny on 5 June 2031 that Northwind spilled the oil." in lines
    assert len([line for line in lines if line.startswith("- ")]) == 7
    assert (tmp_path / "files" / "oil-spill.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    table = tmp_path / "files" / "oil-spill-coded.csv"
    assert "'=nonsense" in table.read_text(encoding="utf-8")
    graph = ag.read_csv(table).graph
    assert graph["row-6"].quotes == ("=nonsense",)
    assert graph["row-2"].quotes == ("It came\nfrom their tank",)
