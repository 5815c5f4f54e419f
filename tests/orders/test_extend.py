"""More time: asked for before the end, within what the rules allow, decided by somebody else, with the reason told."""

from datetime import datetime

from sixia.cases import actions as cases
from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from sixia.orders import queries
from sixia.orders.models import Extension, Order
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 3 * HOUR


def asked(town: Town, *, amount: int = 3, reason: str = "要等管材", now: datetime = LATER) -> Order:
    """An order in hand on which more time is asked for."""
    order = town.lead(town.accepted())
    orders.ask_extension(order, amount=amount, reason=reason, by=town.who("handler"), now=now)
    return order


def test_granted_time_moves_the_end_by_working_days(town: Town) -> None:
    order = asked(town)
    before = order.due_at
    orders.grant_extension(order, reason="情况属实", by=town.who("dispatcher"), now=LATER)
    order.refresh_from_db()
    assert (order.due_at - before).days == 3
    assert (order.extensions, order.extension_open) == (1, False)
    clock = running(order.key, ["handle"]).get()
    assert (clock.due_at, clock.extended) == (order.due_at, 3)
    assert timeline(order.stream)[-1].words["reason"] == "情况属实"


def test_denied_time_leaves_the_end(town: Town) -> None:
    order = asked(town)
    before = order.due_at
    orders.deny_extension(order, reason="可以先修", by=town.who("dispatcher"), now=LATER)
    order.refresh_from_db()
    assert (order.due_at, order.extensions) == (before, 0)
    assert Extension.objects.get(order=order).granted is False


def test_only_before_the_end(town: Town) -> None:
    with refused("guard"):
        asked(town, now=NOW + 30 * DAY)


def test_not_more_than_the_rules_allow(town: Town) -> None:
    with refused("guard"):
        asked(town, amount=6)
    order = asked(town)
    orders.grant_extension(order, reason="属实", by=town.who("dispatcher"), now=LATER)
    with refused("guard"):
        orders.ask_extension(order, amount=1, reason="再要一天", by=town.who("handler"), now=LATER)


def test_one_request_at_a_time_and_with_a_reason(town: Town) -> None:
    with refused("missing"):
        asked(town, reason="")
    assert not Extension.objects.exists()


def test_the_unit_does_not_decide_for_itself(town: Town) -> None:
    order = asked(town)
    with refused("role"):
        orders.grant_extension(order, reason="x", by=town.who("head"), now=LATER)


def test_nothing_to_decide(town: Town) -> None:
    order = town.lead(town.accepted())
    with refused("guard"):
        orders.grant_extension(order, reason="x", by=town.who("dispatcher"), now=LATER)


def test_asked_a_second_time_it_is_refused_with_a_sentence(town: Town) -> None:
    order = asked(town)
    with refused("guard"):
        orders.ask_extension(order, amount=1, reason="再要一天", by=town.who("handler"), now=LATER)
    with refused("guard"):
        orders.ask_extension(Order.objects.get(pk=order.pk), amount=1, reason="再要一天", by=town.who("handler"), now=LATER)


def test_a_report_ends_the_request_so_that_more_time_can_be_asked_for_when_it_is_sent_back(town: Town) -> None:
    case = town.accepted()
    order = cases.call_in(case, unit=town.units["ecology"], reason="要测噪音", by=town.who("dispatcher"), now=LATER)
    orders.accept(order, by=town.who("ecologist"), now=LATER)
    orders.ask_extension(order, amount=1, reason="等仪器", by=town.who("ecologist"), now=LATER)
    orders.report(order, report="已测，52分贝。", by=town.who("ecologist"), now=LATER + HOUR)
    orders.send_back(order, reason="写明时间地点", by=town.who("dispatcher"), now=LATER + HOUR)
    orders.ask_extension(order, amount=2, reason="还要再测一夜", by=town.who("ecologist"), now=LATER + HOUR)
    assert [(row.amount, row.granted) for row in Extension.objects.order_by("pk")] == [(1, None), (2, None)]
    assert queries.undecided(order) == Extension.objects.get(amount=2)
