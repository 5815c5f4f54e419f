"""Fixtures of this room."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.people.cast import Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    """A small county at work."""
    return build()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared in the language of the message ids."""
    with translation.override("en"):
        yield
