"""The plan of reception days: adding, drawing, announcing in time, swapping, putting off and calling off."""

from datetime import date, timedelta

import pytest

from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.reception.queries import planning
from sixia.kit.journal import timeline
from tests.fieldwork.reception.making import HOURS, STARTS, announced, booked, drafted, fresh, new_day
from tests.refusals import refused
from tests.town import DAY, NOW, Town


def test_a_day_is_planned_with_post_and_portfolio_and_told(town: Town) -> None:
    day = drafted(town)
    assert (day.state, day.title, day.portfolio, day.date) == ("drafted", "副县长", "城建、交通", date(2026, 5, 20))
    (line,) = timeline(day.stream)
    assert (line.event, line.facts["account"]) == ("ReceptionPlanned", town.accounts["deputy"].pk)


def test_who_may_plan_and_whom(town: Town) -> None:
    host = town.units["hotline"]
    for name in ("handler", "inspector", "eastdesk", "deputy"):
        with refused("role"):
            actions.add(new_day(town), host=host, by=town.who(name), now=NOW)
    assert actions.add(new_day(town), host=host, by=town.who("supervisor"), now=NOW).pk
    with refused("guard"):
        actions.add(new_day(town, unit=town.units["east"]), host=host, by=town.who("clerk"), now=NOW)
    with refused("guard"):
        actions.add(new_day(town, "system", unit=town.units["admin"]), host=host, by=town.who("clerk"), now=NOW)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ends_at": STARTS}, "guard"),
        ({"starts_at": NOW - DAY, "ends_at": NOW}, "guard"),
        ({"form": "case"}, "missing"),
        ({"form": "joint"}, "missing"),
        ({"form": "nonsense"}, "guard"),
    ],
)
def test_what_cannot_be_planned(town: Town, given: dict[str, object], code: str) -> None:
    with refused(code):
        drafted(town, **given)


def test_a_leader_cannot_be_in_two_places(town: Town) -> None:
    drafted(town)
    with refused("guard"):
        drafted(town)
    assert drafted(town, "second").pk


def test_public_in_time_or_not_at_all(town: Town) -> None:
    day, desk = drafted(town), town.who("dispatcher")
    with refused("role"):
        actions.announce(day, by=town.who("deputy"), now=NOW)
    with refused("guard"):
        actions.announce(day, by=desk, now=STARTS - 2 * DAY + timedelta(hours=16))
    actions.announce(day, by=desk, now=STARTS - 2 * DAY)
    assert fresh(Day, day.pk).state == "announced"
    nowhere = drafted(town, "second", place=None, address="")
    with refused("guard"):
        actions.announce(nowhere, by=desk, now=NOW)


def test_what_ticks_tells_the_leader_and_makes_it_public(town: Town) -> None:
    day = drafted(town)
    actions.prepare(NOW)
    assert fresh(Day, day.pk).reminded_at is None
    actions.prepare(NOW + 2 * DAY)
    assert fresh(Day, day.pk).reminded_at == NOW + 2 * DAY
    actions.prepare(NOW + 3 * DAY)
    assert [line.event for line in timeline(day.stream)].count("LeaderReminded") == 1
    assert fresh(Day, day.pk).state == "drafted"
    actions.prepare(STARTS - 3 * DAY)
    assert fresh(Day, day.pk).state == "announced"


def test_a_draft_can_be_changed_and_the_leader_is_told_anew(town: Town) -> None:
    day, desk = drafted(town), town.who("dispatcher")
    actions.remind(day, now=NOW)
    actions.settle(day, new=new_day(town, capacity=5), by=desk, now=NOW)
    assert (fresh(Day, day.pk).capacity, fresh(Day, day.pk).reminded_at) == (5, NOW)
    actions.settle(day, new=new_day(town, "second"), by=desk, now=NOW)
    assert (fresh(Day, day.pk).account, fresh(Day, day.pk).reminded_at) == (town.accounts["second"], None)
    actions.announce(day, by=desk, now=NOW)
    with refused("state"):
        actions.settle(day, new=new_day(town), by=desk, now=NOW)


def test_two_leaders_swap(town: Town) -> None:
    first, later = announced(town), drafted(town, "second", starts_at=STARTS + 7 * DAY, ends_at=STARTS + 7 * DAY + HOURS)
    with refused("missing"):
        actions.swap(first, other=later, reason=" ", by=town.who("deputy"), now=NOW)
    with refused("role"):
        actions.swap(first, other=later, reason="开会", by=town.who("handler"), now=NOW)
    actions.swap(first, other=later, reason="省里开会", by=town.who("deputy"), now=NOW)
    assert fresh(Day, first.pk).account == town.accounts["second"]
    assert fresh(Day, later.pk).account == town.accounts["deputy"]
    assert timeline(later.stream)[-1].event == "ReceptionSwapped"
    third = drafted(town, starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOURS)
    with refused("guard"):
        actions.swap(fresh(Day, later.pk), other=third, reason="x", by=town.who("clerk"), now=NOW)


def test_put_off_takes_along_whoever_has_booked(town: Town) -> None:
    day, desk = announced(town), town.who("dispatcher")
    booking, _done = booked(day)
    with refused("guard"):
        soon = NOW + DAY
        actions.move(day, starts_at=soon, ends_at=soon + HOURS, reason="提前", by=desk, now=NOW)
    later = STARTS + 2 * DAY
    made = actions.move(day, starts_at=later, ends_at=later + HOURS, reason="防汛", by=desk, now=NOW)
    assert (fresh(Day, day.pk).state, made.state, made.replaces) == ("moved", "announced", day)
    moved = fresh(Booking, booking.pk)
    assert (moved.day, moved.state, moved.at) == (made, "booked", later)
    assert timeline(day.stream)[-1].event == "BookingShifted"


def test_called_off_ends_every_booking_by_its_own_event(town: Town) -> None:
    day = announced(town)
    booking, _done = booked(day)
    with refused("missing"):
        actions.cancel(day, reason="", by=town.who("clerk"), now=NOW)
    assert actions.cancel(day, reason="防汛", by=town.who("clerk"), now=NOW) == 1
    assert fresh(Booking, booking.pk).state == "cancelled"
    assert [line.event for line in timeline(day.stream)][-2:] == ["ReceptionCancelled", "BookingGivenUp"]


def test_open_on_its_day_and_closed_when_nobody_is_left(town: Town) -> None:
    day, clerk = announced(town), town.who("clerk")
    never, _done = booked(day)
    with refused("guard"):
        actions.open_day(day, by=clerk, now=NOW)
    actions.open_day(day, by=clerk, now=STARTS)
    booking, _done = booked(day, by=clerk, now=STARTS, way="walk_in")
    actions.arrive(booking, by=clerk, now=STARTS)
    with refused("guard"):
        actions.close(day, by=clerk, now=STARTS)
    actions.sit(booking, by=clerk, now=STARTS)
    actions.finish(booking, by=clerk, now=STARTS)
    actions.close(day, by=clerk, now=STARTS + HOURS)
    assert (fresh(Day, day.pk).state, fresh(Booking, never.pk).state) == ("closed", "absent")
    told = next(line for line in timeline(day.stream) if line.event == "ReceptionClosed")
    assert (told.facts["received"], told.facts["absent"]) == (1, 1)


def test_a_plan_is_drawn_in_turn_and_not_twice(town: Town) -> None:
    host, desk = town.units["hotline"], town.who("dispatcher")
    since, until = date(2026, 5, 12), date(2026, 8, 31)
    drawn = planning.draw(host, since, until, NOW)
    assert [(one.rule.code, one.new.starts_at.date(), one.new.leader.username) for one in drawn] == [
        ("county_leaders", date(2026, 5, 15), "principal"),
        ("county_leaders", date(2026, 6, 15), "deputy"),
        ("county_leaders", date(2026, 7, 15), "second"),
        ("down", date(2026, 8, 10), "deputy"),
        ("county_leaders", date(2026, 8, 17), "principal"),
    ]
    assert drawn[3].new.place is None
    assert not Day.objects.exists()
    assert len(actions.keep([one.new for one in drawn], host=host, by=desk, now=NOW)) == 5
    assert planning.draw(host, since, until, NOW) == []
    after = planning.draw(host, until, date(2026, 9, 30), NOW)
    assert [one.new.leader.username for one in after] == ["deputy"]
    assert [(who, have, least) for _rule, who, have, least in planning.short_of(host, since, until, NOW)] == [
        ("副县长 演示·副县长乙", 1, 2)
    ]


def test_places_are_proposed_by_need_with_reasons(town: Town) -> None:
    town.heard()
    town.heard(place=town.places["990101200001"].pk)
    again = town.answered(place=town.places["990101200001"].pk)
    again.negatives = 1
    again.save()
    found = planning.by_need(town.units["hotline"], town.who("dispatcher"), NOW)
    assert [(one.place.name, one.open, one.returned) for one in found] == [("西镇", 2, 1), ("东镇", 1, 0)]
    assert "2" in found[0].why
    assert planning.by_need(town.units["hotline"], town.who("eastdesk"), NOW)[0].place.name == "东镇"
