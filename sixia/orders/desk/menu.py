"""Which lines, cards and parts this room puts on the desk; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.orders import queries
from sixia.orders.desk.moves import offers
from sixia.orders.models import Order
from sixia.ui import menus, slots
from sixia.ui.keyset import capped_count


def owes(actor: Any) -> bool:
    """Whether the reader works for a unit that can owe something."""
    return actor is not None and actor.has(*queries.OWNER_ROLES)


def open_orders(actor: Any) -> int:
    """How many open orders the reader's units have."""
    return capped_count(queries.mine(actor).filter(open=True))


def foot(request: Any, order: Order) -> slots.Filling:
    """Under an order on its matter's page: whom it waits for, and the reader's buttons."""
    roles = _roles(request, order)
    alone = len(request.order_roles) < 2
    waits = [] if alone or not order.open or order.part != Order.LEAD else queries.others_on(order)
    return "orders/foot.html", {"order": order, "offers": offers(order, roles), "waits": waits}


def _roles(request: Any, order: Order) -> frozenset[str]:
    """The reader's roles, asked once for all orders of the page's matter."""
    known = getattr(request, "order_roles", None)
    if known is None or order.pk not in known:
        known = queries.roles_on(order.matter_kind, order.matter_id, request.actor)
        request.order_roles = known
    return known.get(order.pk, frozenset())


def fill() -> None:
    """Put them there."""
    menus.add("work", _("Unit’s orders"), "desk_orders", 40, show=owes, icon="card-checklist")
    menus.add(
        "waiting", _("Open orders of my unit"), "desk_orders", 40, show=owes, count=open_orders, icon="card-checklist", key="O"
    )
    slots.fill("order.foot", foot)
