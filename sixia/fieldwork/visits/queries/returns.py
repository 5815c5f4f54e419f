"""Visits to which somebody should come back: due, and not planned yet."""

from django.db.models import Exists, OuterRef, QuerySet

from sixia.fieldwork.visits.flow import CANCELLED, HELD
from sixia.fieldwork.visits.models import Visit


def due(rows: "QuerySet[Visit]") -> "QuerySet[Visit]":
    """Those of the rows that wait for a return visit, the earliest day first."""
    back = Visit.objects.filter(returns_to=OuterRef("pk")).exclude(state=CANCELLED)
    return rows.filter(~Exists(back), state=HELD, return_due__isnull=False).order_by("return_due", "pk")
