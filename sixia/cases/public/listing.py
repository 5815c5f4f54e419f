"""The public list and map of cases, and the page of one: what, where, who and how far, never anybody's words."""

from datetime import timedelta
from typing import Any, Final

import django_filters as filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sixia.cases.models import Case, CaseRows
from sixia.cases.queries.public import (
    Counted,
    book_now,
    category_groups,
    category_name,
    counts_within,
    desk_for,
    joinable,
    place_by_code,
    place_groups,
    place_name,
    public_case,
    public_cases,
    unit_name,
)
from sixia.cases.queries.track import way_of
from sixia.kit.flow import Refused
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.ui.forms import DateInput
from sixia.ui.lists import Column, ListPage, Order, Tab

MAP_DAYS: Final = 365
SHADES: Final = 5


class PublicFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By what it is about, where, and since when."""

    category = filters.ChoiceFilter(label=gettext_lazy("What it is about"), empty_label=gettext_lazy("Everything"))
    place = filters.ChoiceFilter(label=gettext_lazy("Where"), empty_label=gettext_lazy("Everywhere"), method="within")
    since = filters.DateFilter(
        label=gettext_lazy("Heard since"), field_name="heard_at", lookup_expr="date__gte", widget=DateInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        desk = desk_for(None, now)
        self.filters["place"].extra["choices"] = place_groups(desk.place, now, by="code") if desk else []
        try:
            self.filters["category"].extra["choices"] = category_groups(book_now(now))
        except Refused:
            self.filters["category"].extra["choices"] = []

    def within(self, rows: QuerySet[Case], _name: str, code: str) -> QuerySet[Case]:
        """Cases within the place of that code."""
        place = place_by_code(code, timezone.now())
        return rows.none() if place is None else rows.filter(place_path__gte=place.path, place_path__lt=place.path + "~")


class PublicList(ListPage):
    """What residents have told, newest first."""

    title = gettext_lazy("Public list")
    base = "ui/resident.html"
    template_name = "cases/public/list.html"
    filterset = PublicFilter
    columns = (
        Column("about", gettext_lazy("What"), lambda case: category_name(case) or _("Not sorted yet"), lead=True),
        Column("place", gettext_lazy("Where"), lambda case: place_name(case.place) or "–"),
        Column("heard", gettext_lazy("Heard"), "heard_at", cell="cases/public/cells/day.html", sort="newest"),
        Column("unit", gettext_lazy("Unit"), lambda case: unit_name(case.lead_unit) or _("Being chosen")),
        Column("state", gettext_lazy("How far"), "state_label"),
        Column("voices", gettext_lazy("Told by"), "voices_count", css="num"),
    )
    orders = (Order("newest", gettext_lazy("Newest first"), ("-heard_at",)),)
    tabs = (
        Tab("all", gettext_lazy("All"), lambda rows, _request: rows),
        Tab("open", gettext_lazy("In hand"), lambda rows, _request: rows.filter(open=True)),
        Tab("closed", gettext_lazy("Ended"), lambda rows, _request: rows.filter(open=False)),
    )
    empty_title = gettext_lazy("Nothing is public yet")
    empty_text = gettext_lazy("Matters appear here once they have been sorted, without anybody's words.")

    def queryset(self) -> CaseRows:
        """Public ones only."""
        return public_cases()

    def row_url(self, row: Case) -> str:
        """Its public page."""
        return reverse("public_case", args=[row.pk])


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One public case."""
    case, now = public_case(pk), timezone.now()
    if case is None:
        raise Http404
    page = {
        "case": case,
        "category": category_name(case) or _("Not sorted yet"),
        "place": place_name(case.place),
        "unit": unit_name(case.lead_unit),
        "steps": way_of(case, now),
        "joinable": joinable(pk, now) is not None,
        "now": now,
    }
    return render(request, "cases/public/case.html", page)


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """The map of a year, by town or within one, with its twin as a table."""
    now = timezone.now()
    desk = desk_for(None, now)
    root = desk.place if desk else None
    asked = request.GET.get("place", "")
    place = place_by_code(asked, now) if asked else root
    if root is None or place is None or not place.path.startswith(root.path):
        raise Http404
    rows = public_cases().filter(heard_at__gte=now - timedelta(days=MAP_DAYS))
    counted = counts_within(place, rows, now)
    page = {"place": place, "above": place.parent if place != root else None, "counted": counted, "now": now}
    return render(request, "cases/public/map.html", {**page, "features": _features(counted)})


def _features(counted: list[Counted]) -> dict[str, Any]:
    """Outlines shaded by how many cases lie there."""
    most = max((row.total for row in counted), default=0)
    by_code = {row.place.code: row for row in counted}
    found = territory.geojson([row.place for row in counted])
    for feature in found["features"]:
        row = by_code[feature["id"]]
        level = -(-row.total * SHADES // most) if most else 0
        feature["properties"] = {"name": row.place.name, "value": row.total, "level": level, "url": _leads_to(row.place)}
    return found


def _leads_to(place: Place) -> str:
    inner = place.level == "town"
    return f"{reverse('public_map')}?place={place.code}" if inner else f"{reverse('public_cases')}?place={place.code}"
