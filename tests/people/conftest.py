"""Fixtures of this room."""

import pytest

from tests.people.cast import Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    """A small county at work."""
    return build()
