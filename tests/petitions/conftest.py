"""Fixtures of this room."""

import pytest

from tests.petitions.town import Courts


@pytest.fixture
def courts(db: None) -> Courts:
    """The shared town with a petition office and a city above."""
    return Courts()
