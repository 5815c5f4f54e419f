"""Fixtures of this room."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Faults are read in the language in which they are written."""
    with translation.override("en"):
        yield
