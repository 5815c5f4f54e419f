"""Fixtures of this room."""

from collections.abc import Iterator

import pytest

from tests.desk import At, at
from tests.town import Town, build

__all__ = ["At", "at"]


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """The shared small county."""
    return build()
