"""Which lines, cards and parts this room puts on the desk; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.kit.standing import roles_told
from sixia.orders import queries
from sixia.orders.desk.moves import offers
from sixia.orders.models import Order
from sixia.orders.standing import STANDING
from sixia.ui import menus, slots


def owes(actor: Any) -> bool:
    """Whether the reader works for a unit that can owe something."""
    return actor is not None and actor.has(*queries.OWNER_ROLES)


def open_orders(actor: Any) -> menus.Counted:
    """Open orders of the reader's units."""
    return (queries.mine(actor).filter(open=True),)


def foot(request: Any, order: Order) -> slots.Filling:
    """Under an order on its matter's page: whom it waits for, and the reader's buttons."""
    known = _orders(request, order)
    roles = roles_told(known[order.pk], STANDING) if order.pk in known else frozenset()
    leads = order.open and order.part == Order.LEAD
    waits = [other for other in known.values() if other.open and other.pk != order.pk] if leads else []
    return "orders/foot.html", {"order": order, "offers": offers(order, roles), "waits": waits}


def _orders(request: Any, order: Order) -> dict[int, Order]:
    """All orders of the page's matter with the reader's roles, asked once."""
    known: dict[int, Order] | None = getattr(request, "matter_orders", None)
    if known is None or order.pk not in known:
        known = request.matter_orders = queries.all_on(order.matter_kind, order.matter_id, request.actor)
    return known


def fill() -> None:
    """Put them there."""
    menus.add("work", _("Unit’s orders"), "desk_orders", 40, show=owes, icon="card-checklist")
    menus.add(
        "waiting", _("Open orders of my unit"), "desk_orders", 40, show=owes, count=open_orders, icon="card-checklist", key="O"
    )
    slots.fill("order.foot", foot)
