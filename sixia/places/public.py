"""The territory for everybody, as JSON: type-ahead, the tree, the place at a point, outlines. Names of places only."""

import math
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from sixia.places import queries
from sixia.places.models import Place
from sixia.places.queries import LONGEST_QUERY

MOST: Final = 20
MOST_CHILDREN: Final = 2000
FRESH_SECONDS: Final = 300


def _etag(request: HttpRequest, **_kwargs: str) -> str:
    """The same address says the same until the territory, the day or the language changes."""
    parts = (queries.version(), str(timezone.localdate()), get_language() or "", request.get_full_path())
    return f'"{sha256("|".join(parts).encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=_etag)
def find(request: HttpRequest) -> JsonResponse:
    """`?q=` up to 40 characters, `under=` a code, `limit=` 1 to 20: places whose names match, upper levels first."""
    on = timezone.localdate()
    text, limit = request.GET.get("q", "").strip(), request.GET.get("limit", "10")
    if not text or len(text) > LONGEST_QUERY:
        return _wrong(_("Type 1 to %(most)d characters of a name.") % {"most": LONGEST_QUERY})
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit) <= MOST):
        return _wrong(_("“limit” is a number from 1 to %(most)d.") % {"most": MOST})
    under = None
    if code := request.GET.get("under", ""):
        under = queries.by_code(code, on)
        if under is None:
            return _unknown(code)
    return _answer(_described(queries.find(text, under=under, on=on, limit=int(limit)), on))


@require_safe
@condition(etag_func=_etag)
def at(request: HttpRequest) -> JsonResponse:
    """`?lat=&lon=` in degrees: the deepest place whose outline holds the point, or none."""
    on = timezone.localdate()
    try:
        lat, lon = float(request.GET["lat"]), float(request.GET["lon"])
    except (KeyError, ValueError):
        lat = lon = math.nan
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return _wrong(_("Give “lat” and “lon” in degrees."))
    place = queries.at(lat, lon, on)
    return _answer(_described([place] if place else [], on))


@require_safe
@condition(etag_func=_etag)
def roots(request: HttpRequest) -> JsonResponse:
    """Where the tree begins."""
    on = timezone.localdate()
    return _answer(_described(queries.children(None, on)[:MOST_CHILDREN], on))


@require_safe
@condition(etag_func=_etag)
def children(request: HttpRequest, code: str) -> JsonResponse:
    """What lies directly within a place, by code."""
    on = timezone.localdate()
    place = queries.by_code(code, on)
    return _unknown(code) if place is None else _answer(_described(queries.children(place, on)[:MOST_CHILDREN], on))


@require_safe
@condition(etag_func=_etag)
def outlines(request: HttpRequest, code: str) -> JsonResponse:
    """GeoJSON outlines of what lies directly within a place; of the place itself when nothing does."""
    on = timezone.localdate()
    place = queries.by_code(code, on)
    if place is None:
        return _unknown(code)
    return _cached(JsonResponse(queries.geojson(queries.children(place, on)[:MOST_CHILDREN] or [place])))


def _described(places: Iterable[Place], on: date) -> list[dict[str, Any]]:
    rows = list(places)
    labels = queries.labels(rows)
    parents = queries.having_children(rows, on)
    return [
        {
            "code": row.code,
            "name": row.name,
            "label": labels[row.pk],
            "level": row.level,
            "level_label": row.get_level_display(),
            "lat": row.lat,
            "lon": row.lon,
            "has_children": row.pk in parents,
        }
        for row in rows
    ]


def _answer(places: list[dict[str, Any]]) -> JsonResponse:
    return _cached(JsonResponse({"places": places}, json_dumps_params={"ensure_ascii": False}))


def _cached(response: JsonResponse) -> JsonResponse:
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def _wrong(sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=400, json_dumps_params={"ensure_ascii": False})


def _unknown(code: str) -> JsonResponse:
    sentence = _("There is no place with the code %(code)s today.") % {"code": code[:20]}
    return JsonResponse({"error": sentence}, status=404, json_dumps_params={"ensure_ascii": False})
