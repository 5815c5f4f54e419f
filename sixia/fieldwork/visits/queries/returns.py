"""Visits to which somebody should come back: due, and not planned yet."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from sixia.fieldwork.visits.flow import CANCELLED, HELD
from sixia.fieldwork.visits.models import Note, Visit
from sixia.people.actors import Actor


def due(rows: "QuerySet[Visit]") -> "QuerySet[Visit]":
    """Those of the rows that wait for a return visit, the earliest day first."""
    back = Visit.objects.filter(returns_to=OuterRef("pk")).exclude(state=CANCELLED)
    return rows.filter(~Exists(back), state=HELD, return_due__isnull=False).order_by("return_due", "pk")


def with_lines(rows: "QuerySet[Visit]", who: Actor) -> "QuerySet[Visit]":
    """Each row with the number of its lines that `who` may read, as `lines`."""
    notes = Note.objects.visible_to(who).filter(visit=OuterRef("pk")).order_by().values("visit").annotate(n=Count("pk"))
    return rows.annotate(lines=Subquery(notes.values("n")))
