"""Coverage, calendar, warnings and reminders: what they count, what they leave out, and whom they tell."""

from dataclasses import astuple
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from sixia.fieldwork.reception import actions as receptions
from sixia.fieldwork.reception.actions import NewDay
from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.queries import calendar, coverage, report, warnings
from sixia.fieldwork.visits.queries.warnings import Wish
from sixia.interop.models import Message
from sixia.kit import jobs
from sixia.kit.journal import timeline
from tests.fieldwork.visits.making import HOURS, LATER, STARTS, held, planned
from tests.town import DAY, NOW, Town

EAST1, EAST2, WEST1 = "990101100001", "990101100002", "990101200001"


def times(town: Town, who: str = "principal", now: datetime = LATER, days: int = 365) -> dict[str, str]:
    """Village → how often it was reached, as somebody sees it."""
    since = timezone.localdate(now) - timedelta(days=days)
    rows = coverage.reach(town.places["990101"].path, since=since, who=town.who(who), now=now)
    return {row.place.code: row.word for row in rows}


def test_villages_are_never_reached_once_or_more(town: Town) -> None:
    held(town)
    held(town, starts_at=STARTS - 10 * DAY)
    held(town, place=town.places[WEST1])
    held(town, place=town.places["990101100"], title="只到镇上")
    planned(town, place=town.places[EAST2], starts_at=STARTS + 5 * DAY)
    assert times(town) == {EAST1: "more", EAST2: "never", WEST1: "once"}
    assert times(town, days=2) == {EAST1: "once", EAST2: "never", WEST1: "once"}
    rows = coverage.reach(town.places["990101"].path, since=STARTS.date(), who=town.who("principal"), now=LATER)
    assert [(share.reached, share.of) for share, _rows in coverage.by_town(rows)] == [(1, 2), (1, 1)]


def test_a_place_falls_silent_with_time_and_is_not_named_while_somebody_plans_to_go(town: Town) -> None:
    held(town)
    later, county = STARTS + 200 * DAY, town.places["990101"].path

    def silent() -> list[str]:
        return [row.place.code for row in coverage.silent(county, who=town.who("principal"), now=later)]

    assert silent() == [EAST2, WEST1, EAST1]
    planned(town, now=later, starts_at=later + DAY)
    assert silent() == [EAST2, WEST1]


def test_an_unannounced_plan_is_in_no_count_of_others(town: Town) -> None:
    planned(town, place=town.places[EAST2], announced=False)
    rows = coverage.reach(town.places["990101"].path, since=STARTS.date(), who=town.who("easter"), now=NOW)
    assert [row.next for row in rows] == [None] * 3


def wish(town: Town, **given: object) -> Wish:
    """A visit of the ecology bureau to the same village at the same time, with the leader of housing."""
    base: dict[str, object] = {
        "place": town.places[EAST1],
        "unit": town.units["ecology"],
        "starts_at": STARTS,
        "ends_at": STARTS + HOURS,
        "accounts": (town.accounts["ecologist"], town.accounts["leader"]),
    }
    return Wish(**{**base, **given})  # type: ignore[arg-type]


def test_whoever_goes_elsewhere_is_named_and_where_only_if_it_may_be_known(town: Town) -> None:
    planned(town)
    found = list(warnings.clashes(wish(town), who=town.who("ecologist")))
    assert [(clash.account.username, clash.visit is not None) for clash in found] == [("leader", True)]
    Visit.objects.update(announced=False)
    found = list(warnings.clashes(wish(town), who=town.who("ecologist")))
    assert [(clash.account.username, clash.visit) for clash in found] == [("leader", None)]
    assert not list(warnings.clashes(wish(town, starts_at=STARTS + HOURS, ends_at=STARTS + 2 * HOURS), who=town.who("ecologist")))


def test_a_place_is_crowded_from_three_units_on_and_a_county_never_is(town: Town) -> None:
    planned(town)
    who = town.who("ecologist")
    assert warnings.crowd(wish(town), who=who, now=NOW) is None
    planned(town, by="easter", unit=town.units["east"], led_by=town.accounts["easter"], members=(), starts_at=STARTS + 29 * DAY)
    crowd = warnings.crowd(wish(town), who=who, now=NOW)
    assert crowd
    assert (crowd.teams, len(crowd.visits), crowd.days) == (3, 2, 30)
    assert EAST2 in {row.place.code for row in crowd.instead}
    assert warnings.crowd(wish(town, starts_at=STARTS + 90 * DAY), who=who, now=NOW) is None
    assert warnings.crowd(wish(town, place=town.places["990101"]), who=who, now=NOW) is None


def test_a_reception_day_stands_in_the_calendar_and_clashes(town: Town) -> None:
    new = NewDay(leader=town.accounts["leader"], unit=town.units["housing"], starts_at=STARTS, ends_at=STARTS + HOURS)
    day = receptions.add(new, host=town.units["hotline"], by=town.who("dispatcher"), now=NOW)
    found = calendar.days(town.who("leader"), STARTS.date(), STARTS.date(), calendar.MINE, lambda visit: "")
    assert [entry.url for entry in found[STARTS.date()]] == [f"/desk/receptions/{day.pk}"]
    assert [clash.account.username for clash in warnings.clashes(wish(town), who=town.who("dispatcher"))] == ["leader"]


def test_a_calendar_marks_what_lies_at_the_same_time_and_shows_each_day_of_a_long_visit(town: Town) -> None:
    planned(town)
    planned(town, starts_at=STARTS + timedelta(hours=1), ends_at=STARTS + 2 * DAY, title="住村三天")
    found = calendar.days(town.who("leader"), STARTS.date(), (STARTS + 6 * DAY).date(), calendar.MINE, lambda visit: "")
    assert [entry.clashes for entry in found[STARTS.date()]] == [True, True]
    assert {day.day: [entry.title for entry in rows] for day, rows in found.items()}[16] == ["住村三天"]
    assert not calendar.days(town.who("ecologist"), STARTS.date(), STARTS.date(), calendar.UNIT, lambda visit: "")


def test_whoever_leads_is_told_once_a_week_before_somebody_should_come_back(town: Town) -> None:
    type(town.accounts["leader"]).objects.filter(username="leader").update(email="leader@example.org")
    visit = held(town)
    due = (STARTS + 30 * DAY).date()
    actions.amend(visit, by=town.who("leader"), now=LATER, met=6, return_due=due)
    for now in (LATER, STARTS + 24 * DAY, STARTS + 25 * DAY):
        actions.remind_returns(now)
    told = [line.event for line in timeline(visit.stream)]
    assert told.count("VisitReturnDue") == 1
    while jobs.run_due(STARTS + 25 * DAY, most=50):
        pass
    assert "东一村" in Message.objects.get(way="mail").text


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_a_return_visit_that_is_planned_needs_no_reminder(town: Town, state: str) -> None:
    visit = held(town, return_due=(STARTS + 10 * DAY).date())
    back = planned(town, now=LATER, starts_at=STARTS + 8 * DAY, returns_to=visit)
    if state == "cancelled":
        actions.cancel(back, by=town.who("handler"), now=LATER, reason="改期")
    actions.remind_returns(STARTS + 9 * DAY)
    told = "VisitReturnDue" in [line.event for line in timeline(visit.stream)]
    assert told is (state == "cancelled")


def test_a_report_counts_what_was_written_and_each_visit_once(town: Town) -> None:
    first = held(town, met=6)
    held(town, met=None, place=town.places[EAST2], purposes=("research",), announced=False, starts_at=STARTS + 2 * HOURS)
    held(town, met=3, place=town.places[WEST1], purposes=("onsite",), starts_at=STARTS + DAY, returns_to=first)
    held(town, starts_at=STARTS - 30 * DAY)
    planned(town, starts_at=STARTS + HOURS)
    line = actions.note(first, by=town.who("handler"), now=LATER, kind="said", text="路灯不亮")
    actions.note(first, by=town.who("handler"), now=LATER, kind="seen", text="灯杆歪了")
    actions.hear(line, by=town.who("handler"), now=LATER)
    day = STARTS.date()

    def told(cut: str, who: str = "head", until: date = day + DAY) -> dict[str, tuple[int, ...]]:
        found = report.report(town.who(who), since=day, until=until, cut=cut)
        return {row.name: astuple(row.figures) for row in found.rows} | {"": astuple(found.all)}

    with translation.override("en"):
        purposes = told(report.PURPOSE)
    # Counts in the order of `Figures`.
    assert purposes == {
        "Research": (2, 1, 0, 2, 6, 2, 1, 0, 0, 0),
        "Reception": (1, 0, 0, 1, 6, 2, 1, 0, 0, 0),
        "On-site office": (1, 0, 1, 1, 3, 0, 0, 0, 0, 0),
        "": (3, 1, 1, 3, 9, 2, 1, 0, 0, 0),
    }
    assert {name: row[:4] for name, row in told(report.PLACE).items()} == {
        town.places["990101100"].name: (2, 1, 0, 2),
        town.places["990101200"].name: (1, 0, 1, 1),
        "": (3, 1, 1, 3),
    }
    assert list(told(report.UNIT)) == [town.units["housing"].said, ""]
    assert told(report.PURPOSE, until=day)[""][0] == 2
    assert told(report.PURPOSE, "easter")[""][5:7] == (0, 0), "those who were visited read no line, and no count of them"
    assert told(report.PURPOSE, "outsider")[""][0] == 0
