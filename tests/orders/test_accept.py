"""Accepting: the unit signs, its clock for accepting stops, and whoever handed it over is released."""

from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from sixia.orders.models import Order
from tests.refusals import refused
from tests.town import HOUR, NOW, Town

LATER = NOW + 2 * HOUR


def test_the_unit_signs_for_it(town: Town) -> None:
    order = town.lead(town.dispatched())
    orders.accept(order, by=town.who("handler"), now=LATER)
    order.refresh_from_db()
    assert (order.state, order.accepted_at) == ("accepted", LATER)
    assert set(running(order.key).values_list("kind", flat=True)) == {"handle", "contact"}
    assert timeline(order.stream)[-1].event == "OrderAccepted"


def test_another_unit_may_not(town: Town) -> None:
    order = town.lead(town.dispatched())
    with refused("role"):
        orders.accept(order, by=town.who("ecologist"), now=LATER)


def test_twice_is_once(town: Town) -> None:
    order = town.lead(town.accepted())
    with refused("state"):
        orders.accept(order, by=town.who("handler"), now=LATER)


def test_of_two_at_the_same_time_one_is_told_to_look_again(town: Town) -> None:
    order = town.lead(town.dispatched())
    same = Order.objects.get(pk=order.pk)
    orders.accept(order, by=town.who("handler"), now=LATER)
    with refused("stale"):
        orders.accept(same, by=town.who("head"), now=LATER)


def test_who_handed_it_over_is_released_only_now(town: Town) -> None:
    case = town.dispatched()
    first = town.lead(case)
    orders.refuse(first, reason="噪音归环保", proposed=town.units["ecology"], by=town.who("handler"), now=LATER)
    second = orders.grant(first, reason="属实", to=town.units["ecology"], by=town.who("dispatcher"), now=LATER)
    first.refresh_from_db()
    assert (first.state, first.open) == ("handing_over", True)
    orders.accept(second, by=town.who("ecologist"), now=LATER + HOUR)
    first.refresh_from_db()
    assert (first.state, first.open, first.ended_at) == ("released", False, LATER + HOUR)
    assert second.hops == 1
