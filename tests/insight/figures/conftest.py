"""Fixtures of this room."""

import os
from collections.abc import Iterator

import pytest

from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """The shared small county."""
    return build()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Spark is started once in a suite: it reads files, which are the same on every database."""
    if os.environ.get("SIXIA_TEST_ONLY") != "database":
        return
    again = [item for item in items if item.path.name == "test_spark.py"]
    config.hook.pytest_deselected(items=again)
    items[:] = [item for item in items if item not in again]
