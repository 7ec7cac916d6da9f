"""`import attribgraph`: what it brings, what it leaves alone, and what it says of a typo."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import attribgraph

ROOT = Path(__file__).parents[1]
RECORDS = ["errors", "vocabulary", "when", "quantity", "model", "views", "graph"]
ANALYSES = [
    "provenance",
    "corroboration",
    "disputes",
    "timeline",
    "probability",
    "copies",
    "credibility",
    "discourse",
    "similar",
]
FACADES = [*RECORDS, *ANALYSES, "cues", "io", "plot", "html", "tables"]
HEAVY = ["duckdb", "matplotlib", "scipy", "pandas", "networkx", "numpy"]
FROM_QUOTES = {"QuoteCheck", "locate"}
FROM_ORIGINS = {"Merge", "Origin"}


def fresh(code: str) -> str:
    """Run code in a Python that has imported nothing yet; return what it printed."""
    done = subprocess.run(  # noqa: S603 (this Python, and code from this file)
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


def test_it_imports_nothing_heavy_and_says_how_long_it_took() -> None:
    code = (
        "import sys, time, json; start = time.perf_counter(); import attribgraph; "
        "took = time.perf_counter() - start; "
        f"print(json.dumps([took, [each for each in {HEAVY} if each in sys.modules]]))"
    )
    took, found = json.loads(fresh(code))
    print(f"import attribgraph: {took:.3f} s")  # noqa: T201 (shown by pytest -rP)
    assert found == []


def test_reading_and_listing_draw_nothing_in_either() -> None:
    code = (
        "import sys, attribgraph, attribgraph.html; dir(attribgraph); attribgraph.read_json; "
        "print('matplotlib' in sys.modules, 'scipy' in sys.modules)"
    )
    assert fresh(code) == "False False\n"


def test_a_page_is_written_without_what_draws_figures(tmp_path: Path) -> None:
    code = (
        "import sys, attribgraph as ag; g = ag.AttributionGraph(ag.Actor(id='a', name='A')); "
        "g.add(ag.Claim(id='c', text='C')); g.attribute('a', 'c'); "
        f"ag.write_html(g, {str(tmp_path / 'page.html')!r}); "
        "print([each for each in ('matplotlib', 'scipy', 'numpy') if each in sys.modules])"
    )
    assert fresh(code) == "[]\n"


def test_every_public_name_of_the_modules_is_here() -> None:
    public = {
        name
        for facade in FACADES
        for name in importlib.import_module(f"attribgraph.{facade}").__all__
    }
    assert set(attribgraph.__all__) == public | FROM_QUOTES | FROM_ORIGINS | {"__version__"}
    assert len(attribgraph.__all__) == len(set(attribgraph.__all__))


@pytest.mark.parametrize("name", attribgraph.__all__)
def test_every_public_name_is_there_and_shown(name: str) -> None:
    assert getattr(attribgraph, name) is not None
    assert name in dir(attribgraph)


def test_nothing_private_is_shown() -> None:
    assert [each for each in dir(attribgraph) if each[0] == "_" and each[:2] != "__"] == []


def test_lazy_names_are_the_very_same_objects() -> None:
    for name, module in attribgraph._LAZY.items():
        assert getattr(attribgraph, name) is getattr(importlib.import_module(module), name)
        assert name in attribgraph.__all__


def test_a_star_import_brings_what_is_listed() -> None:
    names: dict[str, object] = {}
    exec("from attribgraph import *", names)  # noqa: S102 (a fixed text)
    assert set(attribgraph.__all__) <= set(names)


def test_an_unknown_name_gets_a_near_match() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'read_jsn' \(did you mean 'read_json'"):
        attribgraph.read_jsn  # noqa: B018 (asking is the test)
    with pytest.raises(AttributeError, match=r"no attribute 'zzzzzz'$"):
        attribgraph.zzzzzz  # noqa: B018 (asking is the test)
    with pytest.raises(ImportError, match="AttributonGraph"):
        exec("from attribgraph import AttributonGraph")  # noqa: S102 (a fixed text)
    assert not hasattr(attribgraph, "__path_of_nothing__")


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert attribgraph.__version__ == project["version"]
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {project['version']}\n" in cited
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## [{project['version']}]" in changes


def test_the_package_is_typed() -> None:
    assert (Path(attribgraph.__file__).parent / "py.typed").is_file()
