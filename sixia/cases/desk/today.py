"""The leader's two minutes: what is late, stuck or not accepted, and rates, each number beside the list it counts."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import boards, today
from sixia.cases.queries.boards import Cut
from sixia.cases.queries.public import Counted
from sixia.cases.queries.spans import Span
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import INSPECTOR, LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD
from sixia.places import queries as territory
from sixia.ui.lists import Column, ListPage, Order
from sixia.ui.parts import Bar

READERS = (LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD, INSPECTOR)
SPANS = (30, 90, 365)
SHADES = 5
WIDE, HIGH, RIM = 640, 160, 4


def span_of(request: HttpRequest, now: datetime) -> tuple[int, Span]:
    """The days of the address and the span: whole days of the installation's clock, the last one today."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, SPANS) else 90
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    until = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return days, Span(until - timedelta(days=days), until)


class Today(DeskMixin, View):
    """`/desk/today`."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        now, who = timezone.now(), self.actor
        days, span = span_of(request, now)
        found = today.numbers(who, now, span)
        return render(
            request,
            "cases/desk/boards/today.html",
            {
                "now": now,
                "days": days,
                "spans": SPANS,
                "span": span,
                "cards": [(boards.CASES[name], found[name], url(name, days)) for name in today.SHOWN],
                "all_open": found["open"],
                "endings": [_bar(boards.CASES[name], found[name], url(name, days)) for name in today.WAYS],
                "ended": found["ended"],
                "units": today.by_unit(who, now),
                **_weeks(today.by_week(who, span)),
                **_places(today.by_place(who, now)),
            },
        )


def url(cut: str, days: int) -> str:
    """The list behind a number."""
    return f"{reverse('desk_cut', args=[cut])}?days={days}"


def _bar(cut: Cut, number: int, address: str) -> Bar:
    return Bar(cut.label, number, url=address if number else "")


def _places(rows: list[Counted]) -> dict[str, Any]:
    """The map's features and its twin."""
    most = max((row.open for row in rows), default=0)
    by_code = {row.place.code: row for row in rows}
    features = territory.geojson([row.place for row in rows]) if rows else {"features": []}
    for feature in features["features"]:
        row = by_code[feature["id"]]
        level = -(-row.open * SHADES // most) if most else 0
        address = f"{reverse('desk_cases')}?place={row.place.path}"
        feature["properties"] = {"name": row.place.name, "value": row.open, "level": level, "url": address}
    return {"features": features, "has_map": bool(features["features"])}


def _weeks(found: tuple[list[datetime], list[int], list[int]]) -> dict[str, Any]:
    """Two lines and their twin."""
    begins, heard, closed = found
    top = max([*heard, *closed, 1])
    lines = [_line(counts, top) for counts in (heard, closed)]
    return {"weeks": list(zip(begins, heard, closed, strict=True)), "heard_line": lines[0], "closed_line": lines[1], "top": top}


def _line(counts: list[int], top: int) -> str:
    """Points of one line, from zero at the bottom to `top`."""
    gap = (WIDE - 2 * RIM) / max(len(counts) - 1, 1)
    points = [(RIM + gap * n, RIM + (HIGH - 2 * RIM) * (1 - count / top)) for n, count in enumerate(counts)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


class CaseCut(DeskMixin, ListPage):
    """`/desk/today/cases/<cut>`: the cases behind a number."""

    roles = READERS
    template_name = "cases/desk/boards/cut.html"
    columns = (
        Column("due", _("Time left"), "due_at", cell="cases/desk/cells/due.html"),
        Column("number", _("Number"), "pk", screen=False),
        Column("title", _("Matter"), "title", cell="cases/desk/cells/matter.html", lead=True),
        Column("state", _("State"), "state_label", cell="cases/desk/cells/state.html"),
        Column("place", _("Place"), "place.name", cell="cases/desk/cells/place.html", css="whole"),
        Column("unit", _("Lead unit"), "lead_unit.said"),
        Column("heard", _("Heard"), "heard_at", cell="cases/desk/cells/heard.html"),
    )
    orders = (Order("new", _("Heard"), ("-heard_at",)),)
    kwargs: dict[str, Any]

    @cached_property
    def cut(self) -> Cut:
        """The number's definition; 404 for none."""
        found = boards.CASES.get(self.kwargs["cut"])
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the number's name
        """The number's name."""
        return self.cut.label

    def queryset(self) -> QuerySet[Any]:
        """Exactly the rows that were counted."""
        rows = self.cut.rows(self.actor, self.now, span_of(self.request, self.now)[1])
        return rows.select_related("place__parent", "lead_unit")

    def context(self) -> dict[str, Any]:
        """What is counted, and the way back."""
        days, span = span_of(self.request, self.now)
        return {"cut": self.cut, "days": days, "span": span}

    def row_url(self, row: Any) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])
