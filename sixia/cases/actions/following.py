"""What the case itself takes over from its orders: who answers for it now, and how long it may take. Called by reactions."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sixia.cases.flow import HANDLE, HANDLING
from sixia.cases.models import Case
from sixia.kit import clocks
from sixia.kit.journal import hold
from sixia.orders.flow import WITHDRAWN
from sixia.orders.models import Extension, Order


def follow_lead(order: Order) -> None:
    """The unit that has accepted the lead order is the one the case names, with how often it was handed on.

    Reactions may come late: where a newer lead order stands, the case names that one's unit already.
    """
    if order.part == Order.LEAD and order.matter_kind == "case" and not _overtaken(order):
        rows = Case.objects.filter(~Q(lead_unit=order.unit_id) | ~Q(hops=order.hops), pk=order.matter_id, open=True)
        rows.update(lead_unit=order.unit_id, hops=order.hops)


@transaction.atomic
def follow_extension(extension: Extension, *, now: datetime) -> None:
    """More time for the lead unit is more time for the case: its clock moves by as much. Called once per extension."""
    order = extension.order
    limit = order.limit(HANDLE)
    case = Case.objects.filter(pk=order.matter_id, state=HANDLING).first()
    if order.part != Order.LEAD or order.matter_kind != "case" or limit is None or case is None or not order.open:
        return
    hold(case.stream)
    more = clocks.Limit(extension.amount, extension.unit, limit.calendar, limit.source, rolls=limit.rolls)
    due_at = clocks.move_due(case.key, HANDLE, more, now)
    if due_at is not None:
        Case.objects.filter(pk=case.pk).update(due_at=due_at)


def _overtaken(order: Order) -> bool:
    newer = Order.objects.on(order.matter_kind, order.matter_id).filter(part=Order.LEAD, pk__gt=order.pk)
    return newer.exclude(state=WITHDRAWN).exists()
