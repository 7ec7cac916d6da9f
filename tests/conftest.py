"""Settings of Hypothesis, and fixtures that several test modules use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

DATA = Path(__file__).parents[2] / "shared" / "data"

settings.register_profile(
    "attribgraph",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],  # says how fast the machine is, no more
)
settings.load_profile("attribgraph")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of other people's data, which is not part of this project."""
    if not DATA.is_dir():
        pytest.skip("the folder shared/data is not beside this checkout: it may not be copied here")
    return DATA
