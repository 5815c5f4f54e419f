"""The sweep tells of each clock once, whatever else has been told in its stream, and leaves the chain whole."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sixia.kit import clocks
from sixia.kit.journal import hold
from sixia.kit.models import Clock, Entry
from sixia.kit.proof import verify
from tests.atonce import PATIENCE, at_once, side_by_side

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def _clock(owner: str, stream: str, due: datetime, *, warned: bool = True) -> Clock:
    warn = NOW - DAY
    times = {"started_at": NOW - 5 * DAY, "due_at": due, "warn_at": warn, "look_at": due if warned else warn}
    kept = {"kind": "handle", "calendar": "cn", "amount": 5, "unit": "day", "warned_at": warn if warned else None}
    return Clock.objects.create(owner=owner, stream=stream, **kept, **times)


@pytest.mark.django_db
def test_late_ones_are_breached_and_early_ones_warned() -> None:
    late, early = _clock("order:1", "case:1", NOW - DAY), _clock("order:2", "case:2", NOW + DAY, warned=False)
    later = _clock("order:3", "case:3", NOW + DAY)
    assert clocks.sweep_all(NOW) == 2
    for clock in (late, early, later):
        clock.refresh_from_db()
    assert (late.breached_at, late.look_at) == (NOW, None)
    assert (early.warned_at, early.look_at, early.breached_at) == (NOW, early.due_at, None)
    assert later.look_at == later.due_at
    assert list(Entry.objects.order_by("stream").values_list("stream", "event")) == [
        ("case:1", "ClockBreached"),
        ("case:2", "ClockWarned"),
    ]
    assert clocks.sweep_all(NOW) == 0


@pytest.mark.django_db
def test_several_clocks_of_one_stream_follow_each_other_in_its_chain() -> None:
    for turn in range(3):
        for order in range(3):
            _clock(f"order:{turn}{order}", "case:1", NOW - DAY)
        assert clocks.sweep_all(NOW) == 3
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 10))
    assert verify() == []


@pytest.mark.django_db
def test_a_hundred_cost_hardly_more_statements_than_one() -> None:
    counted = []
    for many in (1, 100):
        for order in range(many):
            _clock(f"order:{many}.{order}", f"case:{many}.{order}", NOW - DAY)
        with CaptureQueriesContext(
            connection,
        ) as sent:
            assert clocks.sweep(NOW) == many
        counted.append(len(sent))
    assert counted[1] <= counted[0] + 6  # deliveries go in pieces, the more reactions the more of them


@side_by_side
@pytest.mark.django_db(transaction=True)
def test_whoever_acts_on_a_thing_and_the_sweep_do_not_wait_in_a_ring() -> None:
    """The one holds the stream and wants the clock while the other holds the clock and would want the stream."""
    clock, other = _clock("order:1", "case:1", NOW - DAY), _clock("order:2", "case:2", NOW - DAY)
    held, swept = Event(), Event()

    def act() -> None:
        with transaction.atomic():
            hold("case:1")
            held.set()
            swept.wait(3)  # a sweep that waits for the stream is not through by then
            clocks.stop("order:1", ["handle"], NOW)

    def sweep() -> None:
        held.wait(PATIENCE)
        assert clocks.sweep(NOW) == 1
        swept.set()

    assert at_once(act, sweep) == ["done", "done"]
    clock.refresh_from_db()
    other.refresh_from_db()
    assert (clock.stopped_at, clock.breached_at) == (NOW, None)
    assert other.breached_at == NOW
    assert clocks.sweep_all(NOW) == 0
