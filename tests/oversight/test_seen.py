"""Who sees which promise and charge, asked of everybody; and that seeing and having a role never disagree."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.oversight import actions, norms
from sixia.oversight.models import Charge, Promise
from sixia.oversight.queries import charges_of, promises_to, proposals, shares
from sixia.oversight.rules import Criteria, Facts, meet_by, reasons, way_out
from sixia.people import actions as people
from sixia.people.actors import SYSTEM, resident
from tests.oversight.making import AFTER, named, placed, promised
from tests.town import DAY, HOUR, NOW, OUTSIDER, POSTS, Town

LATER = NOW + 3 * DAY
EVERYBODY = (*(name for name, _unit, _role in POSTS), OUTSIDER, "deputy")


def seen(town: Town, rows: Any, row: Any) -> set[str]:
    return {name for name in EVERYBODY if rows.visible_to(town.who(name, LATER)).filter(pk=row.pk).exists()}


AROUND = {"clerk", "dispatcher", "callback", "supervisor", "supervisor2", "principal", "inspector", "deputy", "eastdesk"}


def test_a_promise_in_a_case_is_seen_through_the_case(town: Town) -> None:
    row = promised(town)
    assert seen(town, Promise.objects, row) == AROUND | {"leader", "handler", "head"}


def test_who_promised_in_a_case_of_others_sees_their_own_words(town: Town) -> None:
    row = promised(town, by="clerk", account=town.accounts["easter"], unit=town.units["east"])
    assert seen(town, Promise.objects, row) == AROUND | {"leader", "handler", "head", "easter"}


def test_a_promise_to_a_place_is_seen_over_the_territory_and_by_the_unit(town: Town) -> None:
    row = placed(town)
    assert seen(town, Promise.objects, row) == AROUND | {"leader", "handler", "head"}


def test_a_sealed_case_takes_its_promises_and_its_charge_along(town: Town) -> None:
    row = promised(town)
    charge = named(town, row.case)
    assert row.case is not None
    accounts = (town.accounts["handler"].pk,)
    dispatcher = town.who("dispatcher")
    cases.restrict(Case.objects.get(pk=row.case_id), reason="反映经办人", accounts=accounts, by=dispatcher, now=NOW + 6 * HOUR)
    assert seen(town, Promise.objects, row) == {"officer", "officer2"}
    assert seen(town, Charge.objects, charge) == {"officer", "officer2"}


def test_a_charge_is_seen_through_the_case_and_naming_opens_nothing(town: Town) -> None:
    charge = named(town)
    assert seen(town, Charge.objects, charge) == AROUND | {"leader", "handler", "head"}
    assert charge.roles_of(town.who("deputy")) == {"charged", "reader"}
    assert charge.roles_of(town.who("principal")) == {"principal", "reader"}
    recused = town.accounts["deputy"]
    people.declare_recusal(recused, kind="matter", matter=("case", charge.case_id), reason="同学", by=SYSTEM, now=NOW)
    assert not charge.roles_of(town.who("deputy", LATER))
    actions.find_vacant(LATER)
    assert Charge.objects.get().state == "vacant"


def test_a_relative_of_who_promised_does_not_judge_it(town: Town) -> None:
    row = promised(town)
    assert "overseer" in row.roles_of(town.who("supervisor"))
    people.declare_recusal(
        town.accounts["supervisor"], kind="kin", other=town.accounts["handler"], reason="夫妻", by=SYSTEM, now=NOW
    )
    assert "overseer" not in row.roles_of(town.who("supervisor", LATER))


def test_residents_see_what_concerns_them_and_nothing_else(town: Town) -> None:
    mine = promised(town)
    other = promised(town, town.accepted(phone="13800000002"))
    here, west = placed(town), placed(town, place=town.places["990101200001"])
    assert mine.case is not None
    who = town.resident(town.voice(mine.case))
    rows = set(Promise.objects.visible_to(who))
    assert rows == {mine}
    for row in (here, west):
        actions.publish(row, by=town.who("head"), now=NOW + DAY)
    assert set(Promise.objects.visible_to(who)) == {mine, here}
    assert not Promise.objects.visible_to(resident())
    assert other not in rows


def test_seeing_and_having_a_role_agree_for_everybody(town: Town) -> None:
    rows: list[Any] = [promised(town), placed(town), named(town, town.accepted(phone="13800000002"))]
    for name in EVERYBODY:
        who = town.who(name, LATER)
        for row in rows:
            assert bool(row.roles_of(who)) == type(row).objects.visible_to(who).filter(pk=row.pk).exists(), (name, row)


def test_what_other_rooms_ask_of_a_person_and_a_leader(town: Town) -> None:
    mine, charge = promised(town), named(town, town.accepted(phone="13800000002"))
    assert mine.case is not None
    assert promises_to([town.voice(mine.case).pk]) == [mine]
    assert promises_to([]) == []
    assert list(charges_of(town.accounts["deputy"])) == [charge]


def test_shares_count_what_has_come_due_by_unit_in_the_order_of_names(town: Town) -> None:
    kept, broken, moved = placed(town), placed(town), placed(town)
    placed(town)
    overseer, head = town.who("supervisor"), town.who("head")
    actions.say(kept, kept=True, by=overseer, now=NOW + 4 * DAY)
    actions.say(broken, kept=False, by=overseer, now=AFTER)
    day = moved.due_on + timedelta(days=9)
    actions.replace(moved, words="六月", due_on=day, reason="缺料", by=head, now=NOW + DAY)
    before = shares(Promise.objects.all(), NOW + 5 * DAY)
    assert [(row.unit.name, row.kept, row.due, row.broken) for row in before] == [("县住建局", 1, 2, 1)]
    after = shares(Promise.objects.all(), AFTER + 60 * DAY)
    assert [(row.kept, row.due) for row in after] == [(1, 4)]


NUMBERS = st.integers(min_value=0, max_value=6)


@given(NUMBERS, NUMBERS, st.booleans())
def test_a_criterion_of_zero_is_left_out_and_the_mark_always_counts(number: int, least: int, marked: bool) -> None:
    facts = Facts(age=0, repeats=0, negatives=number, group=0, units=0, important=marked)
    met = dict(reasons(facts, Criteria(age=0, repeats=0, negatives=least, group=0, units=0)))
    assert ("negatives" in met) == (least > 0 and number >= least)
    assert ("important" in met) == marked


@pytest.mark.parametrize(("month", "days"), [(1, 30), (2, 15), (4, 7)])
def test_the_next_meeting_by_how_often_a_month(month: int, days: int) -> None:
    assert meet_by(NOW.date(), month) - NOW.date() == timedelta(days=days)


def test_a_joined_case_is_left_only_when_the_other_has_a_leader() -> None:
    assert way_out("joined", agreed=True, other_led=False) == ""
    assert way_out("joined", agreed=False, other_led=True) == "with_other"
    assert way_out("", agreed=True, other_led=True) == ""


def test_the_database_and_the_rules_propose_the_same_cases(town: Town) -> None:
    dispatcher, clerk = town.who("dispatcher"), town.who("clerk")
    old = town.accepted(now=NOW - 90 * DAY, phone="13800000001")
    group = town.accepted(phone="13800000002")
    for number in range(4):
        cases.hear(town.new("我家也是", into=group.pk, phone=f"1370000000{number}"), by=clerk, now=NOW + 3 * HOUR)
    again = town.accepted(phone="13800000003")
    for _number in range(2):
        cases.hear(town.new("还是没修", into=again.pk, phone="13800000003"), by=clerk, now=NOW + 3 * HOUR)
    units = town.accepted(phone="13800000004")
    for code in ("east", "ecology"):
        cases.call_in(units, unit=town.units[code], reason="协助", by=dispatcher, now=NOW + 4 * HOUR)
    plain = town.accepted(phone="13800000005")
    later = town.accepted(phone="13800000003")
    at = old.first_at + timedelta(days=norms.SPECS["charge.age_days"].default)
    who = town.who("supervisor")
    found = {row.pk: dict(proposals.reasons_of(row, who, at)) for row in proposals.proposals(who, at)}
    assert found == {
        case.pk: dict(proposals.reasons_of(case, who, at)) for case in Case.objects.open() if proposals.reasons_of(case, who, at)
    }
    assert plain.pk not in found
    assert (found[group.pk], found[again.pk], found[units.pk]) == ({"group": 5}, {"repeats": 4}, {"units": 3})
    assert found[later.pk] == {"repeats": 4}, "the same person about the same thing, in another case"
    assert set(found[old.pk]) == {"age"}


def test_what_complains_about_somebody_and_what_one_may_not_see_counts_for_nobody(town: Town) -> None:
    cases_of = [town.accepted(phone="13800000003") for _number in range(2)]
    about = (town.accounts["wester"].pk,)
    town.accepted(phone="13800000003", kind="complaint", named_accounts=about)
    west = town.places["990101200001"].pk
    town.accepted(phone="13800000003", unit="west", by="wester", place=west)
    assert proposals.facts(cases_of[0], town.who("supervisor"), LATER).repeats == 3
    assert proposals.facts(cases_of[0], town.who("eastdesk"), LATER).repeats == 2
    assert proposals.facts(cases_of[0], town.who("ecologist"), LATER).repeats == 0


def test_old_cases_are_counted_by_age_and_way(town: Town) -> None:
    old, ended = town.accepted(), town.answered(phone="13800000002")
    town.accepted(phone="13800000003")
    Case.objects.filter(pk=old.pk).update(first_at=NOW - 400 * DAY)
    over = {"open": False, "state": "closed", "ending": "verdict", "closed_at": NOW}
    Case.objects.filter(pk=ended.pk).update(first_at=NOW - 200 * DAY, **over)
    who = town.who("supervisor")
    bands = proposals.by_age(proposals.old_cases(who, LATER), LATER)
    assert [(band.since, band.until, band.resolved.all) for band in bands] == [(180, 365, 1), (365, 730, 1), (730, None, 0)]
    assert (bands[0].resolved.verdict, bands[1].resolved.open) == (1, 1)
    assert old.pk in set(proposals.old_cases(who, LATER).values_list("pk", flat=True))
