"""Which template holds for a unit and a kind of paper at a moment: its own, else that of the nearest unit above."""

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Length

from sixia.papers.models import Template
from sixia.people.models import Unit


def template_for(unit: Unit, kind: str, at: datetime) -> Template | None:
    """The template, or None where the built-in one holds. One query."""
    codes = unit.path.strip("/").split("/")
    line = ["".join(f"{code}/" for code in codes[: n + 1]) for n in range(len(codes))]
    rows = Template.objects.filter(kind=kind, unit__path__in=line, made_at__lte=at)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))
    return rows.order_by(-Length("unit__path"), "-version").first()
