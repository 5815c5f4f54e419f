"""Who was called, answered in time and came, by unit: numbers with what they are shares of, never of persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from sixia.fieldwork.onsite.flow import ABSENT, CAME, DROPPED, EXCUSED, REFUSED
from sixia.fieldwork.onsite.models import Called
from sixia.people.models import Unit


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
    found: list[dict[str, int]] = [dict(row) for row in counted]
    units = Unit.objects.in_bulk([row["unit"] for row in found])
    made = [Figure(units[row["unit"]], row["n"], *(row[name] for name in _NAMES)) for row in found]
    return sorted(made, key=lambda one: (-one.called, one.unit.path))


_NAMES = ("due", "in_time", "marked", "came", "excused", "refused")


def units_of(rows: Iterable[Called]) -> str:
    """Their names in one line."""
    return "、".join(row.unit.said for row in rows)
