"""Places by their paths, units one may choose, and when figures were last counted: names that boards need. Names of places and
units are nobody's secret."""

from collections.abc import Collection
from datetime import date, datetime

from sixia.insight.figures.models import Reading
from sixia.insight.figures.rules.cuts import Reach
from sixia.people.models import Unit
from sixia.places.models import Place


def places(paths: Collection[str], on: date) -> list[Place]:
    """The places of these paths on a day, in the order of paths."""
    return list(Place.objects.current(on).filter(path__in=paths).order_by("path"))


def units(reach: Reach, now: datetime) -> dict[int, str]:
    """Units by key and name: all within a territory, else those of the reader's."""
    rows = Unit.objects.active(now).order_by("function", "name")
    return (rows if reach.paths else rows.filter(pk__in=reach.units)).said()


def may_ask(unit: int, reach: Reach) -> bool:
    """Whether the reader may ask for this unit, be it one that is no more."""
    return unit in reach.units or (bool(reach.paths) and Unit.objects.filter(pk=unit).exists())


def unit_name(unit: int) -> str:
    """Its name, be it one that is no more."""
    return Unit.objects.filter(pk=unit).said().get(unit, "")


def counted_at() -> datetime | None:
    """When the journal was last read into the figures."""
    return Reading.objects.filter(name="journal").values_list("at", flat=True).first()
