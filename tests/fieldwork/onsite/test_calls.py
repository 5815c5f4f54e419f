"""Calling units, to an office or by a town: answers, refusals and who decides them, who was there, and the figures."""

from datetime import timedelta

import pytest

from sixia.cases import actions as cases
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.models import Called, Whistle
from sixia.fieldwork.onsite.queries import calls
from sixia.kit.models import Clock, Entry
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.fieldwork.onsite.making import EARLY, STARTS, THEN, blown, called, convened, fresh, opened, planned
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town


def test_units_are_called_once_with_a_time_to_answer(town: Town) -> None:
    office = convened(town, town.accepted())
    assert office.state == "convened"
    row = called(office, town, "housing")
    clock = Clock.objects.get(owner=row.key)
    assert (clock.kind, clock.amount, clock.unit, row.answer_by) == ("call_answer", 8, "workhour", clock.due_at)
    actions.convene(office, units=[town.units["housing"], town.units["east"]], by=town.who("deputy"), now=NOW)
    assert (office.called.count(), fresh(office).text) == (3, "请带施工图")
    assert Entry.objects.filter(stream=office.stream, event="UnitSummoned").count() == 3


def test_nobody_is_called_without_an_agenda(town: Town) -> None:
    with refused("guard"):
        actions.convene(planned(town), units=[town.units["housing"]], by=town.who("dispatcher"), now=NOW)
    with refused("role"):
        actions.convene(convened(town, town.accepted()), units=[], by=town.who("supervisor"), now=NOW)


def test_a_unit_comes_or_sends_somebody(town: Town) -> None:
    office = convened(town, town.accepted())
    row = called(office, town, "housing")
    for name in ("ecologist", "dispatcher"):
        with refused("role"):
            actions.come(row, by=town.who(name), now=NOW)
    with refused("missing"):
        actions.send(row, note=" ", by=town.who("handler"), now=NOW)
    actions.send(row, note="分管副局长", by=town.who("handler"), now=NOW + HOUR)
    actions.come(fresh(row), note="局长来", by=town.who("head"), now=NOW + 2 * HOUR)
    row.refresh_from_db()
    assert (row.state, row.note, row.answered_at) == ("coming", "局长来", NOW + HOUR)
    assert not Clock.objects.filter(owner=row.key, stopped_at=None).exists()


def test_a_refusal_is_decided_and_not_repeated(town: Town) -> None:
    office = convened(town, town.accepted())
    row, other = called(office, town, "housing"), called(office, town, "ecology")
    with refused("missing"):
        actions.refuse(row, reason="", by=town.who("handler"), now=NOW)
    for one, name in ((row, "handler"), (other, "ecologist")):
        actions.refuse(one, reason="当天有防汛会议", by=town.who(name), now=NOW)
    assert Clock.objects.get(owner=row.key, stopped_at=None).kind == "call_decide"
    with refused("role"):
        actions.insist(row, reason="必须到场", by=town.who("deputy"), now=NOW)
    actions.insist(row, reason="必须到场", by=town.who("supervisor"), now=NOW)
    with refused("guard"):
        actions.refuse(row, reason="还是来不了", by=town.who("handler"), now=NOW)
    actions.excuse(other, reason="会议更要紧", by=town.who("principal"), now=NOW)
    assert (fresh(row).state, fresh(row).insisted, fresh(other).state) == ("called", True, "excused")


def test_who_was_there_is_marked_on_the_day(town: Town) -> None:
    office = convened(town, town.accepted())
    row, other = called(office, town, "housing"), called(office, town, "ecology")
    with refused("guard"):
        actions.arrive(row, by=town.who("dispatcher"), now=NOW)
    actions.open_office(office, by=town.who("dispatcher"), now=STARTS)
    for _time in range(2):
        actions.arrive(row, by=town.who("deputy"), now=THEN)
    for _time in range(2):
        actions.miss(other, by=town.who("clerk"), now=THEN)
    with refused("role"):
        actions.miss(row, by=town.who("ecologist"), now=THEN)
    with refused("missing"):
        actions.account(other, reason="", by=town.who("ecologist"), now=THEN)
    actions.account(other, reason="路上遇塌方", by=town.who("ecologist"), now=THEN)
    assert (fresh(row).state, fresh(other).state, fresh(other).reason) == ("came", "absent", "路上遇塌方")
    assert Entry.objects.filter(stream=office.stream, event="AttendanceNoted").count() == 2


def test_called_off_nobody_need_come(town: Town) -> None:
    office = convened(town, town.accepted())
    with refused("role"):
        actions.cancel(office, reason="改期", by=town.who("clerk"), now=NOW)
    with refused("missing"):
        actions.cancel(office, reason=" ", by=town.who("deputy"), now=NOW)
    actions.cancel(office, reason="改期", by=town.who("dispatcher"), now=NOW)
    assert (fresh(office).state, office.visit.state) == ("cancelled", "cancelled")
    assert set(office.called.values_list("state", flat=True)) == {"dropped"}
    assert not Clock.objects.filter(kind="call_answer", stopped_at=None).exists()


def test_a_town_calls_units_that_stand_over_it(town: Town) -> None:
    whistle = blown(town, case=town.accepted(unit="east", by="easter"))
    row = whistle.called.get()
    assert (row.unit, row.by_unit, whistle.kind) == (town.units["housing"], town.units["east"], "case")
    for units in (["west"], ["east"], []):
        with refused("guard" if units else "missing"):
            blown(town, units=[town.units[code] for code in units])
    with refused("role"):
        blown(town, by="wester")
    with refused("missing"):
        blown(town, reason=" ")
    with refused("guard"):
        blown(town, wanted_at=NOW - DAY)
    with refused("guard"):
        blown(town, place=town.places["990101200001"])
    assert Whistle.objects.count() == 1


def test_a_county_unit_calls_nobody_this_way(town: Town) -> None:
    with refused("guard"):
        blown(town, by="handler", unit=town.units["housing"], units=[town.units["ecology"]])


def test_what_is_confidential_calls_nobody(town: Town) -> None:
    case = town.accepted(unit="east", by="easter")
    whistle = blown(town, case=case)
    cases.restrict(case, reason="举报", by=town.who("dispatcher"), now=NOW)
    with refused("guard"):
        blown(town, case=fresh(case))
    for name in ("easter", "handler", "supervisor", "dispatcher"):
        assert not Whistle.objects.visible_to(town.who(name)).exists()
        assert not Called.objects.visible_to(town.who(name)).exists()
    assert whistle.pk


def test_a_call_ends_with_what_came_of_it(town: Town) -> None:
    whistle = blown(town)
    row = whistle.called.get()
    with refused("guard"):
        actions.end(whistle, result="已排险", by=town.who("easter"), now=NOW + HOUR)
    actions.come(row, by=town.who("handler"), now=NOW + HOUR)
    actions.arrive(fresh(row), by=town.who("easter"), now=NOW + 3 * HOUR)
    with refused("role"):
        actions.end(whistle, result="已排险", by=town.who("handler"), now=NOW + 4 * HOUR)
    actions.end(whistle, result="已排险", by=town.who("easter"), now=NOW + 4 * HOUR)
    assert (fresh(whistle).state, fresh(whistle).result) == ("ended", "已排险")
    with refused("guard"):
        actions.miss(fresh(row), reason="没来", by=town.who("easter"), now=NOW + 5 * HOUR)


def test_a_call_taken_back(town: Town) -> None:
    whistle = blown(town)
    actions.withdraw(whistle, reason="镇里已排险", by=town.who("easter"), now=NOW)
    assert whistle.called.get().state == "dropped"


def test_the_same_name_is_the_same_call(town: Town) -> None:
    from uuid import uuid4

    name = uuid4()
    assert blown(town, client=name) == blown(town, client=name)


def test_the_figures_of_units_not_of_persons(town: Town) -> None:
    office = convened(town, town.accepted(), units=("housing", "ecology"))
    actions.come(called(office, town, "housing"), by=town.who("handler"), now=NOW + HOUR)
    whistle = blown(town)
    late = whistle.called.get()
    actions.open_office(office, by=town.who("dispatcher"), now=STARTS)
    actions.arrive(fresh(called(office, town, "housing")), by=town.who("dispatcher"), now=THEN)
    actions.miss(fresh(called(office, town, "ecology")), reason="开会", by=town.who("dispatcher"), now=THEN)
    actions.come(late, by=town.who("handler"), now=STARTS)
    rows = {row.unit.code: row for row in calls.figures(town.who("principal"), NOW - DAY, STARTS + DAY, STARTS + DAY)}
    assert (rows["housing"].called, rows["housing"].due, rows["housing"].in_time) == (2, 2, 1)
    assert (rows["housing"].came, rows["housing"].marked) == (1, 1)
    assert (rows["ecology"].due, rows["ecology"].in_time, rows["ecology"].came, rows["ecology"].marked) == (1, 0, 0, 1)
    assert calls.figures(town.who("outsider"), NOW - DAY, STARTS + DAY, STARTS + DAY) == []


def test_a_dissolved_unit_is_not_called(town: Town) -> None:
    people.dissolve_unit(town.units["lamps"], by=SYSTEM, now=EARLY + timedelta(days=1))
    with refused("guard"):
        blown(town, units=[fresh(town.units["lamps"])])


@pytest.mark.parametrize("unit", ["lamps"])
def test_the_offices_of_a_unit_called_see_it(town: Town, unit: str) -> None:
    office = convened(town, town.accepted(), units=(unit,))
    assert called(office, town, unit).roles_of(town.who("easter")) == frozenset()
    assert opened(town, town.accepted(text="又一件"), title="另一次").pk
