"""Fixtures of this room."""

from collections.abc import Iterator

import pytest

from sixia.cases.models import Case
from sixia.orders.models import Order
from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """The shared small county. Whatever a test does, orders know at its end whether their cases are open."""
    yield build()
    is_open = dict(Case.objects.values_list("pk", "open"))
    known = Order.objects.filter(matter_kind="case").values_list("matter_id", "matter_open")
    assert all(is_open[pk] == told for pk, told in known)
