"""Dispatching: the category and the unit that answers, calling in others, correcting, making confidential; nothing gets stuck."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.kit import jobs
from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from sixia.orders.models import Bar, Order
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + HOUR


def dispatch(town: Town, case: Case, **given: object) -> Order:
    """Dispatched by the dispatcher, changed by what is given."""
    base = {"category": "lamp", "unit": town.units["housing"], "by": town.who("dispatcher"), "now": LATER}
    return cases.dispatch(case, **{**base, **given})  # type: ignore[arg-type]


def test_the_unit_gets_an_order_and_the_clocks_change(town: Town) -> None:
    case = town.heard()
    order = dispatch(town, case, triage="joint", assisting=(town.units["ecology"],), basis="statutory")
    case.refresh_from_db()
    assert (case.state, case.category, case.triage, case.lead_unit) == ("handling", "lamp", "joint", town.units["housing"])
    assert (case.dispatched_at, case.due_at, case.public) == (LATER, order.due_at, True)
    assert [clock.kind for clock in running(case.key)] == ["handle"]
    assert (order.part, order.basis, order.hops) == ("lead", "statutory", 0)
    helper = Order.objects.get(part="assisting")
    assert helper.unit == town.units["ecology"]
    assert [line.event for line in timeline(case.key)] == ["VoiceHeard", "OrderIssued", "CaseDispatched", "OrderIssued"]
    assert timeline(case.key)[2].facts == {
        "case": case.pk,
        "category": "lamp",
        "unit": town.units["housing"].pk,
        "order": order.pk,
    }


@pytest.mark.parametrize("name", ["handler", "leader", "inspector", "callback", "officer", "outsider", "system", "clerk"])
def test_only_the_desk_dispatches(town: Town, name: str) -> None:
    with refused("role"):
        dispatch(town, town.heard(), by=town.who(name))
    assert not Order.objects.exists()


def test_the_desk_of_the_east_does_not_dispatch_in_the_west(town: Town) -> None:
    case = town.heard(place=town.places["990101200001"].pk)
    with refused("role"):
        dispatch(town, case, by=town.who("eastdesk"))


def test_an_unknown_category_is_refused(town: Town) -> None:
    with refused("guard"):
        dispatch(town, town.heard(), category="dragons")


def test_a_category_of_accusations_is_made_confidential_first(town: Town) -> None:
    case = town.heard()
    with refused("guard"):
        dispatch(town, case, category="conduct", unit=town.units["discipline"])
    with refused("guard"):
        cases.reclassify(case, category="conduct", by=town.who("dispatcher"), now=LATER)


def test_a_dissolved_unit_gets_nothing(town: Town) -> None:
    unit = town.units["lamps"]
    unit.active_to = NOW
    unit.save()
    with refused("guard"):
        dispatch(town, town.heard(), unit=unit)


def test_twice_is_refused_and_of_two_at_once_one_is_told(town: Town) -> None:
    case = town.heard()
    same = Case.objects.get(pk=case.pk)
    dispatch(town, case)
    with refused("state"):
        cases.answer_now(case, reply=cases.Reply(text="x"), by=town.who("dispatcher"), now=LATER)
    with refused("stale"):
        dispatch(town, same, unit=town.units["ecology"])
    assert Order.objects.count() == 1


def test_another_unit_is_called_in_with_a_reason(town: Town) -> None:
    case = town.accepted()
    with refused("missing"):
        cases.call_in(case, unit=town.units["ecology"], reason=" ", by=town.who("dispatcher"), now=LATER)
    order = cases.call_in(case, unit=town.units["ecology"], reason="要测噪音", by=town.who("dispatcher"), now=LATER)
    assert (order.part, order.state) == ("assisting", "issued")
    line = timeline(case.key)[-1]
    assert (line.event, line.words) == ("UnitCalledIn", {"reason": "要测噪音"})
    with refused("guard"):
        cases.call_in(case, unit=town.units["ecology"], reason="再来", by=town.who("dispatcher"), now=LATER)
    with refused("role"):
        cases.call_in(case, unit=town.units["east"], reason="x", by=town.who("handler"), now=LATER)


def test_a_withdrawn_order_leaves_the_case_to_be_given_to_another(town: Town) -> None:
    case = town.accepted()
    with refused("guard"):
        cases.dispatch_again(case, unit=town.units["ecology"], reason="派错了", by=town.who("dispatcher"), now=LATER)
    orders.withdraw(town.lead(case), reason="派错了", by=town.who("dispatcher"), now=LATER)
    due = case.due_at
    with refused("missing"):
        cases.dispatch_again(case, unit=town.units["ecology"], reason="", by=town.who("dispatcher"), now=LATER)
    with refused("role"):
        cases.dispatch_again(case, unit=town.units["ecology"], reason="x", by=town.who("handler"), now=LATER)
    order = cases.dispatch_again(case, unit=town.units["ecology"], reason="噪音归环保", by=town.who("dispatcher"), now=LATER)
    case.refresh_from_db()
    assert (case.lead_unit, case.due_at, order.part) == (town.units["ecology"], due, "lead")
    assert timeline(case.key)[-1].event == "CaseDispatchedAgain"
    orders.accept(order, by=town.who("ecologist"), now=LATER)
    cases.answer(case, reply=cases.Reply(text="已处理。"), by=town.who("ecologist"), now=LATER)
    assert case.state == "answered"


def test_the_case_follows_whoever_has_accepted(town: Town) -> None:
    case = town.dispatched()
    first = town.lead(case)
    orders.refuse(first, reason="不归我们", proposed=town.units["ecology"], by=town.who("handler"), now=LATER)
    second = orders.grant(first, reason="属实", to=town.units["ecology"], by=town.who("dispatcher"), now=LATER)
    while jobs.run_due(LATER):
        pass
    case.refresh_from_db()
    assert (case.lead_unit, case.hops) == (town.units["housing"], 0)
    orders.accept(second, by=town.who("ecologist"), now=LATER)
    while jobs.run_due(LATER):
        pass
    case.refresh_from_db()
    assert (case.lead_unit, case.hops) == (town.units["ecology"], 1)


def test_more_time_for_the_lead_unit_is_more_time_for_the_case_once(town: Town) -> None:
    case = town.accepted()
    order = town.lead(case)
    orders.ask_extension(order, amount=3, reason="等管材", by=town.who("handler"), now=NOW + 3 * HOUR)
    orders.grant_extension(order, reason="属实", by=town.who("dispatcher"), now=NOW + 3 * HOUR)
    while jobs.run_due(NOW + DAY):
        pass
    case.refresh_from_db()
    order.refresh_from_db()
    assert case.due_at == order.due_at == running(case.key, ["handle"]).get().due_at


def test_correcting_tells_only_what_changed_and_moves_the_orders_along(town: Town) -> None:
    case = town.dispatched()
    west = town.places["990101200001"]
    cases.reclassify(case, category="noise", kind="help", place=west, by=town.who("dispatcher"), now=LATER)
    case.refresh_from_db()
    assert (case.category, case.place, case.place_path) == ("noise", west, west.path)
    assert town.lead(case).place_path == west.path
    assert timeline(case.key)[-1].facts == {"case": case.pk, "category": "noise", "place": west.pk}
    before = len(timeline(case.key))
    cases.reclassify(case, category="noise", by=town.who("dispatcher"), now=LATER)
    assert len(timeline(case.key)) == before
    for wrong in ({"category": "dragons"}, {"kind": "accusation"}):
        with refused("guard"):
            cases.reclassify(case, by=town.who("dispatcher"), now=LATER, **wrong)  # type: ignore[arg-type]
    with refused("role"):
        cases.reclassify(case, triage="hard", by=town.who("handler"), now=LATER)


def test_made_confidential_only_its_officers_know_it_and_those_named_lose_their_orders(town: Town) -> None:
    case = town.accepted()
    order = town.lead(case)
    named = {"units": (town.units["housing"],), "accounts": (town.accounts["officer2"].pk,)}
    with refused("missing"):
        cases.restrict(case, reason="", by=town.who("dispatcher"), now=LATER, **named)
    with refused("role"):
        cases.restrict(case, reason="x", by=town.who("handler"), now=LATER, **named)
    cases.restrict(case, reason="反映住建局收钱不办事", by=town.who("dispatcher"), now=LATER, **named)
    case.refresh_from_db()
    order.refresh_from_db()
    assert (case.restricted, case.barred, case.secret, case.public, case.kind) == (True, True, True, False, "accusation")
    assert (order.state, order.restricted, order.barred) == ("withdrawn", True, True)
    assert Bar.objects.filter(matter_id=case.pk).count() == 2
    seeing = {name for name in town.accounts if Case.objects.visible_to(town.who(name)).filter(pk=case.pk).exists()}
    assert seeing == {"officer"}
    with refused("guard"):
        cases.dispatch_again(case, unit=town.units["housing"], reason="x", by=town.who("officer"), now=LATER)
    cases.dispatch_again(case, unit=town.units["discipline"], reason="由纪委办", by=town.who("officer"), now=LATER)
    with refused("guard"):
        cases.restrict(case, reason="again", by=town.who("officer"), now=LATER)


def test_a_no_about_a_unit_that_is_now_complained_about_goes_to_the_officers(town: Town) -> None:
    case = town.answered()
    cases.restrict(case, reason="x", units=(town.units["housing"],), by=town.who("dispatcher"), now=NOW + DAY)
    voice = town.voice(case)
    no = cases_no()
    cases.judge(voice, no, by=town.resident(voice), now=NOW + 2 * DAY)
    case.refresh_from_db()
    assert case.state == "supervised"
    assert "reorder" in {move.name for move in case.moves_for(case.roles_of(town.who("officer")))}


def cases_no():  # type: ignore[no-untyped-def]
    """A resident's no."""
    from sixia.cases.rules import Judgement

    return Judgement(solved="no", satisfied=1, decent=None, agree=False)


def test_an_accusation_recognised_late_is_sealed_even_when_closed(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    yes = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
    cases.judge(voice, yes, by=town.resident(voice), now=NOW + 2 * DAY)
    case.refresh_from_db()
    cases.restrict(case, reason="附言里举报了经办人", by=town.who("dispatcher"), now=NOW + 3 * DAY)
    assert not Case.objects.visible_to(town.who("handler")).filter(pk=case.pk).exists()
    assert Case.objects.visible_to(town.who("officer")).filter(pk=case.pk).exists()


@pytest.mark.parametrize("who", ["handler", "outsider"])
def test_who_may_not_is_told_so_before_anything_else(town: Town, who: str) -> None:
    heard, in_hand = town.heard(), town.accepted()
    with refused("role"):
        dispatch(town, heard, category="no such category", by=town.who(who))
    lead = in_hand.lead_unit
    assert lead is not None
    with refused("role"):
        cases.call_in(in_hand, unit=lead, reason="R", by=town.who(who), now=LATER)
    with refused("role"):
        cases.dispatch_again(in_hand, unit=lead, reason="R", by=town.who(who), now=LATER)


def test_a_refused_dispatch_leaves_the_case_as_it_was_read(town: Town) -> None:
    case = town.heard()
    before = (case.category, case.triage)
    with refused("guard"):
        dispatch(town, case, category="no such category")
    gone = town.units["east"]
    gone.active_to = NOW
    with refused("guard"):
        dispatch(town, case, triage="joint", unit=gone)
    assert (case.category, case.triage) == before
    assert not Order.objects.exists()


def test_a_call_without_a_reason_issues_nothing(town: Town) -> None:
    case = town.accepted()
    with refused("missing"):
        cases.call_in(case, unit=town.units["east"], reason=" ", by=town.who("dispatcher"), now=LATER)
    assert Order.objects.count() == 1
