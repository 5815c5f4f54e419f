"""Where livelihood falls short: sectors and places in one table, one sector as a map, every number opening its list."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from sixia.cases.models import Case
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.problems.desk.moments import BOARDS, Moment
from sixia.problems.queries import shortfalls as reads
from sixia.ui.export import csv_response, xlsx_response
from sixia.ui.lists import Column, ListPage, Order
from sixia.ui.parts import Bar

SPANS: Final = (90, 365)
SHADES: Final = 5
MEASURES: Final = {row.name: row for row in reads.MEASURES}


class Spanned(Moment):
    """A page over a span of days, 365 unless the address says otherwise."""

    roles = BOARDS

    @cached_property
    def days(self) -> int:
        """The days of the address."""
        asked = self.request.GET.get("days", "")
        return int(asked) if asked in map(str, SPANS) else SPANS[-1]

    def behind(self, measure: str, sector: str = "", path: str = "") -> str:
        """The list behind a number."""
        given = {"days": str(self.days), "sector": sector, "place": path}
        asked = urlencode({name: value for name, value in given.items() if value})
        return f"{reverse('desk_shortfall_cases', args=[measure])}?{asked}"


class ShortfallView(Spanned, View):
    """`/desk/shortfalls`; `?sector=` shows one on the map, `?export=` is the whole table as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file."""
        table = reads.table(self.actor, self.root, self.days, self.now)
        if request.GET.get("export") in ("csv", "xlsx"):
            return self.file(table, request.GET["export"])
        sector = next((row for row in table.sectors if row[0] == request.GET.get("sector")), ("", _("All sectors")))
        context = {
            "lines": [self.line(table, code, name) for code, name in table.sectors if table.of_sector(code).said],
            "places": table.places,
            "sector": sector,
            "here": [self.spot(table, place, sector[0]) for place in table.places],
            "features": self.features(table, sector[0]),
            "measures": reads.MEASURES,
            "days": self.days,
            "spans": SPANS,
            "root": self.root,
            "now": self.now,
        }
        return render(request, "problems/lasting/shortfalls.html", context)

    def line(self, table: reads.Table, code: str, name: str) -> dict[str, Any]:
        """One sector: its numbers, and a cell per place."""
        cell = table.of_sector(code)
        spots = [(table.of_place(place.path, code), self.behind("unmet", code, place.path)) for place in table.places]
        return {"code": code, "name": name, "cell": cell, "urls": self.urls(code), "spots": spots, "bar": self.bar(name, cell)}

    def bar(self, name: str, cell: reads.Cell) -> Bar:
        """How much was not met."""
        return Bar(name, cell.unmet, shown=f"{cell.unmet} / {cell.said}")

    def spot(self, table: reads.Table, place: Place, sector: str) -> dict[str, Any]:
        """One place: its numbers for the sector that is shown."""
        return {"place": place, "cell": table.of_place(place.path, sector), "urls": self.urls(sector, place.path)}

    def urls(self, sector: str, path: str = "") -> dict[str, str]:
        """The lists behind the numbers of a cell."""
        return {name: self.behind(name, sector, path) for name in MEASURES}

    def features(self, table: reads.Table, sector: str) -> dict[str, Any]:
        """The map: shaded by what was not met."""
        spots = {place.code: (place, table.of_place(place.path, sector)) for place in table.places if place.pk != self.root.pk}
        most = max((cell.unmet for _place, cell in spots.values()), default=0)
        found = territory.geojson([place for place, _cell in spots.values()])
        for feature in found["features"]:
            place, cell = spots[feature["id"]]
            feature["properties"] = {
                "name": place.name,
                "value": f"{cell.unmet} / {cell.said}",
                "level": -(-cell.unmet * SHADES // most) if most else 0,
                "url": self.behind("unmet", sector, place.path),
            }
        return found

    def file(self, table: reads.Table, kind: str) -> HttpResponseBase:
        """Every cell as a row; that it was taken is written down first."""
        self.exported(kind)
        heads = [_("Sector"), _("Place"), *(str(row.label) for row in reads.MEASURES)]
        rows = [
            [name, place.name, *(getattr(cell, measure) for measure in MEASURES)]
            for code, name in table.sectors
            for place in table.places
            if (cell := table.of_place(place.path, code)).said
        ]
        send = csv_response if kind == "csv" else xlsx_response
        return send(f"{_('Livelihood shortfalls')} {timezone.localtime(self.now):%Y-%m-%d}", heads, rows)


class ShortfallCases(Spanned, ListPage):
    """`/desk/shortfalls/cases/<measure>?sector=&place=`: exactly the cases behind a number."""

    template_name = "problems/lasting/cases.html"
    columns = (
        Column("number", gettext_lazy("Number"), "pk", screen=False),
        Column("title", gettext_lazy("Matter"), "title", lead=True),
        Column("state", gettext_lazy("State"), "state_label"),
        Column("place", gettext_lazy("Place"), "place.name"),
        Column("unit", gettext_lazy("Lead unit"), "lead_unit.said"),
        Column("heard", gettext_lazy("Heard"), "heard_at", cell="problems/lasting/cells/heard.html"),
    )
    orders = (Order("new", gettext_lazy("Heard"), ("-heard_at",)),)
    empty_title = gettext_lazy("No such case")

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the number's name
        """The number's name."""
        return self.measure.label

    @property
    def measure(self) -> reads.Measure:
        """What is counted; 404 for nothing."""
        if self.kwargs["measure"] not in MEASURES:
            raise Http404
        return MEASURES[self.kwargs["measure"]]

    def queryset(self) -> QuerySet[Case]:
        """The rows that were counted for this reader."""
        given = {"sector": self.request.GET.get("sector", "")[:40], "path": self.request.GET.get("place", "")[:60]}
        rows = reads.cases(self.actor, self.root, self.days, self.now, measure=self.measure.name, **given)
        return rows.select_related("place__parent", "lead_unit")

    def row_url(self, row: Case) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """What is counted, and the way back."""
        since = timezone.localdate(self.now) - timedelta(days=self.days)
        return {
            "back": f"{reverse('desk_shortfalls')}?days={self.days}",
            "back_label": _("Livelihood shortfalls"),
            "about": self.measure.about,
            "since": since,
        }
