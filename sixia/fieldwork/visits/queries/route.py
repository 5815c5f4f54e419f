"""A day's stops in an order that makes the way short, beside the order of the clock; drawn without any map service."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from sixia.fieldwork.visits import rules
from sixia.fieldwork.visits.flow import CANCELLED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.rules import Spot
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Boundary
from sixia.places.rules import geometry

WIDTH: Final = 600
MARGIN: Final = 40
TALLEST: Final = 600


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the shorter way: its number there and by the clock, kilometres from the stop before (None: unknown)."""

    visit: Visit
    number: int
    by_clock: int
    km: float | None


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the drawing: its number on the way ("" for the start) and the place's name."""

    x: float
    y: float
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines, the way and its dots in the units of an SVG of this size."""

    width: int
    height: int
    outlines: tuple[str, ...]
    way: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A day: stops in the shorter order, kilometres this way and by the clock, stops whose point nobody knows, the drawing."""

    stops: tuple[Stop, ...]
    shorter: float
    by_clock: float
    unplaced: tuple[Visit, ...]
    drawing: Drawing | None
    start: str


def stops_of(who: Actor, day: date) -> list[Visit]:
    """The visits of that day on which `who` goes, by the clock."""
    first = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    rows = Visit.objects.of(who).filter(starts_at__gte=first, starts_at__lt=first + timedelta(days=1)).exclude(state=CANCELLED)
    return list(rows.select_related("place__parent", "unit", "led_by").order_by("starts_at", "pk"))


def route(visits: Sequence[Visit], start: Unit | None) -> Route:
    """The way from the unit's own place through these visits."""
    known = {row.pk: spot for row in visits if (spot := _spot(row.pk, row.place.lat, row.place.lon))}
    home = _spot(0, start.place.lat, start.place.lon) if start else None
    clock = [known[row.pk] for row in visits if row.pk in known]
    order = rules.route(home, clock)
    rows = {row.pk: row for row in visits}
    place = {row.pk: number for number, row in enumerate(visits, start=1)}
    before: Spot | None = home
    stops = []
    for number, spot in enumerate(order, start=1):
        stops.append(Stop(rows[spot.pk], number, place[spot.pk], rules.km(before, spot) if before else None))
        before = spot
    return Route(
        stops=tuple(stops),
        shorter=rules.length(home, order),
        by_clock=rules.length(home, clock),
        unplaced=tuple(row for row in visits if row.pk not in known),
        drawing=_draw(home, [known[stop.visit.pk] for stop in stops], stops),
        start=start.said if start and home else "",
    )


def _spot(pk: int, lat: float | None, lon: float | None) -> Spot | None:
    return None if lat is None or lon is None else Spot(pk, lat, lon)


def _draw(home: Spot | None, order: Sequence[Spot], stops: Sequence[Stop]) -> Drawing | None:
    if not order:
        return None
    outlines = _outlines({stop.visit.place_id for stop in stops} | {stop.visit.place.parent_id or 0 for stop in stops})
    points = [(spot.lat, spot.lon) for spot in ([home] if home else []) + list(order)]
    paper = _Paper([*points, *(point for ring in outlines for point in ring)])
    names = ([("", "")] if home else []) + [(str(stop.number), stop.visit.place.name) for stop in stops]
    dots = tuple(Dot(*paper.at(*point), *name) for point, name in zip(points, names, strict=True))
    way = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    drawn = tuple(" ".join("{},{}".format(*paper.at(*point)) for point in ring) for ring in outlines)
    return Drawing(WIDTH, paper.height, drawn, way, dots)


def _outlines(places: set[int]) -> list[list[tuple[float, float]]]:
    """Outer rings of the places' outlines, as (lat, lon)."""
    rows = Boundary.objects.filter(place__in=places).values_list("geojson", flat=True)
    return [[(lat, lon) for lon, lat in polygon[0]] for row in rows for polygon in geometry.polygons(json.loads(row))]


class _Paper:
    """Degrees on a sheet: everything fits, north is up, and both directions have one scale."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        lats, lons = [point[0] for point in points], [point[1] for point in points]
        self.top, self.left = max(lats), min(lons)
        middle = Spot(0, (self.top + min(lats)) / 2, self.left)
        wide = rules.km(middle, Spot(0, middle.lat, max(lons)))
        high = rules.km(Spot(0, self.top, self.left), Spot(0, min(lats), self.left))
        inner = WIDTH - 2 * MARGIN
        self.scale = min(inner / wide if wide else inner, (TALLEST - 2 * MARGIN) / high if high else TALLEST)
        self.east = wide / (max(lons) - self.left) if wide else 0.0
        self.north = high / (self.top - min(lats)) if high else 0.0
        self.height = round(high * self.scale) + 2 * MARGIN

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point lies on the sheet."""
        x = MARGIN + (lon - self.left) * self.east * self.scale
        return round(x, 1), round(MARGIN + (self.top - lat) * self.north * self.scale, 1)
