"""Whom a sample may draw: voices that may be asked again, or the numbers of a village's households."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from sixia.cases.flow import WITHDRAWN
from sixia.cases.models import Voice
from sixia.insight.ahead.models import HOUSEHOLDS, Sample
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.places.rules.codes import AFTER
from sixia.problems.queries.countable import countable_for

RECENT: Final = timedelta(days=365)
MOST_POOL: Final = 5000


def drawable(place: Place, who: Actor, now: datetime) -> QuerySet[Voice]:
    """The voices of a place in the last year that `who` sees and that may be drawn: of no confidential case, of nobody who wants
    secrecy or stays unnamed, none taken back."""
    rows = Voice.objects.filter(case__in=countable_for(who).values("pk"), heard_at__gt=now - RECENT)
    rows = rows.filter(case__place_path__gte=place.path, case__place_path__lt=place.path + AFTER)
    return rows.filter(secret=False, anonymous=False).exclude(state=WITHDRAWN).order_by("pk")


def pool(what: str, place: Place, who: Actor, now: datetime) -> list[str]:
    """The names that go into the draw: keys of voices, or the numbers 1 to n of the place's households."""
    if what == HOUSEHOLDS:
        return [str(n) for n in range(1, min(place.households or 0, MOST_POOL) + 1)]
    return [str(pk) for pk in drawable(place, who, now).values_list("pk", flat=True)[:MOST_POOL]]


def names(sample: Sample) -> list[str]:
    """The names that were in the draw."""
    return [str(n) for n in range(1, sample.pool + 1)] if sample.what == HOUSEHOLDS else list(sample.names)


def latest(who: Actor, most: int) -> list[Any]:
    """The newest samples that the reader may see."""
    return list(Sample.objects.visible_to(who).select_related("place", "unit").order_by("-at", "-pk")[:most])


def one(pk: int, who: Actor) -> Any:
    """One sample, or None."""
    return Sample.objects.visible_to(who).select_related("place__parent", "unit").filter(pk=pk).first()


def voices(sample: Sample, who: Actor) -> list[Voice]:
    """The drawn voices that the reader may see, in the order of their lots."""
    if sample.what == HOUSEHOLDS:
        return []
    order = {int(name): number for number, name in enumerate(sample.drawn)}
    rows = Voice.objects.visible_to(who).filter(pk__in=order).select_related("case")
    return sorted(rows, key=lambda voice: order[voice.pk])
