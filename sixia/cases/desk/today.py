"""The leader's two minutes: what is late, stuck or not accepted, and rates, each number beside the list it counts."""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import boards, today
from sixia.cases.queries.boards import Cut
from sixia.cases.queries.public import Counted
from sixia.cases.queries.rates import Share, Span
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
        weeks = today.by_week(who, span)
        every = today.one_in(sum(weeks[1]))
        rates = [(rate, self._pair(found, rate, days)) for rate in today.RATES]
        return render(
            request,
            "cases/desk/boards/today.html",
            {
                "now": now,
                "days": days,
                "spans": SPANS,
                "span": span,
                "cards": [(boards.CASES[name], found[name], url("cases", name, days)) for name in today.SHOWN],
                "all_open": found["open"],
                "rates": rates,
                "rude": (found["rude"], found["judged"], url("verdicts", "rude", days)),
                "endings": [_bar(boards.CASES[name], found[name], url("cases", name, days)) for name in today.WAYS],
                "ended": found["ended"],
                "times": today.times(who, now, span, every=every),
                "every": every,
                "units": today.by_unit(who, now, span),
                **_weeks(weeks),
                **_places(today.by_place(who, now)),
            },
        )

    def _pair(self, found: dict[str, int], rate: today.Rate, days: int) -> list[tuple[Share, str, str]]:
        """The rate with everything, and without what was left out where that can be."""
        kind = "orders" if rate.name == "response" else "verdicts"
        pairs = [(rate.part, rate.whole)] + ([(rate.part_counted, rate.whole_counted)] if rate.part_counted else [])
        return [(today.share(found, part, whole), url(kind, part, days), url(kind, whole, days)) for part, whole in pairs]


def url(kind: str, cut: str, days: int) -> str:
    """The list behind a number."""
    return f"{reverse('desk_cut', args=[kind, cut])}?days={days}"


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


class CutList(DeskMixin, ListPage):
    """`/desk/today/<kind>/<cut>`: the rows behind a number; `kind` is the subclass."""

    roles = READERS
    template_name = "cases/desk/boards/cut.html"
    cuts: ClassVar[dict[str, Cut]] = {}
    kwargs: dict[str, Any]

    @cached_property
    def cut(self) -> Cut:
        """The number's definition; 404 for none."""
        found = self.cuts.get(self.kwargs["cut"])
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the number's name
        """The number's name."""
        return self.cut.label

    def queryset(self) -> QuerySet[Any]:
        """Exactly the rows that were counted."""
        return self.cut.rows(self.actor, self.now, span_of(self.request, self.now)[1]).select_related(*self.related)

    related: ClassVar[tuple[str, ...]] = ()

    def context(self) -> dict[str, Any]:
        """What is counted, and the way back."""
        days, span = span_of(self.request, self.now)
        return {"cut": self.cut, "days": days, "span": span}


class CaseCut(CutList):
    """Cases behind a number."""

    cuts = boards.CASES
    related = ("place__parent", "lead_unit")
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

    def row_url(self, row: Any) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])


class OrderCut(CutList):
    """Orders behind a number."""

    cuts = boards.ORDERS
    related = ("unit",)
    columns = (
        Column("issued", _("Issued"), "issued_at", cell="orders/cells/issued.html"),
        Column("brief", _("Matter"), "brief", cell="orders/cells/brief.html", lead=True),
        Column("number", _("Number"), "matter_id", screen=False),
        Column("unit", _("Unit"), "unit.said"),
        Column("contacted", _("Reached"), "contacted_at", cell="cases/desk/boards/reached.html"),
    )
    orders = (Order("new", _("Issued"), ("-issued_at",)),)

    def row_url(self, row: Any) -> str:
        """The matter's page."""
        return reverse("desk_order", args=[row.pk])


class VerdictCut(CutList):
    """Verdicts behind a number."""

    cuts = boards.VERDICTS
    related = ("case", "unit")
    columns = (
        Column("at", _("Given"), "at", cell="cases/desk/boards/given.html"),
        Column("title", _("Matter"), "case.title", lead=True),
        Column("number", _("Number"), "case_id", screen=False),
        Column("unit", _("Unit"), "unit.said"),
        Column("solved", _("Solved?"), "get_solved_display"),
        Column("satisfied", _("Satisfied?"), "get_satisfied_display"),
        Column("agree", _("Agrees to close"), "agree", cell="cases/desk/boards/agree.html"),
        Column("times", _("Which verdict"), "number", css="num"),
    )
    orders = (Order("new", _("Given"), ("-at",)),)

    def row_url(self, row: Any) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.case_id])


LISTS = {"cases": CaseCut.as_view(), "orders": OrderCut.as_view(), "verdicts": VerdictCut.as_view()}


def cut_list(request: HttpRequest, kind: str, cut: str) -> HttpResponseBase:
    """The list of this kind; 404 for none."""
    if kind not in LISTS:
        raise Http404
    return LISTS[kind](request, cut=cut)
