"""Reception days as residents may see them, and how they stand."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from sixia.fieldwork.reception.flow import ANNOUNCED, CANCELLED, COMING, DONE, MOVED, OPEN, PUBLIC
from sixia.fieldwork.reception.models import Day, DayRows

RELATED = ("account", "unit", "place__parent", "host")


def public_days() -> DayRows:
    """Every day that is or was public: name, post, portfolio, time, place and form are no secret, cases are."""
    return Day.objects.filter(state__in=PUBLIC).exclude(announced_at=None).select_related(*RELATED)


def ahead(now: datetime) -> DayRows:
    """Public days to which one can still come."""
    return public_days().filter(state__in=(ANNOUNCED, OPEN), ends_at__gt=now)


def bookable(now: datetime) -> DayRows:
    """Public days that can still be booked."""
    return public_days().filter(state=ANNOUNCED, starts_at__gt=now).order_by("starts_at", "pk")


def off(rows: QuerySet[Day]) -> QuerySet[Day]:
    """Called off or put off."""
    return rows.filter(state__in=(CANCELLED, MOVED))


def public_day(pk: int) -> Day | None:
    """One public day."""
    return public_days().filter(pk=pk).first()


def with_counts(rows: DayRows) -> DayRows:
    """How many are booked or there (`coming`), and how many were received (`received`)."""
    coming = Count("bookings", filter=Q(bookings__state__in=COMING))
    return rows.annotate(coming=coming, received=Count("bookings", filter=Q(bookings__state=DONE)))


def successor(day: Day) -> Day | None:
    """The public day that took its place, if it was put off."""
    return public_days().filter(replaces=day).first()
