"""What was decided on the spot and is not over yet: orders not done, residents who have not judged, items carried over."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sixia.fieldwork.onsite.flow import OPEN, SIGNED
from sixia.fieldwork.onsite.models import Act, Item, Office
from sixia.fieldwork.onsite.rules import CARRIED, DECIDING, EXPLAINED, ORDERED, OVERTAKEN, SOLVED
from sixia.orders.standing import within

RELATED = ("item__office__visit__place", "item__case", "item__problem", "unit", "problem")


def decisions(who: Any) -> QuerySet[Act]:
    """Every decision that the reader may see."""
    rows = Act.objects.visible_to(who).filter(kind__in=DECIDING, item__office__state__in=(OPEN, SIGNED))
    return rows.exclude(kind=OVERTAKEN).select_related(*RELATED)


def waiting() -> Q:
    """Decisions that are not over: the resident has not judged, an order is open, or nobody took up what was carried over."""
    owed = Act.orders.through._default_manager.filter(act_id=OuterRef("pk"), order__open=True)
    taken = Item.objects.filter(after=OuterRef("pk"), chosen=True)
    alive = Q(item__case__open=True) | Q(item__problem__open=True) | Q(problem__open=True)
    unseen = Q(item__case__isnull=True) | Q(item__case__open=True)
    return (
        (Q(kind__in=(SOLVED, EXPLAINED, ORDERED)) & (alive | Q(Exists(owed))))
        | (Q(kind=CARRIED) & unseen & ~Q(Exists(taken)))
    )  # fmt: skip


def open_decisions(who: Any) -> QuerySet[Act]:
    """Those that are not over."""
    return decisions(who).filter(waiting())


def late(rows: QuerySet[Act], now: datetime) -> QuerySet[Act]:
    """Those of them whose day has passed."""
    return rows.filter(waiting(), due_on__lt=timezone.localdate(now))


def carried_here(who: Any, office: Office, now: datetime) -> QuerySet[Act]:
    """What earlier offices within this place have carried over and nobody has taken up since."""
    rows = open_decisions(who).filter(within((office.visit.place_path,), "item__office__visit__place_path"), kind=CARRIED)
    return rows.exclude(item__office=office).filter(at__lte=now).order_by("due_on", "pk")


def earlier_here(who: Any, office: Office) -> QuerySet[Act]:
    """What earlier offices on the same spot decided, the newest first, each telling whether it still waits (`waits`)."""
    rows = decisions(who).filter(item__office__visit__place=office.visit.place_id).exclude(item__office=office)
    rows = rows.filter(item__office__visit__starts_at__lt=office.visit.starts_at)
    return with_waits(rows).order_by("-at", "-pk")


def with_waits(rows: QuerySet[Act]) -> QuerySet[Act]:
    """Each telling as `waits` whether it is still open."""
    again = Act.objects.filter(waiting(), pk=OuterRef("pk"))
    return rows.annotate(waits=Exists(again))
