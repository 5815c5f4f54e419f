"""Drawing outlines: GeoJSON features are matched to current places by their code."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from django.db import transaction

from sixia.kit.journal import Doer, tell
from sixia.places.actions.report import Loaded
from sixia.places.events import STREAM, BoundariesLoaded
from sixia.places.models import Boundary, Place
from sixia.places.rules import codes, geometry
from sixia.places.rules.listing import Fault

NAMES: Final = ("code", "adcode", "代码", "区划代码", "id")
BATCH: Final = 500


def load_boundaries(
    features: Iterable[Mapping[str, Any]],
    *,
    by: Doer,
    now: datetime,
    on: date,
    source: str,
    progress: Callable[[int], object] = int,
    dry_run: bool = False,
) -> Loaded:
    """Draw or redraw outlines from GeoJSON features whose properties hold the code; unchanged ones are left alone.

    A place without a centre gets the middle of its shape. Counts are under `added` and `updated`; a `line` in a fault is
    the feature's number from 1; reasons: `code`, `orphan` (no such current place), `shape`.
    """
    out = Loaded()
    shapes = _shapes(features, source, out)
    places = _places(shapes, on)
    with transaction.atomic():
        wanted = list(shapes.items())
        for start in range(0, len(wanted), BATCH):
            _draw(dict(wanted[start : start + BATCH]), places, source, out, dry_run=dry_run)
            progress(len(wanted[start : start + BATCH]))
        if out.changed and not dry_run:
            drawn = out.counts["added"] + out.counts["updated"]
            digest = sha256(json.dumps(shapes, sort_keys=True).encode()).hexdigest()
            event = BoundariesLoaded(source=source, digest=digest, drawn=drawn, faulty=len(out.faults))
            tell(event, by=by, about=STREAM, now=now)
    return out


def _shapes(features: Iterable[Mapping[str, Any]], source: str, out: Loaded) -> dict[str, tuple[int, Any]]:
    found: dict[str, tuple[int, Any]] = {}
    for number, feature in enumerate(features, 1):
        out.rows += 1
        given = _code(feature)
        code = codes.canonical(given)
        try:
            if not code:
                raise ValueError("code")
            geometry.polygons(feature.get("geometry"))
        except ValueError as bad:
            out.faults.append(Fault(source, number, str(bad), given))
            continue
        found[code] = (number, feature["geometry"])
    return found


def _code(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties") or {}
    return str(next((properties[name] for name in NAMES if properties.get(name)), feature.get("id") or ""))


def _places(shapes: Mapping[str, Any], on: date) -> dict[str, Place]:
    places: dict[str, Place] = {}
    wanted = list(shapes)
    for start in range(0, len(wanted), BATCH):
        places |= {place.code: place for place in Place.objects.current(on).filter(code__in=wanted[start : start + BATCH])}
    return places


def _draw(shapes: dict[str, tuple[int, Any]], places: dict[str, Place], source: str, out: Loaded, *, dry_run: bool) -> None:
    drawn = {row.place_id: row for row in Boundary.objects.filter(place__in=[places[code] for code in shapes if code in places])}
    fresh: list[Boundary] = []
    redrawn: list[Boundary] = []
    centred: list[Place] = []
    for code, (number, shape) in shapes.items():
        place = places.get(code)
        if place is None:
            out.faults.append(Fault(source, number, "orphan", code))
            continue
        row = drawn.get(place.pk)
        text = json.dumps({"type": shape["type"], "coordinates": shape["coordinates"]}, separators=(",", ":"))
        if row is not None and row.geojson == text:
            continue
        out.count("updated" if row else "added", f"{code} {place.name}")
        (redrawn if row else fresh).append(_boundary(row or Boundary(place=place), text, shape))
        if place.lat is None:
            place.lat, place.lon = geometry.centre(geometry.polygons(shape))
            centred.append(place)
    if not dry_run:
        Boundary.objects.bulk_create(fresh)
        Boundary.objects.bulk_update(redrawn, ["geojson", "min_lat", "max_lat", "min_lon", "max_lon"])
        Place.objects.bulk_update(centred, ["lat", "lon"])


def _boundary(row: Boundary, text: str, shape: Any) -> Boundary:
    row.geojson = text
    row.min_lat, row.max_lat, row.min_lon, row.max_lon = geometry.box(geometry.polygons(shape))
    return row
