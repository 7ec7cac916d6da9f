"""Without the extras: each feature that needs one says how to install it, and the rest works.

CI runs this once more where no extra is installed, from the wheel. Elsewhere the packages are
hidden for the time of a test.
"""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
TABLE = {"sources": ["Ann Lee"], "claim": ["It rained"]}

FEATURES: list[tuple[str, str, Callable[[ag.AttributionGraph, Path], Any]]] = [
    ("copies", "datasketch", lambda g, _: ag.copied_texts(g, {})),
    ("excel", "openpyxl", lambda _, folder: ag.read_excel(folder / "a.xlsx", sources="a")),
    ("frames", "narwhals", lambda g, _: ag.to_frames(g)),
    ("frames", "narwhals", lambda *_: ag.from_frame(object(), sources="a", claim="b")),
    ("ftm", "followthemoney", lambda g, _: ag.write_ftm(g, io.BytesIO())),
    ("ftm", "followthemoney", lambda *_: ag.read_ftm(io.StringIO("{}"))),
    ("pandas", "pandas", lambda g, _: g.attributions.to_frame()),
    ("pandas", "pandas", lambda g, _: ag.congruence(g).to_frame()),
    ("progress", "tqdm", lambda *_: ag.from_frame(TABLE, progress=True)),
    ("prov", "prov", lambda g, _: ag.write_prov(g, io.BytesIO())),
    ("prov", "prov", lambda *_: ag.read_prov(io.StringIO("{}"))),
    ("stix", "stix2", lambda g, _: ag.write_stix(g, io.BytesIO())),
    ("stix", "stix2", lambda *_: ag.read_stix(io.StringIO("{}"))),
    ("tables", "duckdb", lambda g, folder: ag.write_tables(g, folder / "tables")),
]


@pytest.fixture
def hide(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def hidden(package: str) -> None:
        loaded = [each for each in sys.modules if each.split(".")[0] == package]
        for each in (package, *loaded):
            monkeypatch.setitem(sys.modules, each, None)

    return hidden


@pytest.mark.parametrize(("extra", "package", "call"), FEATURES, ids=lambda each: str(each)[:12])
def test_a_missing_extra_is_named(
    extra: str,
    package: str,
    call: Callable[[ag.AttributionGraph, Path], Any],
    hide: Callable[[str], None],
    seed: ag.AttributionGraph,
    tmp_path: Path,
) -> None:
    hide(package)
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    before = seed.copy()
    with pytest.raises(ag.MissingExtraError) as caught:
        call(seed, tmp_path)
    assert caught.value.extra == extra
    assert f"pip install 'attribgraph[{extra}]'" in str(caught.value)
    assert seed == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_every_extra_that_users_install_is_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(project["optional-dependencies"])
    for_developers = {"browser-test", "dev", "docs", "test"}
    elsewhere = {"spark"}  # tests/tables/test_spark.py
    assert extras - for_developers - elsewhere == {extra for extra, _, _ in FEATURES}


def test_the_rest_works_without_any(hide: Callable[[str], None], tmp_path: Path) -> None:
    for _, package, _ in FEATURES:
        hide(package)
    g, report = ag.from_frame(TABLE)
    assert len(g) == 1
    assert str(report).startswith("1 row read")
    g = ag.read_toml(ROOT / "seeds" / "kursk-2024-10.toml")
    assert ag.corroborate(g, "troops-in-kursk").independent_count == 1
    assert ag.save_figure(ag.plot_stances(g), tmp_path / "a.svg").stat().st_size > 1000
    ag.write_graphml(g, tmp_path / "a.graphml")
    assert ag.read_graphml(tmp_path / "a.graphml") == g
    assert ag.polarization(g, "source").normalized >= 0
    assert ag.credibility(g, method="vote").converged
