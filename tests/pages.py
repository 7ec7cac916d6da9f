"""The pages of the documentation: run the code of one, and see what it prints and draws.

``python tests/pages.py`` draws the pictures that pages show of their own code anew, into
``docs/images/pages``.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from PIL import Image

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PICTURES = DOCS / "images" / "pages"
MADE = ("_build/", "examples/", "generated/")
"""Folders that building the documentation makes."""

PAGES = sorted(
    name
    for path in DOCS.rglob("*.md")
    if not (name := path.relative_to(DOCS).as_posix()).startswith(MADE)
)
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"!\[[^\]]*\]\([^)]*images/pages/([^)/]+)\)")


def text_of(name: str) -> str:
    """Return a page as it is written."""
    return (DOCS / name).read_text(encoding="utf-8")


WITH_CODE = [name for name in PAGES if "\n```python\n" in text_of(name)]


def run(name: str, folder: Path) -> list[tuple[str, str]]:
    """Run a page's blocks in order, in one namespace, in a folder of their own.

    Return each text block as a pair: what the code before it printed, and what the page says.
    """
    for each in ("seeds", "examples"):
        (folder / each).symlink_to(ROOT / each)
    page = text_of(name)
    names: dict[str, object] = {"__name__": name}
    printed = ""
    pairs = []
    with contextlib.chdir(folder), mpl.rc_context({"backend": "agg"}):
        for block in FENCED.finditer(page):
            language, text = block.groups()
            if language == "python":
                line = page.count("\n", 0, block.start()) + 1
                code = compile("\n" * line + text, str(DOCS / name), "exec")
                with contextlib.redirect_stdout(io.StringIO()) as out:
                    exec(code, names)  # noqa: S102 (our own pages)
                printed = out.getvalue()
            elif language == "text":
                pairs.append((printed, text))
                printed = ""
    plt.close("all")
    return pairs


def says(picture: Path) -> str:
    """Return what `alt_text` says of a figure, which is written into its file."""
    with Image.open(picture) as image:
        return str(image.info["Description"])


def redraw() -> None:
    """Write the pictures that pages show of their own code, in few colours."""
    from smaller import smaller

    PICTURES.mkdir(exist_ok=True)
    for name in WITH_CODE:
        if shown := SHOWN.findall(text_of(name)):
            with tempfile.TemporaryDirectory() as folder:
                run(name, Path(folder))
                for each in shown:
                    drawn = (Path(folder) / each).read_bytes()
                    (PICTURES / each).write_bytes(smaller(drawn))


if __name__ == "__main__":
    sys.path.append(str(ROOT / "examples"))
    redraw()
