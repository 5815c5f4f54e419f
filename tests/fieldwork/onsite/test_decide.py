"""What comes of an item: each decision in each state of its case, what follows from it in the same act, and each refusal."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.actions import NewAct
from sixia.fieldwork.onsite.models import Act, Item
from sixia.fieldwork.onsite.queries import following
from sixia.kit.models import Clock, Entry
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.problems.models import Problem, Task
from tests.fieldwork.onsite.making import LAW, NO, REMEDY, SOON, STARTS, THEN, YES, decided, fresh, item_of, opened, with_items
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

RECENT = STARTS - DAY
"""Cases heard the day before are well within their limits on the day."""


def pending(town: Town) -> int:
    """How many decisions are not over."""
    return following.open_decisions(town.who("principal")).count()


def test_solved_now_is_the_answer_and_waits_for_the_verdict(town: Town) -> None:
    case = town.accepted(now=RECENT)
    order = cases.call_in(case, unit=town.units["ecology"], reason="线路过河", by=town.who("dispatcher"), now=RECENT + 3 * HOUR)
    office = opened(town, case)
    act = decided(town, office, "solved", by="deputy")
    case.refresh_from_db()
    assert (case.state, case.open, town.voice(case).state) == ("answered", True, "asked")
    assert act.answer
    assert (act.answer.text, act.answer.author) == ("当场更换线缆，今晚亮灯", town.accounts["deputy"])
    assert {fresh(order).state, town.lead(case).state} == {"withdrawn", "reported"}
    assert not Order.objects.on("case", case.pk).open().exists()
    assert pending(town) == 1
    voice = town.voice(case)
    cases.judge(voice, YES, by=town.resident(voice), now=THEN + HOUR)
    assert (fresh(case).state, pending(town)) == ("closed", 0)


def test_a_no_after_solved_now_reopens_it_as_ever(town: Town) -> None:
    case = town.accepted(now=RECENT)
    decided(town, opened(town, case), "solved")
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=THEN + HOUR)
    assert (fresh(case).state, fresh(case).negatives) == ("handling", 1)


def test_before_its_unit_has_accepted_nothing_is_solved(town: Town) -> None:
    case = town.dispatched(now=RECENT)
    office = opened(town, case)
    with refused("guard"):
        decided(town, office, "solved")
    orders.accept(town.lead(case), by=town.who("handler"), now=THEN)
    decided(town, office, "solved")


def test_not_dispatched_yet_it_is_solved_or_explained_all_the_same(town: Town) -> None:
    first, second = town.heard(now=RECENT), town.heard(now=RECENT, text="路灯太亮")
    office = opened(town, first, second)
    decided(town, office, "solved", item=item_of(office, first))
    decided(town, office, "explained", item=item_of(office, second), basis=LAW, remedies=REMEDY)
    assert {fresh(first).state, fresh(second).state} == {"answered"}
    assert not Clock.objects.filter(owner=first.key, kind="dispatch", stopped_at=None).exists()


def test_where_the_norm_wants_four_eyes_it_is_read_first(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixia.cases.norms.four_eyes", lambda *_given: True)
    case = town.accepted(now=RECENT)
    decided(town, opened(town, case), "solved", by="deputy")
    case.refresh_from_db()
    assert (case.state, case.answers.get().sent_at) == ("reviewing", None)
    cases.approve(case, by=town.who("supervisor"), now=THEN)
    assert (case.state, town.voice(case).state) == ("answered", "asked")


def test_explained_needs_its_basis_and_what_can_be_done(town: Town) -> None:
    office = opened(town, town.accepted(now=RECENT))
    for missing in ({"basis": ""}, {"remedies": " "}, {"text": ""}):
        with refused("missing"):
            decided(town, office, "explained", **{"basis": LAW, "remedies": REMEDY, **missing})
    act = decided(town, office, "explained", basis=LAW, remedies=REMEDY)
    assert act.answer
    assert (act.answer.basis, act.answer.remedies) == (LAW, REMEDY)


def test_ordered_dispatches_in_the_same_act_with_the_day(town: Town) -> None:
    case = town.heard(now=RECENT)
    office = opened(town, case)
    with refused("missing"):
        decided(town, office, "ordered", unit=town.units["housing"], due_on=SOON)
    units = town.units
    act = decided(
        town, office, "ordered", by="deputy", unit=units["housing"], assisting=(units["ecology"],), due_on=SOON, category="lamp"
    )
    parts = {order.unit.code: (order.part, order.due_at.date(), order.basis) for order in act.orders.all()}
    assert set(parts) == {"housing", "ecology"}
    assert parts["housing"][::2] == ("lead", "onsite")
    assert {order.due_at.isoformat() for order in act.orders.all()} == {"2026-05-21T16:00:00+00:00"}
    clocks = Clock.objects.filter(kind="handle", stopped_at=None, owner__in=[order.key for order in act.orders.all()])
    assert {clock.due_at.isoformat() for clock in clocks} == {"2026-05-21T16:00:00+00:00"}
    assert fresh(case).state == "handling"
    assert pending(town) == 1


def test_the_rules_own_limit_is_not_moved(town: Town) -> None:
    case = town.heard(now=RECENT)
    office = opened(town, case)
    with refused("guard"):
        decided(town, office, "ordered", unit=town.units["housing"], due_on=date(2026, 12, 1), category="lamp")
    assert (fresh(case).state, Act.objects.count(), Order.objects.count()) == ("heard", 0, 0)
    with refused("guard"):
        decided(town, office, "ordered", unit=town.units["housing"], due_on=date(2026, 5, 19), category="lamp")


def test_a_unit_that_has_it_keeps_it_and_is_told_the_day(town: Town) -> None:
    case = town.accepted(now=RECENT)
    act = decided(town, opened(town, case), "ordered", unit=town.units["housing"], due_on=SOON)
    assert act.orders.get() == town.lead(case)
    assert act.orders.get().due_at.isoformat() == "2026-05-21T16:00:00+00:00"
    assert Entry.objects.filter(stream=case.stream, event="OrderReminded").exists()


def test_what_is_late_already_stays_late(town: Town) -> None:
    case = town.accepted(now=NOW - 60 * DAY)
    before = town.lead(case).due_at
    act = decided(town, opened(town, case), "ordered", unit=town.units["housing"], due_on=SOON)
    assert (act.orders.get().due_at, act.due_on) == (before, SOON)


def test_another_unit_leads_from_now_on(town: Town) -> None:
    case = town.accepted(now=RECENT)
    cases.call_in(case, unit=town.units["ecology"], reason="线路过河", by=town.who("dispatcher"), now=RECENT + 3 * HOUR)
    act = decided(
        town, opened(town, case), "ordered", unit=town.units["ecology"], assisting=(town.units["housing"],), due_on=SOON
    )
    parts = {order.unit.code: order.part for order in act.orders.all()}
    assert parts == {"ecology": "lead", "housing": "assisting"}
    assert fresh(case).lead_unit == town.units["ecology"]


def test_after_a_second_no_it_is_ordered_again_or_explained_for_approval(town: Town) -> None:
    found = []
    for text in ("路灯不亮甲", "路灯不亮乙"):
        case = town.accepted(text=text, now=RECENT)
        Case.objects.filter(pk=case.pk).update(state="supervised", level=1, negatives=2)
        orders.withdraw(town.lead(case), reason="重办", by=town.who("dispatcher"), now=RECENT + 4 * HOUR)
        found.append(fresh(case))
    office = opened(town, *found)
    act = decided(town, office, "ordered", item=item_of(office, found[0]), unit=town.units["housing"], due_on=SOON)
    assert (fresh(found[0]).state, act.orders.get().appointed) == ("handling", True)
    with refused("role"):
        decided(town, office, "explained", item=item_of(office, found[1]), basis=LAW, remedies=REMEDY)
    host = opened(town, found[1], title="再来一次", led_by=town.accounts["principal"])
    decided(town, host, "explained", by="principal", basis=LAW, remedies=REMEDY)
    assert found[1].answers.get().state == "proposed"


def test_an_answer_on_its_way_is_waited_for(town: Town) -> None:
    case = town.answered(now=RECENT - DAY)
    office = opened(town, case)
    todo: dict[str, dict[str, Any]] = {"solved": {}, "ordered": {"unit": town.units["housing"], "due_on": SOON}}
    for kind, given in todo.items():
        with refused("state"):
            decided(town, office, kind, **given)
    decided(town, office, "overtaken", text="昨天已答复")
    assert pending(town) == 0


def test_nothing_is_called_overtaken_while_it_is_open(town: Town) -> None:
    with refused("guard"):
        decided(town, opened(town, town.accepted(now=RECENT)), "overtaken")


def test_carried_over_to_a_later_day(town: Town) -> None:
    office = opened(town, town.accepted(now=RECENT))
    with refused("missing"):
        decided(town, office, "carried")
    with refused("guard"):
        decided(town, office, "carried", due_on=STARTS.date())
    decided(town, office, "carried", due_on=STARTS.date() + timedelta(days=7))
    assert pending(town) == 1


def test_decided_once_promised_beside_it(town: Town) -> None:
    case = town.accepted(now=RECENT)
    office = opened(town, case)
    decided(town, office, "carried", due_on=SOON)
    with refused("guard"):
        decided(town, office, "solved")
    act = decided(town, office, "promised", text="月底前修好", due_on=date(2026, 5, 31))
    promise = Promise.objects.get()
    assert (act.promise, promise.account, promise.where, promise.case) == (promise, town.accounts["deputy"], "onsite", case)
    assert (promise.link_kind, promise.link_id) == ("office", office.pk)


def test_a_problem_may_be_raised_beside_it(town: Town) -> None:
    case = town.accepted(now=RECENT)
    act = decided(town, opened(town, case), "raised", text="全村的灯都是二十年前的线缆")
    problem = Problem.objects.get()
    assert (act.problem, problem.sources.count()) == (problem, 2)
    assert set(problem.sources.values_list("kind", flat=True)) == {"decision", "case"}


def test_what_was_raised_on_the_spot_becomes_a_problem_with_a_task(town: Town) -> None:
    office = opened(town, town.accepted(now=RECENT))
    main = uuid4()
    act = decided(
        town, office, "ordered", of=main, topic="村口桥栏杆松动", text="加固栏杆", unit=town.units["housing"], due_on=SOON
    )
    task = Task.objects.get()
    assert (act.problem, task.words, act.orders.get().matter_kind) == (task.problem, "加固栏杆", "task")
    assert act.item.client == main
    assert pending(town) == 1


def test_a_problem_gets_its_unit_leader_and_task(town: Town) -> None:
    office = opened(town, town.accepted(now=RECENT))
    problem = decided(town, office, "raised", text="全村的灯都是二十年前的线缆").problem
    assert problem
    item = actions.add(fresh(office), problem=problem, by=town.who("dispatcher"), now=THEN)
    act = decided(town, office, "ordered", by="deputy", item=item, unit=town.units["housing"], due_on=SOON)
    problem.refresh_from_db()
    assert (problem.state, problem.unit, problem.leader) == ("working", town.units["housing"], town.accounts["deputy"])
    assert act.orders.get().unit == town.units["housing"]


@pytest.mark.parametrize("kind", ["solved", "explained", "carried"])
def test_what_concerns_nobody_in_particular_is_just_written_down(town: Town, kind: str) -> None:
    office = with_items(town)
    actions.add(office, title="村口照明", by=town.who("dispatcher"), now=NOW)
    actions.open_office(fresh(office), by=town.who("dispatcher"), now=STARTS)
    act = decided(town, office, kind, basis=LAW, remedies=REMEDY, due_on=SOON)
    assert (act.kind, act.answer) == (kind, None)


def test_the_same_name_is_the_same_act(town: Town) -> None:
    case = town.accepted(now=RECENT)
    office, name = opened(town, case), uuid4()
    acts = {decided(town, office, "solved", client=name).pk for _time in range(2)}
    assert (len(acts), case.answers.count()) == (1, 1)
    with refused("guard"):
        decided(town, office, "solved", client=name, text="另一句话")


def test_in_any_order_what_was_raised_on_the_spot_is_one_item(town: Town) -> None:
    office = opened(town, town.accepted(now=RECENT))
    main = uuid4()
    given: dict[str, Any] = {"of": main, "topic": "村口桥栏杆松动"}
    decided(town, office, "promised", **given, due_on=SOON, text="三天内加固")
    decided(town, office, "carried", **given, due_on=SOON)
    actions.add(fresh(office), title="村口桥栏杆松动", client=main, by=town.who("dispatcher"), now=THEN)
    assert Item.objects.get(client=main).acts.count() == 2


def test_who_may_decide_and_when(town: Town) -> None:
    case = town.accepted(now=RECENT)
    before = with_items(town, case)
    with refused("state"):
        decided(town, before, "solved")
    actions.open_office(before, by=town.who("dispatcher"), now=STARTS)
    for name in ("supervisor", "inspector", "handler"):
        with refused("role"):
            decided(town, before, "solved", by=name)
    with refused("missing"):
        decided(town, before, "solved", text=" ")
    with refused("guard"):
        decided(town, before, "nonsense")
    with refused("missing"):
        actions.decide(fresh(before), new=NewAct(kind="solved", client=uuid4(), text="x"), by=town.who("deputy"), now=THEN)
    assert Entry.objects.filter(stream=before.stream, event="OnsiteDecided").count() == 0
