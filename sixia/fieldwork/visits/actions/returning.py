"""Whoever said that somebody comes back is reminded in time, once per visit."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from sixia.fieldwork.visits.events import VisitReturnDue
from sixia.fieldwork.visits.flow import CANCELLED, HELD
from sixia.fieldwork.visits.models import Visit
from sixia.kit.alone import alone
from sixia.kit.journal import tell
from sixia.people.actors import SYSTEM

AHEAD = timedelta(days=7)


def remind_returns(now: datetime) -> None:
    """What ticks: a week before the day named, whoever leads is told, unless a return visit is planned already."""
    back = Visit.objects.filter(returns_to=OuterRef("pk")).exclude(state=CANCELLED)
    ripe = timezone.localdate(now) + AHEAD
    rows = Visit.objects.filter(state=HELD, return_due__lte=ripe, return_told_at=None).exclude(Exists(back))
    for visit in rows.order_by("pk"):
        _remind(visit, now=now)


@alone
def _remind(visit: Visit, *, now: datetime) -> None:
    if Visit.objects.filter(pk=visit.pk, return_told_at=None).update(return_told_at=now) and visit.return_due:
        event = VisitReturnDue(visit=visit.pk, account=visit.led_by_id, date=visit.return_due.isoformat())
        tell(event, by=SYSTEM, about=visit.stream, now=now)
