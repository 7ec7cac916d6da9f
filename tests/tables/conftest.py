"""A Spark session for the tests of tables: one for all of them, as it is slow to start."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A local Spark session, in a time zone far from UTC; by Spark Connect where that is asked."""
    wanted = os.environ.get("ATTRIBGRAPH_SPARK", "")
    lacking = [
        name
        for name, there in (
            ("pyspark", find_spec("pyspark") is not None),
            ("java", shutil.which("java") is not None or "JAVA_HOME" in os.environ),
        )
        if not there
    ]
    if lacking:
        message = f"Spark needs {' and '.join(lacking)}, which this machine has not"
        if wanted:
            pytest.fail(message)
        pytest.skip(message)
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    if wanted == "connect":
        builder = builder.remote("local[2]")
    else:
        builder = (
            builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
        )
    session = (
        builder.config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "Asia/Tokyo")
        .getOrCreate()
    )
    if wanted != "connect":
        session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
