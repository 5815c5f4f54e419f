"""Reading the territory: by code, by point, by name, by what a resident wrote; each answers for a given day."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import starmap
from typing import Any, Final

from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Length

from sixia.kit.models import Entry
from sixia.places.events import STREAM
from sixia.places.models import Boundary, Place, PlaceQuerySet
from sixia.places.rules import codes, geometry
from sixia.places.rules.names import Finder, Named

SMALL: Final = 50_000
LONGEST_QUERY: Final = 40


def version() -> str:
    """Changes whenever the territory does: for caches and ETags."""
    last = Entry.objects.filter(stream=STREAM).order_by("-seq").values_list("hash", flat=True).first()
    return last or ""


def by_code(code: str, on: date) -> Place | None:
    """The place that bears the code on that day; padded codes are understood."""
    wanted = code.replace("\x00", "").strip()  # PostgreSQL cannot compare with NUL
    rows = {place.code: place for place in Place.objects.current(on).filter(code__in={wanted, codes.canonical(wanted)})}
    return rows.get(wanted) or rows.get(codes.canonical(wanted))


def at(lat: float, lon: float, on: date) -> Place | None:
    """The deepest place whose outline holds the point (degrees, WGS 84); None outside all outlines."""
    shapes = Boundary.objects.filter(
        place__in=Place.objects.current(on), min_lat__lte=lat, max_lat__gte=lat, min_lon__lte=lon, max_lon__gte=lon
    ).select_related("place")
    for shape in sorted(shapes, key=lambda shape: (-len(shape.place.path), shape.place_id)):
        if geometry.holds(geometry.polygons(json.loads(shape.geojson)), lat, lon):
            return shape.place
    return None


def ancestors(place: Place) -> list[Place]:
    """From the root down to the parent, as they were called when the place was last valid."""
    return _lineages([place])[place.pk][:-1]


def label(place: Place) -> str:
    """The name as an address within the county: 清源镇 东风社区."""
    return labels([place])[place.pk]


def labels(places: Iterable[Place]) -> dict[int, str]:
    """Addresses of many places by id, in one query."""
    found = {}
    for pk, line in _lineages(list(places)).items():
        low = [place.name for place in line if codes.RANK[place.level] > codes.RANK[codes.COUNTY]]
        found[pk] = " ".join(low or [line[-1].name])
    return found


def _lineages(places: Sequence[Place]) -> dict[int, list[Place]]:
    """For each place its ancestors from the root and itself last. Of several names of a path, that of the day."""
    wanted = {part for place in places for part in codes.path_parts(place.path)[:-1]}
    above: dict[str, list[Place]] = {}
    for row in Place.objects.filter(path__in=wanted).order_by("-valid_from"):
        above.setdefault(row.path, []).append(row)
    out = {}
    for place in places:
        day = place.valid_to - timedelta(days=1) if place.valid_to else date.max
        parts = [above[part] for part in codes.path_parts(place.path)[:-1] if part in above]
        out[place.pk] = [next((row for row in rows if row.valid_from <= day), rows[-1]) for rows in parts] + [place]
    return out


def children(place: Place | None, on: date) -> PlaceQuerySet:
    """What lay directly within the place on that day, by code; the roots for None."""
    rows = Place.objects.current(on).order_by("code")
    if place is None or place.valid_to is None:
        return rows.filter(parent=place)
    return rows.under(place).alias(depth=Length("path")).filter(depth=len(place.path) + codes.SEGMENT)


def having_children(places: Iterable[Place], on: date) -> set[int]:
    """The ids of those places within which something lies on that day; one query."""
    inner = Place.objects.current(on).filter(parent=OuterRef("pk"))
    return set(Place.objects.filter(pk__in=[place.pk for place in places]).filter(Exists(inner)).values_list("pk", flat=True))


def successors(place: Place) -> list[Place]:
    """The current places that stand today where this one stood; the place itself while it is current."""
    found: list[Place] = []
    looking, seen = [place], {place.pk}
    while looking:
        found += [row for row in looking if row.valid_to is None]
        ended = [row.pk for row in looking if row.valid_to is not None]
        looking = list(Place.objects.filter(forerunners__old__in=ended).exclude(pk__in=seen).distinct())
        seen |= {row.pk for row in looking}
    return found


def find(text: str, *, under: Place | str | None = None, on: date, limit: int = 10) -> list[Place]:
    """Places for what somebody types: names that begin so, then names that contain it; upper levels first.

    `清源镇 东风` and `清源镇东风` look within 清源镇. Names that only contain the text are looked for within `under`,
    or everywhere when the whole territory is that of a county or a city.
    """
    words = text.replace("\x00", " ").split()  # PostgreSQL cannot compare with NUL
    wanted = "".join(words)[:LONGEST_QUERY]
    if not wanted:
        return []
    area = Place.objects.current(on) if under is None else Place.objects.current(on).under(under)
    found = _ordered(area.named(wanted), limit)
    if len(found) < limit and len(wanted) > 1:
        found += _within_named(area, words, wanted, on, limit)
    if len(found) < limit and (under is not None or _is_small()):
        found += _ordered(area.filter(name__contains=wanted), limit)
    return list({place.pk: place for place in found}.values())[:limit]


def _ordered(rows: PlaceQuerySet, limit: int) -> list[Place]:
    return list(rows.order_by(Length("path"), "code")[:limit])


def _within_named(area: PlaceQuerySet, words: Sequence[str], wanted: str, on: date, limit: int) -> list[Place]:
    """The rest of the text within the place its beginning names."""
    heads = {wanted[:end] for end in range(2, len(wanted))} | set(words[:-1])
    found: list[Place] = []
    for place in area.filter(name__in=heads).order_by("-name", "code")[:3]:
        rest = wanted.removeprefix(place.name) if wanted.startswith(place.name) else words[-1]
        within = Place.objects.current(on).under(place).exclude(pk=place.pk)
        found += _ordered(within.filter(name__contains=rest), limit)
    return found


def _is_small() -> bool:
    return (Place.objects.aggregate(last=Max("pk"))["last"] or 0) <= SMALL


def mentions(text: str, *, under: Place | str | None = None, on: date) -> list[Place]:
    """The places a resident's words speak of, the most specific first; two queries once the names of the area are read.

    Without `under`, and in a territory larger than a city, only counties and above are looked for.
    """
    found = finder(under=under, on=on).find(text)
    rows = Place.objects.in_bulk([place.ref for place in found]) if found else {}
    return [rows[place.ref] for place in found if place.ref in rows]


def finder(*, under: Place | str | None = None, on: date) -> Finder:
    """What finds the names of an area in texts, as the territory is now: for a run over many of them."""
    path = under.path if isinstance(under, Place) else under or ""
    return _finder(path, on, version())


@lru_cache(maxsize=64)
def _finder(path: str, on: date, _version: str) -> Finder:
    rows = Place.objects.current(on)
    if path:
        rows = rows.under(path)
    elif not _is_small():
        rows = rows.at_level(codes.PROVINCE, codes.CITY, codes.COUNTY)
    return Finder(starmap(Named, rows.values_list("id", "name", "level", "path")))


def geojson(places: Iterable[Place]) -> dict[str, Any]:
    """A FeatureCollection of the places' outlines; places without one are points at their centre, or left out without either."""
    wanted = {place.pk: place for place in places}
    shapes = dict(Boundary.objects.filter(place__in=wanted).values_list("place_id", "geojson"))
    features = []
    for pk, place in wanted.items():
        geometry_ = json.loads(shapes[pk]) if pk in shapes else _point(place)
        if geometry_:
            properties = {"code": place.code, "name": place.name, "level": place.level}
            features.append({"type": "Feature", "id": place.code, "properties": properties, "geometry": geometry_})
    return {"type": "FeatureCollection", "features": features}


def _point(place: Place) -> dict[str, Any] | None:
    return None if place.lat is None or place.lon is None else {"type": "Point", "coordinates": [place.lon, place.lat]}
