"""Refusing an order, and deciding the refusal: nobody is let go before another unit has accepted."""

from datetime import datetime

from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.orders.actions.issue import issue, matter_of
from sixia.orders.events import OrderRefused, RefusalDismissed, RefusalGranted
from sixia.orders.flow import ACCEPT, ARBITRATE
from sixia.orders.models import Order
from sixia.people.actors import Actor
from sixia.people.models import Unit


@alone
def refuse(order: Order, *, reason: str, proposed: Unit, by: Actor, now: datetime) -> None:
    """Object to an order, with the reason and the unit that should own it. The handling clock goes on running,
    so that refusing wins no time."""
    advance(
        order,
        "refuse",
        by=by,
        now=now,
        given={"reason": reason, "proposed": proposed},
        event=OrderRefused(order=order.pk, unit=order.unit_id, proposed=proposed.pk, reason=Words(reason)),
        changes={"proposed_unit": proposed},
        limits={ARBITRATE: order.limit(ARBITRATE)},
    )


@alone
def dismiss(order: Order, *, reason: str, by: Actor, now: datetime) -> None:
    """The refusal does not hold: the unit is appointed, and cannot refuse again."""
    advance(
        order,
        "dismiss",
        by=by,
        now=now,
        given={"reason": reason},
        event=RefusalDismissed(order=order.pk, unit=order.unit_id, reason=Words(reason)),
        changes={"appointed": True},
        limits={ACCEPT: order.limit(ACCEPT)},
    )


@alone
def grant(order: Order, *, reason: str, to: Unit, by: Actor, now: datetime, appointed: bool = False) -> Order:
    """The refusal holds: a new order goes to `to`, and this unit answers until that one accepts. Returns the new order."""
    event = RefusalGranted(order=order.pk, unit=order.unit_id, to=to.pk, reason=Words(reason))
    advance(order, "grant", by=by, now=now, given={"reason": reason, "to": to}, event=event)
    return issue(
        matter=matter_of(order),
        unit=to,
        norms=order.norms,
        by=by,
        now=now,
        part=order.part,
        basis=order.basis,
        level=order.level,
        parent=order,
        appointed=appointed,
    )
