"""Asking for a refusal by its code."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sixia.kit.flow import Refused


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block must raise Refused with this code and a sentence."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code, f"{caught.value.code}: {caught.value}"
    assert str(caught.value).strip()
