"""Fixtures of this room."""

from collections.abc import Iterator

import pytest

from sixia.insight.suggestions.queries import tables
from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """The shared small county; tables of other tests' databases are forgotten."""
    tables.table.cache_clear()
    yield build()
    tables.table.cache_clear()
