"""The agenda: what is suggested and why, what was chosen against it, and what may never stand there."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.models import Item, Office
from sixia.fieldwork.onsite.queries import agenda
from sixia.kit.models import Entry
from sixia.problems import actions as problems
from sixia.problems.actions import NewSource
from tests.fieldwork.onsite.making import NO, STARTS, THEN, decided, fresh, opened, planned, with_items
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town


def reasons(office: Office, town: Town, who: str = "dispatcher") -> dict[str, set[str]]:
    """What is suggested on its day, by title."""
    return {one.title: set(one.reasons) for one in agenda.propose(office, town.who(who), STARTS)}


def test_each_reason_is_shown(town: Town) -> None:
    late = town.accepted(text="路灯不亮甲")
    cases.call_in(late, unit=town.units["ecology"], reason="线路过河", by=town.who("dispatcher"), now=NOW + 3 * HOUR)
    twice = town.heard(text="路灯不亮乙", now=NOW + 8 * DAY)
    cases.hear(town.new("还是不亮", into=twice.pk), by=town.who("clerk"), now=NOW + 8 * DAY)
    denied = town.answered(text="路灯已修好丙")
    cases.judge(town.voice(denied), NO, by=town.resident(town.voice(denied)), now=NOW + 2 * DAY)
    Case.objects.filter(pk=late.pk).update(hops=3)
    problem = problems.raise_problem(
        by=town.who("dispatcher"),
        now=NOW,
        title="全村路灯老旧",
        words="线缆用了二十年，逢雨就断。",
        place=town.places["990101100001"],
        sources=(NewSource("case", case=late),),
    )
    elsewhere = town.accepted(place=town.places["990101200001"].pk)
    Case.objects.filter(pk=elsewhere.pk).update(hops=5)
    found = reasons(planned(town), town)
    assert {"bounced", "joint", "overdue"} <= found[late.title]
    assert found[fresh(twice).title] >= {"repeated"}
    assert "negative" in found[fresh(denied).title]
    assert found[problem.title] == {"problem"}
    assert len(found) == 4


def test_what_nobody_touched_for_two_weeks_is_stuck(town: Town) -> None:
    town.accepted(now=NOW - 40 * DAY)
    assert {"stuck", "overdue"} in list(reasons(planned(town), town).values())


def test_chosen_against_suggested_is_kept_with_its_reasons(town: Town) -> None:
    first, second = town.accepted(now=NOW - 40 * DAY, text="路灯不亮甲"), town.accepted(now=NOW - 40 * DAY, text="路灯不亮乙")
    own = town.accepted(text="路灯不亮丙")
    office = with_items(town, own)
    actions.choose(office, names=[f"case:{first.pk}", f"case:{own.pk}"], by=town.who("dispatcher"), now=NOW)
    rows = {item.case_id: (item.chosen, item.suggested) for item in office.items.all()}
    assert (rows[first.pk], rows[second.pk]) == ((True, True), (False, True))
    assert rows[own.pk] == (True, False)
    assert office.items.get(case=second).reasons["stuck"] > 14
    told = Entry.objects.filter(stream=office.stream, event="AgendaChosen").count()
    actions.choose(fresh(office), names=[f"case:{second.pk}"], by=town.who("dispatcher"), now=NOW)
    assert set(office.items.filter(chosen=True).values_list("case_id", flat=True)) == {second.pk}
    assert Entry.objects.filter(stream=office.stream, event="AgendaChosen").count() == told + 1


def test_names_that_were_never_suggested_are_refused(town: Town) -> None:
    other = town.accepted()
    with refused("guard"):
        actions.choose(planned(town), names=["case:999999"], by=town.who("dispatcher"), now=NOW)
    with refused("guard"):
        actions.choose(planned(town, client=None, title="另一次"), names=[f"case:{other.pk}"], by=town.who("dispatcher"), now=NOW)


def test_what_is_decided_stays_on_the_agenda(town: Town) -> None:
    case = town.accepted(now=NOW - 40 * DAY)
    office = planned(town)
    actions.choose(office, names=[f"case:{case.pk}"], by=town.who("dispatcher"), now=NOW)
    actions.open_office(fresh(office), by=town.who("dispatcher"), now=STARTS)
    decided(town, office, "promised", due_on=THEN.date())
    with refused("state"):
        actions.choose(fresh(office), names=[], by=town.who("dispatcher"), now=NOW)


def test_what_is_confidential_never_stands_there(town: Town) -> None:
    secret, named = town.accepted(now=NOW - 40 * DAY), town.accepted(now=NOW - 40 * DAY, text="路灯不亮乙")
    cases.restrict(secret, reason="举报", by=town.who("dispatcher"), now=NOW)
    Case.objects.filter(pk=named.pk).update(barred=True)
    office = planned(town)
    for who in ("dispatcher", "officer", "deputy"):
        assert agenda.propose(office, town.who(who), NOW) == []
    with refused("guard"):
        actions.add(office, case=fresh(secret), by=town.who("officer"), now=NOW)
    with refused("guard"):
        actions.add(office, case=fresh(named), by=town.who("dispatcher"), now=NOW)


def test_what_becomes_confidential_later_is_seen_no_more(town: Town) -> None:
    case = town.accepted()
    office = with_items(town, case)
    assert Item.objects.visible_to(town.who("principal")).count() == 1
    cases.restrict(case, reason="举报", by=town.who("dispatcher"), now=NOW)
    for who in ("dispatcher", "principal", "deputy", "handler"):
        assert not Item.objects.visible_to(town.who(who)).exists()
    actions.add(office, title="村口照明", by=town.who("dispatcher"), now=NOW)
    actions.open_office(fresh(office), by=town.who("dispatcher"), now=STARTS)
    with refused("guard"):
        decided(town, office, "carried", due_on=STARTS.date() + timedelta(days=9), item=office.items.get(case=case))


def test_added_by_hand_once(town: Town) -> None:
    case = town.accepted()
    office = with_items(town, case, case)
    assert office.items.count() == 1
    with refused("missing"):
        actions.add(office, title=" ", by=town.who("dispatcher"), now=NOW)
    with refused("role"):
        actions.add(office, title="村口", by=town.who("supervisor"), now=NOW)
    petition = town.heard(text="请求信访")
    cases.change_track(petition, track="petition", reason="按信访办理", by=town.who("dispatcher"), now=NOW)
    with refused("guard"):
        actions.add(office, case=petition, by=town.who("dispatcher"), now=NOW)


def test_carried_over_comes_back_at_the_next_office_there(town: Town) -> None:
    case = town.accepted()
    first = opened(town, case)
    decided(town, first, "carried", text="等省里批复", due_on=STARTS.date() + timedelta(days=20))
    later = planned(town, starts_at=STARTS + 20 * DAY, ends_at=STARTS + 20 * DAY + HOUR, now=STARTS + DAY)
    found = {one.pk: one for one in agenda.propose(later, town.who("dispatcher"), STARTS + 2 * DAY)}
    assert "carried" in found[case.pk].reasons
    actions.choose(later, names=[f"case:{case.pk}"], by=town.who("dispatcher"), now=STARTS + 2 * DAY)
    assert later.items.get(case=case).after == first.items.get().acts.get()
    again = {one.pk: one for one in agenda.propose(later, town.who("dispatcher"), STARTS + 2 * DAY)}
    assert "carried" not in again[case.pk].reasons if case.pk in again else True


@pytest.mark.parametrize("who", ["handler", "outsider", "resident"])
def test_who_may_not_choose(town: Town, who: str) -> None:
    office = planned(town)
    actor = town.who(who) if who != "resident" else town.resident(town.voice(town.heard()))
    with refused("role"):
        actions.choose(office, names=[], by=actor, now=NOW)


def test_what_was_raised_on_the_spot_and_carried_over_comes_back_too(town: Town) -> None:
    first = opened(town, town.accepted(now=STARTS - DAY))
    main = uuid4()
    given = {"of": main, "topic": "村口桥栏杆松动", "text": "下次带方案来", "due_on": STARTS.date() + timedelta(days=9)}
    act = decided(town, first, "carried", **given)
    later = planned(town, starts_at=STARTS + 10 * DAY, ends_at=STARTS + 10 * DAY + HOUR, now=STARTS + DAY)
    one = next(one for one in agenda.propose(later, town.who("dispatcher"), STARTS + 2 * DAY) if one.kind == "topic")
    assert (one.title, one.name) == ("村口桥栏杆松动", f"topic:{act.pk}")
    actions.choose(later, names=[one.name], by=town.who("dispatcher"), now=STARTS + 2 * DAY)
    item = later.items.get(kind="topic")
    assert (item.after, item.chosen) == (act, True)
    actions.choose(fresh(later), names=[one.name], by=town.who("dispatcher"), now=STARTS + 2 * DAY)
    assert later.items.filter(kind="topic").count() == 1
