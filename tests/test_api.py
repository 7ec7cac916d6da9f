"""The public names and signatures are those that `tests/api.txt` promises."""

from __future__ import annotations

import difflib

from api import FILE, listing


def test_names_and_signatures_are_those_on_file() -> None:
    promised = FILE.read_text(encoding="utf-8").splitlines()
    found = listing().splitlines()
    changes = difflib.unified_diff(promised, found, "promised", "found", lineterm="", n=0)
    assert found == promised, "\n".join(["if it is meant: python tests/api.py", *changes])


def test_the_listing_sees_functions_classes_and_members() -> None:
    lines = listing().splitlines()
    assert "class UnknownIdError(AttribGraphError, KeyError)" in lines
    assert "    Claim.text: required" in lines
    assert "    Stance.SUPPORT = 'support'" in lines
    assert any(
        line.startswith("    AttributionView.by(self, *sources, kind=None)") for line in lines
    )
