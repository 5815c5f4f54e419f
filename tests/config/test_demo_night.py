"""The demo county is loaded at any hour: shortly after midnight today is young, and what is under way today has only begun."""

from datetime import UTC, datetime

import pytest

from sixia.config import demo
from sixia.fieldwork.reception.models import Day

NIGHT = datetime(2026, 5, 11, 16, 20, tzinfo=UTC)
"""Twenty minutes past midnight in the county."""


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.alike
def test_the_county_loads_shortly_after_midnight() -> None:
    demo.load(NIGHT, 60)
    (day,) = Day.objects.filter(state="open")
    assert day.starts_at <= NIGHT < day.ends_at
    assert day.bookings.filter(state__in=("seated", "done")).exists()
