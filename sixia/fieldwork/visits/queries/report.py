"""The report of visits held in a span, per purpose, unit or town: counted from what is there, typed by nobody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet

from sixia.fieldwork.visits.flow import HELD
from sixia.fieldwork.visits.models import PURPOSES, Note, Visit
from sixia.fieldwork.visits.queries.calendar import DAY, midnight
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place
from sixia.places.rules.codes import TOWN, path_parts

PURPOSE, UNIT, PLACE = "purpose", "unit", "place"
CUTS: Final = (PURPOSE, UNIT, PLACE)
LED: Final = {"lines": "pk", "voices": "voice", "orders": "order", "promises": "promise", "problems": "problem"}


@dataclass(slots=True)
class Figures:
    """Counts of visits held, of lines the reader may read, and of what these lines became."""

    held: int = 0
    unannounced: int = 0
    returns: int = 0
    places: int = 0
    met: int = 0
    lines: int = 0
    voices: int = 0
    orders: int = 0
    promises: int = 0
    problems: int = 0

    def add(self, other: "Figures") -> None:
        """Add another one's counts."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


@dataclass(frozen=True, slots=True)
class Row:
    """One purpose, unit or town: its key, its name and its counts."""

    key: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """All rows of a cut in their usual order, never by their counts, and the sum, in which each visit counts once."""

    rows: tuple[Row, ...]
    all: Figures


@dataclass(frozen=True, slots=True)
class _Told:
    aims: tuple[str, ...]
    unit: int
    path: str
    figures: Figures


def report(who: Actor, *, since: date, until: date, cut: str) -> Report:
    """Visits that began from `since` to `until`, both included, as far as `who` may see them; four queries.

    A visit with two purposes counts for both. `met` is a rough number where somebody wrote one, places are counted once each.
    """
    visits = Visit.objects.visible_to(who).filter(state=HELD, starts_at__gte=midnight(since), starts_at__lt=midnight(until + DAY))
    told = list(_told(visits, who))
    names, keys = _CUTS[cut](told)
    rows = [Row(key, name, _sum(one for one in told if key in keys(one))) for key, name in names]
    return Report(tuple(row for row in rows if row.figures.held), _sum(told))


def _sum(told: Iterable[_Told]) -> Figures:
    found, paths = Figures(), set()
    for one in told:
        found.add(one.figures)
        paths.add(one.path)
    found.places = len(paths)
    return found


def _told(visits: "QuerySet[Visit]", who: Actor) -> Iterable[_Told]:
    notes = Note.objects.visible_to(who).filter(visit__in=visits.order_by().values("pk")).order_by().values("visit")
    counted: Any = notes.annotate(**{name: Count(field) for name, field in LED.items()})
    lines = {row["visit"]: {name: row[name] for name in LED} for row in counted}
    asked = ("pk", "aims", "unit_id", "place_path", "announced", "met", "returns_to_id")
    for pk, aims, unit, path, announced, met, back in visits.order_by().values_list(*asked):
        figures = Figures(held=1, unannounced=not announced, returns=back is not None, met=met or 0, **lines.get(pk, {}))
        yield _Told(tuple(aims.split()), unit, path, figures)


Names = list[tuple[str, str]]
Keys = Callable[[_Told], tuple[str, ...]]


def _by_purpose(told: list[_Told]) -> tuple[Names, Keys]:
    return [(code, str(label)) for code, label in PURPOSES], lambda one: one.aims


def _by_unit(told: list[_Told]) -> tuple[Names, Keys]:
    units = Unit.objects.filter(pk__in={one.unit for one in told}).order_by("path").said()
    return [(str(pk), said) for pk, said in units.items()], lambda one: (str(one.unit),)


def _by_town(told: list[_Told]) -> tuple[Names, Keys]:
    """A place above the towns, such as the county, stands under its own name; of several names a place has had, the last."""
    paths = {one.path for one in told}
    parts = {part for path in paths for part in path_parts(path)}
    rows = Place.objects.filter(path__in=parts).order_by("path", "valid_from").values_list("path", "name", "level")
    names = {path: name for path, name, level in rows if level == TOWN or path in paths}
    towns = {path for path, _name, level in rows if level == TOWN}
    found = {path: next((part for part in path_parts(path) if part in towns), path) for path in paths}
    return [(path, names[path]) for path in sorted(set(found.values()))], lambda one: (found[one.path],)


_CUTS: Final[dict[str, Callable[[list[_Told]], tuple[Names, Keys]]]] = {PURPOSE: _by_purpose, UNIT: _by_unit, PLACE: _by_town}
