"""On the way and on the map: a day's route, a place's dossier, and where visits go and do not go."""

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.fieldwork.visits import norms, rules
from sixia.fieldwork.visits.desk.calendar import day_of
from sixia.fieldwork.visits.desk.report import FILES
from sixia.fieldwork.visits.forms import SpanForm, year_before
from sixia.fieldwork.visits.queries import coverage, dossier, route
from sixia.fieldwork.visits.queries import places as spots
from sixia.fieldwork.visits.queries.coverage import Reach
from sixia.fieldwork.visits.standing import WORKING
from sixia.oversight.desk.moving import Moment
from sixia.people.models import Unit
from sixia.places import queries as places

SHADES: Final = {rules.NEVER: 0, rules.ONCE: 2, rules.MORE: 4}
WORDS: Final = {rules.NEVER: _("never"), rules.ONCE: _("once"), rules.MORE: _("more than once")}


class Ground(Moment):
    """A page over the reader's territory."""

    roles = WORKING

    @cached_property
    def home_unit(self) -> Unit | None:
        """The reader's unit with its territory."""
        held = [post.unit_id for post in self.actor.posts if post.role in WORKING]
        return Unit.objects.visible_to(self.actor).select_related("place").filter(pk=held[0]).first() if held else None


class RouteView(Ground, View):
    """`/desk/visits/day/<day>`: the reader's stops of a day, by the clock and in the shorter order."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        day = day_of(kwargs["day"], timezone.localdate(self.now))
        stops = route.stops_of(self.actor, day)
        start = stops[0].unit if stops else self.home_unit
        unit = Unit.objects.visible_to(self.actor).select_related("place").filter(pk=start.pk).first() if start else None
        found = route.route(stops, unit) if stops else None
        return render(request, "visits/desk/route.html", {"day": day, "stops": stops, "route": found, "now": self.now})


class DossierView(Ground, View):
    """`/desk/visits/places/<pk>`: what to know of a place on the way; each part as far as the reader may see it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; never kept by the browser."""
        place = spots.place(kwargs["pk"])
        if place is None:
            raise Http404
        found = dossier.of(place, who=self.actor, now=self.now)
        context = {"place": place, "dossier": found, "today": timezone.localdate(self.now), "now": self.now}
        response = render(request, "visits/desk/dossier.html", context)
        response["Cache-Control"] = "no-store"
        return response


class CoverageView(Ground, View):
    """`/desk/visits/coverage?since=&purpose=&export=`: the map of where visits went, with the same as a list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file."""
        today = timezone.localdate(self.now)
        form = SpanForm(request.GET or None, initial={"since": year_before(today)})
        given: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
        since: date = given.get("since") or year_before(today)
        under = self.home_unit.place.path if self.home_unit else ""
        rows = coverage.reach(under, since=since, who=self.actor, now=self.now, purpose=given.get("purpose", "")) if under else []
        if request.GET.get("export") in FILES:
            return self.file(rows, request.GET["export"], since)
        context = {
            "form": form,
            "since": since,
            "asked": urlencode({"since": since, "purpose": given.get("purpose", "")}),
            "rows": rows,
            "all": coverage.share(None, rows),
            "towns": coverage.by_town(rows),
            "map": _map(rows),
            "silent_days": norms.silent_days(self.now),
            "words": WORDS,
            "now": self.now,
        }
        return render(request, "visits/desk/coverage.html", context)

    def file(self, rows: list[Reach], kind: str, since: date) -> HttpResponseBase:
        """The villages as rows; that they were taken is written down first."""
        self.exported(kind)
        heads = [gettext("Town"), gettext("Village"), gettext("Visited"), gettext("How often")]
        heads += [gettext("Last visit"), gettext("Next visit"), gettext("silent")]
        lines = [
            (
                row.place.parent.name if row.place.parent else "",
                row.place.name,
                str(WORDS[row.word]),
                row.times,
                row.last and timezone.localdate(row.last),
                row.next and timezone.localdate(row.next),
                gettext("yes") if row.silent else "",
            )
            for row in rows
        ]
        return FILES[kind](f"{gettext('Where visits go')} {since}", heads, lines)


def _map(rows: list[Reach]) -> dict[str, Any]:
    """The villages as shapes: darker the more often they were reached; silent ones say so."""
    drawn = places.geojson([row.place for row in rows])
    by_code = {row.place.code: row for row in rows}
    for feature in drawn["features"]:
        row = by_code[feature["properties"]["code"]]
        last = timezone.localdate(row.last).isoformat() if row.last else gettext("nobody was there yet")
        feature["properties"] |= {
            "level": SHADES[row.word],
            "value": row.times,
            "note": f"{WORDS[row.word]} · {last}",
            "url": reverse("desk_visit_dossier", args=[row.place.pk]),
        }
    return drawn
