"""Fixtures of this room."""

import pytest

from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county."""
    return build()
