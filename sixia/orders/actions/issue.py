"""Issuing orders, and barring those complained about from a matter."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.kit import clocks
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.kit.models import Clock
from sixia.orders.events import OrderIssued
from sixia.orders.flow import ACCEPT, CONTACT, HANDING_OVER, HANDLE
from sixia.orders.models import Bar, Order
from sixia.orders.rules import Matter, Norms
from sixia.people.actors import Actor
from sixia.people.models import Unit


@transaction.atomic
def issue(
    *,
    matter: Matter,
    unit: Unit,
    norms: Norms | dict[str, Any],
    by: Actor,
    now: datetime,
    part: str = Order.LEAD,
    basis: str = "",
    level: int = 0,
    parent: Order | None = None,
    appointed: bool = False,
) -> Order:
    """Make a unit owe its part of a matter, with clocks for accepting, contacting and handling.

    Called from the room above whose move permits it. Raises Refused (guard) when the unit is complained about in the
    matter, was dissolved, or already has an open order on it.
    """
    hold(matter.stream)
    _may_know(matter, unit)
    if part == Order.LEAD and _has_lead(matter):
        raise Refused("stale", _("Someone else has just given this to a unit. Reload the page and look again."), move="issue")
    if unit.active_to is not None and unit.active_to <= now:
        raise Refused("guard", _("%(unit)s no longer exists. Choose the unit that took over its duties.") % {"unit": unit.said})
    if Order.objects.on(matter.kind, matter.pk).open().filter(unit=unit).exclude(state=HANDING_OVER).exists():
        raise Refused("guard", _("%(unit)s already has an open order on this.") % {"unit": unit.said}, move="issue")
    stored = norms.stored() if isinstance(norms, Norms) else norms
    order = Order(
        matter_kind=matter.kind,
        matter_id=matter.pk,
        unit=unit,
        part=part,
        parent=parent,
        brief=matter.brief[:200],
        basis=basis,
        norms=stored,
        place_path=matter.place_path,
        restricted=matter.restricted,
        barred=matter.barred,
        appointed=appointed,
        level=level,
        hops=parent.hops + 1 if parent else 0,
        state=Order.FLOW.start,
        issued_at=now,
        due_at=now,
    )
    handle = order.limit(HANDLE)
    if handle is None:
        raise LookupError("an order needs a handling limit")
    order.due_at = clocks.build("", "", HANDLE, handle, now).due_at
    order.save(force_insert=True)
    _start_clocks(order, now)
    tell(
        OrderIssued(
            order=order.pk,
            unit=unit.pk,
            part=part,
            due=order.due_at.isoformat(),
            hops=order.hops,
            appointed=appointed,
            parent=parent.pk if parent else None,
            basis=basis,
        ),
        by=by,
        about=matter.stream,
        now=now,
    )
    return order


def bar(*, matter: Matter, units: Iterable[int] = (), accounts: Iterable[int] = ()) -> int:
    """Keep units and persons complained about away from a matter; called in the transaction that makes it."""
    rows = [Bar(matter_kind=matter.kind, matter_id=matter.pk, unit_id=unit) for unit in units]
    rows += [Bar(matter_kind=matter.kind, matter_id=matter.pk, account_id=account) for account in accounts]
    Bar.objects.bulk_create(rows)
    return len(rows)


def matter_of(order: Order) -> Matter:
    """The matter as an order on it knows it."""
    return Matter(
        kind=order.matter_kind,
        pk=order.matter_id,
        place_path=order.place_path,
        brief=order.brief,
        restricted=order.restricted,
        barred=order.barred,
    )


def _has_lead(matter: Matter) -> bool:
    rows = Order.objects.on(matter.kind, matter.pk).open().filter(part=Order.LEAD)
    return rows.exclude(state=HANDING_OVER).exists()


def may_be_given(matter: Matter, unit: Unit, now: datetime) -> bool:
    """Whether this unit exists now and nobody complains about it in the matter."""
    return not _barred(matter, unit) and (unit.active_to is None or unit.active_to > now)


def _barred(matter: Matter, unit: Unit) -> bool:
    return matter.barred and Bar.objects.filter(matter_kind=matter.kind, matter_id=matter.pk, unit=unit).exists()


def _may_know(matter: Matter, unit: Unit) -> None:
    if _barred(matter, unit):
        raise Refused("guard", _("This unit is complained about here and cannot be given the order."), move="issue")


def _start_clocks(order: Order, now: datetime) -> None:
    kinds = (HANDLE, ACCEPT, CONTACT)
    rows = [
        clocks.build(order.key, order.stream, kind, limit, now)
        for kind in kinds
        if (limit := order.limit(kind)) is not None and not (kind == ACCEPT and order.state != "issued")
    ]
    Clock.objects.bulk_create(rows)
