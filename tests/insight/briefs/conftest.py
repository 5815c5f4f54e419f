"""Fixtures of this room."""

from collections.abc import Iterator

import pytest

from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """The shared small county."""
    return build()
