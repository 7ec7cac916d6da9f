"""What Discourse Network Analyzer itself computes on its sample database, cell by cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from attribgraph import one_mode, read_dna, two_mode, windows

if TYPE_CHECKING:
    from datetime import datetime

    from attribgraph import AttributionGraph, Network

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "dna"
EXPECTED: dict[str, Any] = (
    json.loads((FOLDER / "expected.json").read_text("utf-8")) if FOLDER.is_dir() else {}
)
# without the data there is one case, which the fixture skips and says why
NETWORKS = [each for each in EXPECTED if each.split("|")[0] in {"twomode", "onemode"}] or [""]
WINDOWS = [each for each in EXPECTED if each.startswith("window|")] or [""]


@pytest.fixture(scope="module")
def debate(shared_data: Path) -> AttributionGraph:
    return read_dna(shared_data / "dna" / "sample.dna")


def at(when: datetime | None) -> str:
    assert when is not None
    return when.strftime("%Y-%m-%dT%H:%M")


def agree(network: Network, expected: dict[str, Any]) -> None:
    assert [network.names[each] for each in network.row_labels] == expected["rows"]
    assert [network.names[each] for each in network.column_labels] == expected["columns"]
    span = at(network.start), at(network.middle), at(network.stop)
    assert span == (expected["start"], expected["middle"], expected["stop"])
    np.testing.assert_allclose(network.matrix.toarray(), expected["matrix"], rtol=0, atol=1e-8)


def test_all_of_the_results_are_tested(shared_data: Path) -> None:
    assert len(NETWORKS) + len(WINDOWS) + 2 == len(EXPECTED) == 56, shared_data


@pytest.mark.parametrize("key", NETWORKS)
def test_networks(debate: AttributionGraph, key: str) -> None:
    mode, _, _, aggregation, normalization, duplicates = key.split("|")
    compute: Any = two_mode if mode == "twomode" else one_mode
    network = compute(
        debate, aggregation=aggregation, normalization=normalization, duplicates=duplicates
    )
    agree(network, EXPECTED[key])
    assert network.statements == EXPECTED[key]["statements"]


@pytest.mark.parametrize("key", WINDOWS)
def test_windows(debate: AttributionGraph, key: str) -> None:
    _, _, _, aggregation, unit, size, kernel = key.split("|")
    options: dict[str, Any] = {"aggregation": aggregation, "unit": unit, "kernel": kernel}
    found = windows(debate, size=int(size), **options)
    assert len(found) == len(EXPECTED[key])
    for network, expected in zip(found, EXPECTED[key], strict=True):
        agree(network, expected)
        if kernel == "no":
            assert network.statements == expected["statements"]


def test_the_sum_that_its_own_tests_give(debate: AttributionGraph) -> None:
    """Seven organizations, the qualifier ignored: 276."""
    assert one_mode(debate).matrix.sum() == 276
    assert two_mode(debate).matrix.shape == (7, 6)
    assert two_mode(debate).matrix.sum() == 40
