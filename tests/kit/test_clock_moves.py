"""More time for a clock that stands still is there when it goes on; counting anew leaves alone what moved meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from sixia.kit import clocks
from sixia.kit.clocks import Limit
from sixia.kit.models import Clock
from tests.town import Town, build

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
KINDS = ("handle",)


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county, for its calendar."""
    return build()


@pytest.fixture
def calendar(town: Town) -> str:
    """The name of the county's calendar."""
    case = town.heard(now=NOW)
    return clocks.running(case.key).get().calendar


@pytest.mark.parametrize("unit", ["hour", "workhour", "day", "workday"])
def test_what_is_given_while_it_stands_still_is_kept(calendar: str, unit: str) -> None:
    five, three = Limit(5, unit, calendar), Limit(3, unit, calendar)
    clocks.start("thing:1", "thing:1", "handle", five, NOW)
    clocks.start("thing:2", "thing:2", "handle", five, NOW)
    for owner in ("thing:1", "thing:2"):
        clocks.pause(owner, KINDS, NOW + timedelta(minutes=30))
    clocks.move_due("thing:1", "handle", three, NOW + DAY)
    still = clocks.running("thing:1").get()
    assert (still.paused_at, still.look_at) == (NOW + timedelta(minutes=30), None)
    clocks.go_on("thing:1", KINDS, NOW + 9 * DAY)
    clocks.go_on("thing:2", KINDS, NOW + 9 * DAY)
    clocks.move_due("thing:2", "handle", three, NOW + 9 * DAY)
    one, two = clocks.running("thing:1").get(), clocks.running("thing:2").get()
    assert one.due_at == two.due_at
    assert one.look_at is not None


def test_counting_anew_leaves_what_was_stopped_meanwhile(calendar: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = clocks.start("thing:1", "thing:1", "handle", Limit(5, "workday", calendar), NOW)
    Clock.objects.filter(pk=clock.pk).update(provisional=True, due_at=NOW + 90 * DAY)
    counted = clocks._counted

    def stopped_meanwhile(row: Clock) -> object:
        clocks.stop("thing:1", KINDS, NOW + DAY)
        return counted(row)

    monkeypatch.setattr(clocks, "_counted", stopped_meanwhile)
    clocks.recompute_provisional(NOW + DAY)
    clock.refresh_from_db()
    assert (clock.stopped_at, clock.look_at, clock.due_at) == (NOW + DAY, None, NOW + 90 * DAY)
