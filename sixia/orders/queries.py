"""Reads of orders that are more than a chain: a unit's worklist, who else owes something, who may do what."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sixia.kit.models import Clock
from sixia.kit.standing import with_roles
from sixia.orders import flow, standing
from sixia.orders.models import Extension, Order
from sixia.people.models import Unit
from sixia.people.rules import HANDLER, RESTRICTED_OFFICER, UNIT_HEAD

OWNER_ROLES = (HANDLER, UNIT_HEAD, RESTRICTED_OFFICER)


def mine(who: Any) -> QuerySet[Order]:
    """The orders of the units for which `who` handles or which they head, as far as they may see them."""
    return Order.objects.visible_to(who).filter(unit_id__in=who.units(*OWNER_ROLES))


def waiting_for_others(rows: QuerySet[Order]) -> QuerySet[Order]:
    """Those that cannot be ended before another unit has moved: handed over and not accepted yet, or leading others."""
    matter = {"matter_kind": OuterRef("matter_kind"), "matter_id": OuterRef("matter_id")}
    helpers = Order.objects.open().filter(part=Order.ASSISTING, **matter)
    leading = Q(part=Order.LEAD, state=flow.ACCEPTED) & Q(Exists(helpers))
    return rows.filter(Q(state=flow.HANDING_OVER) | leading, open=True)


def all_on(kind: str, pk: int, who: Any) -> dict[int, Order]:
    """Every order on a matter with its unit, by id, the first due first, each knowing `who`'s roles in it (`roles_told`); one
    query."""
    rows = Order.objects.on(kind, pk).select_related("unit").order_by("due_at")
    return {order.pk: order for order in with_roles(rows, standing.STANDING, who)}


def undecided(order: Order) -> Extension | None:
    """The request for more time that waits for a decision, with who asked."""
    return order.extension_rows.filter(decided_at=None).select_related("asked_by").first()


def clocks_of(order: Order) -> list[Clock]:
    """The order's clocks, oldest first."""
    return list(Clock.objects.filter(owner=order.key).order_by("pk"))


def unit_choices(who: Any) -> list[tuple[int, str]]:
    """The reader's own units, for a filter."""
    return list(Unit.objects.filter(pk__in=who.units(*OWNER_ROLES)).order_by("path").said().items())
