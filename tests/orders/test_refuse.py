"""Refusing: with a reason and an owner, decided within a clock; the appointed cannot refuse; nobody wins time by it."""

from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from sixia.orders.actions.issue import issue, matter_of
from sixia.orders.models import Order
from tests.refusals import refused
from tests.town import HOUR, NOW, Town

LATER = NOW + 2 * HOUR


def refuse(town: Town, **given: object) -> Order:
    """The first order, refused."""
    order = town.lead(town.dispatched())
    base = {"reason": "不在我局职责内", "proposed": town.units["ecology"], "by": town.who("handler"), "now": LATER}
    orders.refuse(order, **{**base, **given})  # type: ignore[arg-type]
    return order


def test_it_waits_for_a_decision_and_the_handling_clock_goes_on(town: Town) -> None:
    order = town.lead(town.dispatched())
    due = order.due_at
    orders.refuse(order, reason="不归我们", proposed=town.units["ecology"], by=town.who("handler"), now=LATER)
    order.refresh_from_db()
    assert (order.state, order.open, order.due_at, order.proposed_unit) == ("refused", True, due, town.units["ecology"])
    assert set(running(order.key).values_list("kind", flat=True)) == {"handle", "contact", "arbitrate"}
    line = timeline(order.stream)[-1]
    assert (line.event, line.words["reason"]) == ("OrderRefused", "不归我们")


def test_without_a_reason_or_an_owner_it_is_not_taken(town: Town) -> None:
    with refused("missing"):
        refuse(town, reason=" ")
    order = town.lead(town.dispatched())
    with refused("guard"):
        orders.refuse(order, reason="x", proposed=town.units["housing"], by=town.who("handler"), now=LATER)


def test_what_was_accepted_cannot_be_refused(town: Town) -> None:
    order = town.lead(town.accepted())
    with refused("state"):
        orders.refuse(order, reason="x", proposed=town.units["ecology"], by=town.who("handler"), now=LATER)


def test_dismissed_means_appointed_and_no_second_refusal(town: Town) -> None:
    order = refuse(town)
    orders.dismiss(order, reason="职责清单第3条", by=town.who("dispatcher"), now=LATER)
    order.refresh_from_db()
    assert (order.state, order.appointed) == ("issued", True)
    with refused("guard"):
        orders.refuse(order, reason="x", proposed=town.units["ecology"], by=town.who("handler"), now=LATER)


def test_the_unit_does_not_decide_its_own_refusal(town: Town) -> None:
    order = refuse(town)
    with refused("role"):
        orders.dismiss(order, reason="x", by=town.who("handler"), now=LATER)
    with refused("role"):
        orders.grant(order, reason="x", to=town.units["ecology"], by=town.who("head"), now=LATER)


def test_granting_it_back_to_the_same_unit_is_refused(town: Town) -> None:
    order = refuse(town)
    with refused("guard"):
        orders.grant(order, reason="x", to=town.units["housing"], by=town.who("dispatcher"), now=LATER)


def test_a_refused_transfer_leaves_everything_as_it_was(town: Town) -> None:
    order = refuse(town)
    before = len(timeline(order.stream))
    with refused("missing"):
        orders.grant(order, reason="", to=town.units["ecology"], by=town.who("dispatcher"), now=LATER)
    order.refresh_from_db()
    assert order.state == "refused"
    assert len(timeline(order.stream)) == before


def handed_on_twice(town: Town) -> list[Order]:
    """An order that two units have refused and a third is to accept."""
    first = refuse(town)
    second = orders.grant(first, reason="属实", to=town.units["ecology"], by=town.who("dispatcher"), now=LATER)
    orders.refuse(second, reason="也不归我们", proposed=town.units["east"], by=town.who("ecologist"), now=LATER)
    third = orders.grant(second, reason="由镇里办", to=town.units["east"], by=town.who("dispatcher"), now=LATER)
    return [first, second, third]


def states(rows: list[Order]) -> list[str]:
    """Where they stand now."""
    for row in rows:
        row.refresh_from_db()
    return [row.state for row in rows]


def test_every_unit_that_handed_it_on_is_released_when_one_accepts(town: Town) -> None:
    rows = handed_on_twice(town)
    assert states(rows) == ["handing_over", "handing_over", "issued"]
    orders.accept(rows[2], by=town.who("easter"), now=LATER + HOUR)
    assert states(rows) == ["released", "released", "accepted"]
    assert rows[2].hops == 2
    assert not running(rows[0].key).exists()


def test_when_the_successor_is_withdrawn_the_refusal_is_decided_again_within_a_clock(town: Town) -> None:
    rows = handed_on_twice(town)
    orders.withdraw(rows[2], reason="也不归镇里", by=town.who("dispatcher"), now=LATER + HOUR)
    assert states(rows) == ["handing_over", "refused", "withdrawn"]
    assert timeline(rows[1].stream)[-1].event == "RefusalReconsidered"
    assert running(rows[1].key, ["arbitrate"]).exists()
    last = orders.grant(rows[1], reason="归住建", to=town.units["housing"], by=town.who("dispatcher"), now=LATER + HOUR)
    orders.accept(last, by=town.who("handler"), now=LATER + 2 * HOUR)
    assert states(rows) == ["released", "released", "withdrawn"]


def test_a_matter_has_one_lead_at_a_time(town: Town) -> None:
    order = town.lead(town.accepted())
    with refused("stale"):
        issue(matter=matter_of(order), unit=town.units["ecology"], norms=order.norms, by=town.who("dispatcher"), now=LATER)
