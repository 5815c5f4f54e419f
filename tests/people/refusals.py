"""How this room's tests expect a refusal and read the journal."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import translation

from sixia.kit.flow import Refused
from sixia.kit.journal import Line, timeline


@contextmanager
def refused(code: str, words: str) -> Iterator[None]:
    """The block must be refused with this code and a sentence that contains `words`."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code
    with translation.override("en"):
        assert words in str(caught.value)


def last(stream: str) -> Line:
    """The newest line of a stream."""
    return timeline(stream, newest_first=True)[0]
