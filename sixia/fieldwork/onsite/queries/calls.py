"""Who was called, answered in time and came, by unit: numbers with what they are shares of, never of persons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from sixia.fieldwork.onsite.flow import ABSENT, CAME, DROPPED, EXCUSED, REFUSED
from sixia.fieldwork.onsite.models import Called
from sixia.fieldwork.onsite.standing import DESKS, WORKERS
from sixia.people.models import Unit
from sixia.people.rules import LEADER


@dataclass(frozen=True, slots=True)
class Figure:
    """One unit: how often it was called; of those whose time to answer is over how many it answered in time; of those where
    it was noted who was there how often it came; how often it was excused, and how often its refusal is being decided."""

    unit: Unit
    called: int
    due: int
    in_time: int
    marked: int
    came: int
    excused: int
    refused: int


def figures(who: Any, since: datetime, until: datetime, now: datetime) -> list[Figure]:
    """The units called in a span, as far as the reader sees the calls; most called first. Two queries.

    Calls that were taken back count nowhere. A call is due once it is answered or its time to answer is over.
    """
    rows = Called.objects.visible_to(who).filter(called_at__gte=since, called_at__lt=until).exclude(state=DROPPED)
    answered = Q(answered_at__isnull=False)
    counted = rows.order_by().values("unit").annotate(
        n=Count("pk"),
        due=Count("pk", filter=answered | Q(answer_by__lte=now)),
        in_time=Count("pk", filter=answered & Q(answered_at__lte=F("answer_by"))),
        marked=Count("pk", filter=Q(state__in=(CAME, ABSENT))),
        came=Count("pk", filter=Q(state=CAME)),
        excused=Count("pk", filter=Q(state=EXCUSED)),
        refused=Count("pk", filter=Q(state=REFUSED)),
    )  # fmt: skip
    found: list[Any] = list(counted)
    units = Unit.objects.in_bulk([row["unit"] for row in found])
    made = [Figure(units[row["unit"]], row["n"], *(row[name] for name in _NAMES)) for row in found]
    return sorted(made, key=lambda one: (-one.called, one.unit.path))


_NAMES = ("due", "in_time", "marked", "came", "excused", "refused")


def callers(who: Any) -> QuerySet[Unit]:
    """Units of the reader over whose territory others stand: they may call these."""
    own = dict(Unit.objects.filter(pk__in=who.units(*DESKS, *WORKERS, LEADER), active_to=None).values_list("pk", "place__path"))
    above = {path[:end] for path in own.values() for end in range(1, len(path))}
    rows = Unit.objects.filter(active_to=None, place__path__in=above).values_list("place__path", flat=True)
    wider = set(rows) if above else set()
    found = [pk for pk, path in own.items() if any(path != one and path.startswith(one) for one in wider)]
    return Unit.objects.filter(pk__in=found).order_by("path")
