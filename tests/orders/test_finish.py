"""Reporting, sending back, withdrawing, reminding: nothing of an order ends silently."""

from collections.abc import Callable

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from sixia.orders.models import Order
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 3 * HOUR


def assisting(town: Town) -> Order:
    """An assisting order in hand."""
    case = town.accepted()
    order = cases.call_in(case, unit=town.units["ecology"], reason="要测噪音", by=town.who("dispatcher"), now=LATER)
    orders.accept(order, by=town.who("ecologist"), now=LATER)
    return order


def test_a_report_ends_the_order_and_its_clocks(town: Town) -> None:
    order = assisting(town)
    orders.report(order, report="已测，52分贝。", by=town.who("ecologist"), now=LATER + HOUR)
    order.refresh_from_db()
    assert (order.state, order.open) == ("reported", False)
    assert not running(order.key).exists()


def test_a_report_says_something(town: Town) -> None:
    with refused("missing"):
        orders.report(assisting(town), report="  ", by=town.who("ecologist"), now=LATER)


def test_sent_back_it_is_in_hand_again_with_a_clock(town: Town) -> None:
    order = assisting(town)
    orders.report(order, report="测了。", by=town.who("ecologist"), now=LATER)
    orders.send_back(order, reason="写明时间地点", by=town.who("dispatcher"), now=LATER + DAY)
    order.refresh_from_db()
    assert (order.state, order.open, order.ended_at) == ("accepted", True, None)
    assert running(order.key, ["handle"]).count() == 1
    with refused("role"):
        orders.remind(order, text="快点", by=town.who("easter"), now=LATER)


def test_after_the_answer_nothing_is_sent_back_past_the_resident(town: Town) -> None:
    order = assisting(town)
    orders.report(order, report="测了。", by=town.who("ecologist"), now=LATER)
    case = Case.objects.get(pk=order.matter_id)
    cases.answer(case, reply=cases.Reply(text="已换线缆，夜间已测。"), by=town.who("handler"), now=LATER + HOUR)
    with refused("guard"):
        orders.send_back(order, reason="写明时间地点", by=town.who("dispatcher"), now=LATER + DAY)
    assert not Order.objects.on("case", case.pk).open().exists()


def test_withdrawn_with_a_reason_only_by_whoever_issues(town: Town) -> None:
    order = town.lead(town.dispatched())
    with refused("role"):
        orders.withdraw(order, reason="x", by=town.who("head"), now=LATER)
    with refused("missing"):
        orders.withdraw(order, reason="", by=town.who("dispatcher"), now=LATER)
    orders.withdraw(order, reason="派错了", by=town.who("dispatcher"), now=LATER)
    order.refresh_from_db()
    assert (order.state, order.open) == ("withdrawn", False)
    assert timeline(order.stream)[-1].words == {"reason": "派错了"}
    assert not running(order.key).exists()


def test_a_reminder_is_told_and_changes_no_state(town: Town) -> None:
    order = town.lead(town.dispatched())
    orders.remind(order, text="居民又来电了", by=town.who("supervisor"), now=LATER)
    order.refresh_from_db()
    assert order.state == "issued"
    assert timeline(order.stream)[-1].event == "OrderReminded"


def test_the_first_contact_stops_its_clock_once(town: Town) -> None:
    order = town.lead(town.accepted())
    orders.contacted(order, now=LATER)
    orders.contacted(order, now=LATER + HOUR)
    order.refresh_from_db()
    assert order.contacted_at == LATER
    assert not running(order.key, ["contact"]).exists()


@pytest.mark.parametrize("verb", [orders.retime, orders.prolong])
def test_another_limit_does_not_overwrite_what_somebody_changed_meanwhile(town: Town, verb: Callable[..., None]) -> None:
    case = town.accepted()
    order, read_before = town.lead(case), town.lead(case)
    orders.ask_extension(order, amount=1, reason="R", by=town.who("handler"), now=NOW + 3 * HOUR)
    orders.grant_extension(order, reason="R", by=town.who("supervisor"), now=NOW + 4 * HOUR)
    limit, due_at = order.limit("handle"), order.due_at
    with refused("stale"):
        verb(read_before, limit=limit, now=NOW + DAY)
    order.refresh_from_db()
    assert (order.due_at, order.extensions) == (due_at, 1)
    assert running(order.key, ["handle"]).get().due_at == due_at
    verb(order, limit=limit, now=NOW + 3 * DAY)
    assert running(order.key, ["handle"]).get().due_at == order.due_at != due_at
