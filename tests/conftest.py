"""Settings of Hypothesis, and fixtures that several test modules use."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "attribgraph",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],  # says how fast the machine is, no more
)
settings.load_profile("attribgraph")
