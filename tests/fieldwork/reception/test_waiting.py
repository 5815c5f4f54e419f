"""The day itself: numbers, who is next, who sits down, who is not there."""

from datetime import timedelta

import pytest

from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.reception.queries import bookings as reads
from sixia.kit.journal import timeline
from tests.fieldwork.reception.making import STARTS, announced, booked, fresh, opened
from tests.refusals import refused
from tests.town import Town

MINUTE = timedelta(minutes=1)


def walk_in(town: Town, day: Day, at: int = 0) -> Booking:
    """Somebody at the door, with a number."""
    now = STARTS + at * MINUTE
    row, _done = booked(day, by=town.who("clerk"), now=now, way="walk_in", phone="")
    actions.arrive(row, by=town.who("clerk"), now=now)
    return row


def test_numbers_are_given_by_arrival_and_the_display_shows_nothing_else(town: Town) -> None:
    day = opened(town)
    rows = [walk_in(town, day) for _ in range(3)]
    assert [row.number for row in rows] == [1, 2, 3]
    actions.call(rows[0], by=town.who("deputy"), now=STARTS)
    assert reads.display(day) == reads.Display([1], None, [2, 3])
    actions.sit(rows[0], by=town.who("deputy"), now=STARTS)
    assert reads.display(day) == reads.Display([], 1, [2, 3])
    assert [line.event for line in timeline(day.stream)][-2:] == ["VisitorCalled", "VisitorSeated"]


def test_an_appointment_goes_first_from_its_time_on(town: Town) -> None:
    day = announced(town)
    early, _done = booked(day)
    late, _done = booked(day)
    actions.open_day(day, by=town.who("clerk"), now=STARTS)
    clerk = town.who("clerk")
    first = walk_in(town, fresh(Day, day.pk))
    for row in (late, early):
        actions.arrive(fresh(Booking, row.pk), by=clerk, now=STARTS)
    called = [actions.call_next(day, by=clerk, now=STARTS + MINUTE).pk for _ in range(3)]
    assert called == [early.pk, first.pk, late.pk]
    with refused("guard"):
        actions.call_next(day, by=clerk, now=STARTS)


def test_one_at_a_time_and_only_while_open(town: Town) -> None:
    day = opened(town)
    first, second = walk_in(town, day), walk_in(town, day)
    actions.sit(first, by=town.who("deputy"), now=STARTS)
    with refused("guard"):
        actions.sit(second, by=town.who("deputy"), now=STARTS)
    actions.finish(first, by=town.who("deputy"), now=STARTS)
    actions.sit(second, by=town.who("clerk"), now=STARTS)
    ahead, _done = booked(announced(town, "second"))
    with refused("guard"):
        actions.arrive(ahead, by=town.who("clerk"), now=STARTS)


def test_whoever_was_absent_keeps_the_number(town: Town) -> None:
    row = walk_in(town, opened(town))
    actions.call(row, by=town.who("clerk"), now=STARTS)
    actions.miss(row, by=town.who("clerk"), now=STARTS)
    assert fresh(Booking, row.pk).state == "absent"
    actions.arrive(row, by=town.who("clerk"), now=STARTS + MINUTE)
    assert (row.state, row.number) == ("waiting", 1)


@pytest.mark.parametrize("name", ["handler", "supervisor", "inspector", "second", "eastdesk"])
def test_others_have_no_part_in_it(town: Town, name: str) -> None:
    row = walk_in(town, opened(town))
    for step in (actions.call, actions.sit, actions.miss):
        with refused("role"):
            step(row, by=town.who(name), now=STARTS)
