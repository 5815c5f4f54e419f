"""Figures for everybody: what is published, how it is counted, and the same as open data. Reads published rows alone."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sixia.insight.figures.queries import known, published
from sixia.insight.figures.queries.published import Row
from sixia.insight.figures.rules.anonymity import K
from sixia.insight.figures.rules.buckets import Quantile
from sixia.insight.figures.rules.indicators import RATE, TIME, Indicator, Value
from sixia.insight.figures.rules.shades import shades
from sixia.insight.figures.rules.telling import OPEN_TO_ALL
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.ui.limits import limited

COLUMNS: Final = (
    *("indicator", "year", "month", "place_code", "place", "numerator", "denominator"),
    *("median_hours", "nine_in_ten_hours", "still_waiting", "told_on"),
)


@require_safe
@limited("figures", per_minute=60, methods=("GET",))
def figures(request: HttpRequest) -> HttpResponse:
    """`/figures`: one indicator by month and place, of a year."""
    years = published.years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else (years[0] if years else 0)
    one = next((row for row in OPEN_TO_ALL if row.key == request.GET.get("of")), OPEN_TO_ALL[1])
    rows = [row for row in published.published(year) if row.one is one] if years else []
    names, total = _places(rows), _sum(rows)
    by_place = _by_place(rows)
    context = {
        "now": timezone.now(),
        "years": years,
        "year": year,
        "one": one,
        "ones": OPEN_TO_ALL,
        "k": K,
        "is_rate": one.kind == RATE,
        "public": True,
        "is_time": one.kind == TIME,
        "total": total,
        "percent": Value(*total).percent,
        "months": sorted(_by_month(rows).items()),
        "rows": [(row, names.get(row.place)) for row in rows],
        **_map(by_place, names, one),
    }
    return render(request, "figures/public/figures.html", context)


def _by_place(rows: Iterable[Row]) -> dict[str, tuple[int, int]]:
    return _added((row.place, row) for row in rows)


def _by_month(rows: Iterable[Row]) -> dict[int, tuple[int, int]]:
    return _added((row.month, row) for row in rows if row.month is not None)


def _added(keyed: Iterable[tuple[Any, Row]]) -> dict[Any, tuple[int, int]]:
    found: dict[Any, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for key, row in keyed:
        part, whole = found[key]
        found[key] = part + row.value.part, whole + row.value.whole
    return dict(found)


def _sum(rows: Iterable[Row]) -> tuple[int, int]:
    return _added((None, row) for row in rows).get(None, (0, 0))


def _places(rows: Iterable[Row]) -> dict[str, Place]:
    paths = {row.place for row in rows if row.place}
    return {place.path: place for place in known.places(paths, timezone.localdate())}


def _map(by_place: dict[str, tuple[int, int]], names: dict[str, Place], one: Indicator) -> dict[str, Any]:
    by_code = {place.code: by_place[path] for path, place in names.items()}
    dark = shades({code: part / whole if one.kind == RATE else whole for code, (part, whole) in by_code.items()})
    features = territory.geojson(names.values())
    for feature in features["features"]:
        part, whole = by_code[feature["id"]]
        said = str(whole) if one.kind == TIME else f"{part} / {whole}"
        feature["properties"] |= {"value": said, "level": dark[feature["id"]]}
    return {"features": features, "has_map": bool(features["features"])}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """`/figures/data`: what the open data hold, column by column and indicator by indicator."""
    context = {"now": timezone.now(), "ones": OPEN_TO_ALL, "years": published.years(), "k": K}
    return render(request, "figures/public/data.html", context)


@require_safe
@limited("figures", per_minute=60, methods=("GET",))
def data(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """`/figures/data/<year>.csv` or `.json`: every published row of a year."""
    if kind not in ("csv", "json") or year not in published.years():
        raise Http404
    rows = published.published(year)
    lines = list(_lines(rows))
    if kind == "csv":
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="figures-{year}.csv"'
        writer = csv.writer(response)
        writer.writerows([COLUMNS, *lines])
        return response
    found = [dict(zip(COLUMNS, line, strict=True)) for line in lines]
    told = {"year": year, "fewest": K, "described": request.build_absolute_uri(reverse("figures_data")), "rows": found}
    return JsonResponse(told | {"made": _stamp(timezone.now())}, json_dumps_params={"ensure_ascii": False})


def _stamp(now: datetime) -> str:
    return timezone.localtime(now).isoformat(timespec="seconds")


def _lines(rows: list[Row]) -> Iterator[tuple[Any, ...]]:
    names = _places(rows)
    for row in rows:
        place, spread = names.get(row.place), row.value.spread
        yield (
            *(row.one.key, row.year, row.month or "", place.code if place else "", place.name if place else _("other places")),
            *("" if row.one.kind == TIME else row.value.part, row.value.whole),
            *(_hours(row.value.median), _hours(row.value.tail)),
            *(spread.waiting if spread else "", row.told_on.isoformat()),
        )


def _hours(found: Quantile | None) -> Any:
    """Whole hours; “>” before them where it takes longer."""
    if found is None:
        return ""
    return found.hours if found.known else f">{found.hours}"
