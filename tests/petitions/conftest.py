"""Fixtures of this room."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.petitions.town import Courts


@pytest.fixture
def courts(db: None) -> Courts:
    """The shared town with a petition office and a city above."""
    return Courts()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read in the language in which they are written."""
    with translation.override("en"):
        yield
