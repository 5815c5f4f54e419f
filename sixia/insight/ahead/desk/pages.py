"""Where to go next: the plan for a day or a month, every village by need with the parts of its score, and the map."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.insight.ahead import actions, texts
from sixia.insight.ahead.forms import TakeForm
from sixia.insight.ahead.models import DAY, SPANS, WHYS
from sixia.insight.ahead.queries import kept, needs, plans
from sixia.insight.ahead.queries.needs import Ground, Need
from sixia.insight.ahead.queries.plans import Plan, Planned
from sixia.insight.ahead.standing import PLANNERS
from sixia.insight.figures.queries.reach import READERS
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.people.models import Unit
from sixia.places import queries as territory
from sixia.ui.export import csv_response, xlsx_response

SHOWN: Final = 60
SHADES: Final = 5
HEADS: Final = (
    *(_("Town"), _("Village or community"), _("Code"), _("Score"), _("Silent"), _("Last visit"), _("Next visit"), _("Why")),
)
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a score, or what speaks for a place besides: its words, its points, the list behind it, and whether it would be
    more but for the bound."""

    words: Any
    points: int = 0
    url: str = ""
    bounded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One village with the words of its parts."""

    need: Need
    lines: list[Line]


class Ahead(Moment):
    """What this room's pages share."""

    roles: ClassVar[tuple[str, ...]] = READERS

    @property
    def plans_here(self) -> bool:
        """Whether the reader keeps lists and draws samples."""
        return self.actor.has(*PLANNERS)

    @cached_property
    def unit(self) -> Unit | None:
        """The unit for which the reader plans: the first in which they may."""
        held = [post.unit_id for post in self.actor.posts if post.role in PLANNERS]
        return Unit.objects.visible_to(self.actor).select_related("place").filter(pk=held[0]).first() if held else None

    @cached_property
    def ground(self) -> Ground:
        """Every village of the reader's."""
        return needs.ground(self.actor, self.now)

    def plan(self, span: str, day: date) -> Plan:
        """The plan from that day on."""
        return plans.plan(self.ground, span, day, self.actor, self.now)

    def first_day(self, span: str, asked: str = "") -> date:
        """The day that an address asks for; else tomorrow, of a month today."""
        today = timezone.localdate(self.now)
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            day = FIRST
        if FIRST < day < LAST:
            return day
        return today + timedelta(days=1) if span == DAY else today


class AheadView(Ahead, View):
    """`/desk/insight/ahead?span=day|month&day=&export=csv|xlsx`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the whole list as a file."""
        kind = request.GET.get("export", "")
        if kind in ("csv", "xlsx"):
            return self._file(kind)
        span = plans.word(request.GET.get("span", ""))
        plan = self.plan(span, self.first_day(span, request.GET.get("day", "")))
        rows = self.ground.rows
        context = {
            "plan": plan,
            "stops": [(stop, _row(stop.need), dict(WHYS)[stop.why]) for stop in plan.stops],
            "spans": SPANS,
            "rows": [_row(row) for row in rows[:SHOWN] if row.parts],
            "more": sum(1 for row in rows[SHOWN:] if row.parts),
            "looked": len(rows),
            "ground": self.ground,
            "weights": [str(words) % {"n": getattr(self.ground.weights, name)} for name, words in texts.WEIGHTS.items()],
            "plans_here": self.plans_here,
            "chosen": kept.chosen(self.actor, self.now),
            "map": _map(rows, plan),
            "now": self.now,
        }
        return render(request, "ahead/desk/ahead.html", context)

    def _file(self, kind: str) -> HttpResponseBase:
        self.exported(kind)
        send = csv_response if kind == "csv" else xlsx_response
        return send(gettext("Where to go next"), [str(head) for head in HEADS], self._lines())

    def _lines(self) -> Iterator[list[Any]]:
        for row in self.ground.rows:
            why = "、".join(f"{texts.said(part, row.facts)} +{part.points}" for part in row.parts)
            coming = row.next.starts_at if row.next else None
            town = row.place.parent.name if row.place.parent else ""
            quiet = gettext("yes") if row.silence else ""
            yield [town, row.place.name, row.place.code, row.score, quiet, row.last, coming, why]


class KeepView(Ahead, View):
    """`/desk/insight/ahead/keep`: the plan is kept; with a place of it, on to the form of a visit there."""

    roles = PLANNERS
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, and go on."""
        form = TakeForm(request.POST)
        if not form.is_valid() or self.unit is None:
            raise Http404
        given = form.cleaned_data
        found = self.plan(given["span"], self.first_day(given["span"], given["day"].isoformat()))
        try:
            made = actions.keep(
                found, unit=self.unit, weights=self.ground.weights, looked=len(self.ground.rows), by=self.actor, now=self.now
            )
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(reverse("desk_ahead"))
        stop = next((stop for stop in found.stops if stop.need.place.pk == given["place"]), None)
        if stop is not None:
            return HttpResponseRedirect(visit_url(stop))
        messages.success(request, gettext("Kept. Visits that are planned there stand beside it."))
        return HttpResponseRedirect(reverse("desk_ahead_list", args=[made.pk]))


def visit_url(stop: Planned) -> str:
    """The form of a visit, filled in with what the plan says."""
    given = {
        "place": stop.need.place.pk,
        "day": stop.day.isoformat(),
        "opens": f"{stop.opens:%H:%M}",
        "closes": f"{stop.closes:%H:%M}",
        "title": gettext("Visit to %(place)s") % {"place": stop.need.place.name},
    }
    return f"{reverse('desk_visit_new')}?{urlencode(given)}"


def _row(need: Need) -> Row:
    lines = [
        Line(
            texts.said(part, need.facts),
            part.points,
            reverse("desk_ahead_part", args=[need.place.pk, part.code]),
            part.bounded,
        )
        for part in need.parts
    ]
    if need.silence and not need.facts.silent:
        lines.append(Line(texts.NOTHING_HEARD))
    return Row(need, lines)


def _map(rows: list[Need], plan: Plan) -> dict[str, Any]:
    """The villages as shapes: darker the more they need a visit, silent ones in the colour of a warning; those of the plan say
    so."""
    drawn = territory.geojson([row.place for row in rows])
    by_code = {row.place.code: row for row in rows}
    planned = {stop.need.place.pk for stop in plan.stops}
    top = max((row.score for row in rows), default=0)
    for feature in drawn["features"]:
        row = by_code[feature["id"]]
        shade = {"tone": "warn"} if row.silence else {"level": -(-row.score * SHADES // top) if top else 0}
        notes = [gettext("in the plan")] if row.place.pk in planned else []
        notes += [gettext("little or nothing is heard from there")] if row.silence else []
        url = reverse("desk_visit_dossier", args=[row.place.pk])
        feature["properties"] = {"name": row.place.name, "value": row.score, "note": " · ".join(notes), "url": url, **shade}
    return drawn
