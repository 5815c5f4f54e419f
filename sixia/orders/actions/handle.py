"""The unit's own verbs, and those of whoever oversees it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.clocks import Limit
from sixia.kit.events import Words
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.orders.events import (
    OrderAccepted,
    OrderReleased,
    OrderReminded,
    OrderReported,
    OrderSentBack,
    OrderWithdrawn,
    RefusalReconsidered,
)
from sixia.orders.flow import ARBITRATE, CONTACT, HANDING_OVER, HANDLE
from sixia.orders.models import Order
from sixia.people.actors import SYSTEM, Actor


@alone
def accept(order: Order, *, by: Actor, now: datetime) -> None:
    """The unit signs for it. The units it came from, still answerable until now, are released in the same act."""
    event = OrderAccepted(order=order.pk, unit=order.unit_id)
    advance(order, "accept", by=by, now=now, event=event, changes={"accepted_at": now})
    parent = order.parent
    while parent is not None and parent.state == HANDING_OVER:
        released = OrderReleased(order=parent.pk, unit=parent.unit_id)
        advance(parent, "release", by=SYSTEM, now=now, event=released, changes={"open": False, "ended_at": now})
        parent = parent.parent


def contacted(order: Order, *, now: datetime) -> None:
    """The resident was reached: the clock for the first contact stops. Told by the room that keeps the contact log."""
    if order.contacted_at is None:
        Order.objects.filter(pk=order.pk, contacted_at=None).update(contacted_at=now)
        order.contacted_at = now
        clocks.stop(order.key, [CONTACT], now)


@alone
def report(order: Order, *, report: str, by: Actor, now: datetime, files: Sequence[str] = ()) -> None:
    """The unit says what it did, shows it with `files` (tickets), which officials alone see, and owes no more."""
    advance(
        order,
        "report",
        by=by,
        now=now,
        given={"report": report},
        event=OrderReported(order=order.pk, unit=order.unit_id, report=Words(report)),
        changes={"open": False, "ended_at": now, "extension_open": False},
    )
    store.attach(files, about=order.key, stream=order.stream, by=by, now=now)
    _end_request(order, now)


@alone
def send_back(order: Order, *, reason: str, by: Actor, now: datetime) -> None:
    """The report did not suffice: the order is in hand again, with a fresh handling limit that is told to the unit.

    Raises Refused also when the lead unit has given its answer: nobody would wait for this one any more."""
    limit = order.limit(HANDLE)
    due_at = clocks.build("", "", HANDLE, limit, now).due_at if limit else now
    rows = Order.objects.on(order.matter_kind, order.matter_id).open().filter(part=Order.LEAD)
    advance(
        order,
        "send_back",
        by=by,
        now=now,
        given={"reason": reason, "lead_open": rows.exists()},
        event=OrderSentBack(order=order.pk, unit=order.unit_id, reason=Words(reason)),
        changes={"open": True, "ended_at": None, "due_at": due_at},
        limits={HANDLE: limit},
    )


@alone
def withdraw(order: Order, *, reason: str, by: Actor, now: datetime) -> None:
    """Take an order back; the unit is told why. A unit that waited for this one to accept stays answerable, and its
    refusal is decided again."""
    advance(
        order,
        "withdraw",
        by=by,
        now=now,
        given={"reason": reason},
        event=OrderWithdrawn(order=order.pk, unit=order.unit_id, reason=Words(reason)),
        changes={"open": False, "ended_at": now, "extension_open": False},
    )
    _end_request(order, now)
    waiting = order.parent
    if waiting is not None and waiting.state == HANDING_OVER:
        told = RefusalReconsidered(order=waiting.pk, unit=waiting.unit_id)
        advance(waiting, "reconsider", by=SYSTEM, now=now, event=told, limits={ARBITRATE: waiting.limit(ARBITRATE)})


def withdraw_all(kind: str, pk: int, *, reason: str, now: datetime) -> None:
    """Take back every open order on a matter that has come to its end, the newest first; each unit is told why."""
    rows = Order.objects.on(kind, pk).open().exclude(state=HANDING_OVER).order_by("-pk")
    while (order := rows.first()) is not None:
        withdraw(order, reason=reason, by=SYSTEM, now=now)


def remind(order: Order, *, text: str, by: Actor, now: datetime) -> None:
    """Urge the unit; told in the matter's timeline."""
    event = OrderReminded(order=order.pk, unit=order.unit_id, text=Words(text))
    advance(order, "remind", by=by, now=now, given={"text": text}, event=event)


def rename(kind: str, pk: int, *, brief: str) -> int:
    """Give all orders on a matter another line, when the words it came from have been erased; returns how many."""
    return Order.objects.on(kind, pk).update(brief=brief)


def seal(kind: str, pk: int, *, restricted: bool, barred: bool) -> int:
    """Make all orders on a matter as confidential as the matter has become; returns how many."""
    return Order.objects.on(kind, pk).update(restricted=restricted, barred=barred)


def keep_open(kind: str, pk: int, *, is_open: bool) -> int:
    """Let all orders on a matter know whether it is still open; returns how many had to learn it."""
    return Order.objects.on(kind, pk).exclude(matter_open=is_open).update(matter_open=is_open)


def move_place(kind: str, pk: int, *, place_path: str) -> int:
    """All orders on a matter lie where the matter lies now; returns how many."""
    return Order.objects.on(kind, pk).update(place_path=place_path)


@alone
def retime(order: Order, *, limit: Limit, now: datetime) -> None:
    """Another limit holds from now on, by the rules of the room above: its clock starts anew and the list shows it.

    Raises Refused (stale) when the order is not as it was read.
    """
    due_at = clocks.start(order.key, order.stream, HANDLE, limit, now).due_at
    _keep(order, due_at=due_at, norms={**order.norms, HANDLE: asdict(limit)})


@alone
def prolong(order: Order, *, limit: Limit, now: datetime) -> None:
    """More time by the rules of the room above, counted from the present end of the handling limit. Raises Refused (stale)."""
    due_at = clocks.move_due(order.key, HANDLE, limit, now)
    if due_at is not None:
        _keep(order, due_at=due_at)


def _keep(order: Order, **fields: Any) -> None:
    """Set columns of the order as it was read; Refused (stale) when somebody has changed it since."""
    fields["version"] = order.version + 1
    if not Order.objects.filter(pk=order.pk, version=order.version).update(**fields):
        raise Refused("stale", _("Someone else has just changed this. Reload the page and look again."))
    for name, value in fields.items():
        setattr(order, name, value)


def _end_request(order: Order, now: datetime) -> None:
    """More time that was asked for is needed no more: the request ends undecided."""
    order.extension_rows.filter(decided_at=None).update(decided_at=now)
