"""The register of visits, one visit with its lines, and its moves."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import names
from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.flow import CANCELLED, HELD, OWN, PLANNED
from sixia.fieldwork.visits.forms import AmendForm, CallOffForm, ChangeForm, HoldForm, LineForm, LookForm, MetForm, as_it_is
from sixia.fieldwork.visits.models import PURPOSES, Visit
from sixia.fieldwork.visits.queries import calendar, came, returns, warnings
from sixia.fieldwork.visits.queries.warnings import Wish
from sixia.fieldwork.visits.standing import LINES, WORKING
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.oversight.desk.moving import Act, Moment, MovePage
from sixia.people.desk.base import DeskMixin
from sixia.ui.forms import DateInput
from sixia.ui.http import refuse
from sixia.ui.lists import Column, ListPage, Order, Tab
from sixia.ui.templatetags.ui import listed

UNPROCESSABLE = 422
MET_ID = "id_met_%s"
RELATED = ("place__parent", "unit__place", "led_by", "made_by", "returns_to")
NOTE_CANNOT = frozenset({CANCELLED})


def _serving(rows: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
    return rows.filter(aims__contains=f" {value} ")


def _of_unit(rows: QuerySet[Visit], _name: str, value: str) -> QuerySet[Visit]:
    """By either of its names: in which language it is said, the report behind the link decides."""
    return rows.filter(Q(unit__name__contains=value) | Q(unit__name_en__contains=value))


class VisitFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words, place, purpose, unit, who leads and time."""

    q = filters.CharFilter(label=_("What it is about"), field_name="title", lookup_expr="contains")
    place = filters.CharFilter(label=_("Place"), field_name="place__name", lookup_expr="contains")
    purpose = filters.ChoiceFilter(
        label=_("What the visit is for"), choices=PURPOSES, method=_serving, empty_label=_("any of the four")
    )
    unit = filters.CharFilter(label=_("Unit"), method=_of_unit)
    leads = filters.CharFilter(label=_("Who leads"), field_name="led_by__name", lookup_expr="contains")
    since = filters.DateFilter(label=_("From"), field_name="starts_at", lookup_expr="date__gte", widget=DateInput)
    until = filters.DateFilter(label=_("To the day of"), field_name="starts_at", lookup_expr="date__lte", widget=DateInput)


def _how(row: Visit) -> str:
    return gettext("Announced") if row.announced else gettext("Unannounced")


class VisitList(DeskMixin, ListPage):
    """`/desk/visits`: the register of visits that the reader may see."""

    roles = WORKING
    title = _("Field visits")
    template_name = "visits/desk/list.html"
    filterset = VisitFilter
    columns = (
        Column("when", _("When"), "starts_at", cell="visits/cells/when.html", sort="when"),
        Column("title", _("What it is about"), "title", lead=True),
        Column("purposes", _("What the visit is for"), lambda row: listed(row.purposes_said)),
        Column("place", _("Place"), "place.name", css="whole"),
        Column("unit", _("Unit"), "unit.said", cell="visits/cells/who.html", css="whole"),
        Column("met", _("Residents met"), "met", css="num nowrap"),
        Column("state", _("State"), "state_label", cell="visits/cells/state.html"),
        Column("leads", _("Who leads"), "led_by.name", screen=False),
        Column("lines", _("Lines"), "lines", screen=False),
        Column("town", _("Town"), "place.parent.name", screen=False),
        Column("how", _("Announced or not"), _how, screen=False),
        Column("ends", _("Ends at"), "ends_at", screen=False),
        Column("back", _("Come back by"), "return_due", screen=False),
        Column("returns_to", _("Returns to"), "returns_to_id", screen=False),
    )
    orders = (Order("last", _("Latest first"), ("-starts_at",)), Order("when", _("When"), ("starts_at",)))
    tabs = (
        Tab("ahead", _("Ahead"), lambda rows, request: rows.filter(state=PLANNED), order="when"),
        Tab("mine", _("Mine"), lambda rows, request: calendar.of(rows, calendar.MINE, request.actor), counted=False),  # type: ignore[attr-defined]
        Tab("held", _("Held"), lambda rows, request: rows.filter(state=HELD), counted=False),
        Tab("back", _("To come back to"), lambda rows, request: returns.due(rows)),
        Tab("off", _("Does not take place"), lambda rows, request: rows.filter(state=CANCELLED), counted=False),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No visit of this kind")
    empty_text = _("Plan one, or write down one that has taken place.")

    def queryset(self) -> QuerySet[Visit]:
        """Visits the reader may see."""
        return returns.with_lines(Visit.objects.visible_to(self.actor), self.actor).select_related(
            "place__parent", "unit", "led_by"
        )

    def row_url(self, row: Visit) -> str:
        """The visit's page."""
        return reverse("desk_visit", args=[row.pk])


class VisitPage(Moment):
    """A page about one visit; 404 for whoever may not see it."""

    roles = WORKING

    @cached_property
    def visit(self) -> Visit:
        """The visit."""
        found = Visit.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class VisitView(VisitPage, View):
    """`/desk/visits/<pk>`: who goes where, its lines, what came of them; a line or somebody met is added by POST."""

    template = "visits/desk/visit.html"

    def context(self, bound: Any = None) -> dict[str, Any]:
        """What the page shows; `bound` is the form that was refused."""
        visit, roles = self.visit, self.visit.roles_of(self.actor)
        own = bool(roles & OWN)
        lines = came.lines(visit, self.actor)
        writes = own and visit.state not in NOTE_CANNOT
        return {
            "visit": visit,
            "own": own,
            "reads": bool(roles & LINES.keys()),
            "lines": lines,
            "came": came.of(visit, self.actor, lines),
            "members": list(visit.members.all()),
            "people": list(visit.people.order_by("pk")) if own else [],
            "named": visit.people.exclude(name="").count(),
            "looks": bool(roles & actions.MAY_LOOK),
            "line_form": (bound if isinstance(bound, LineForm) else LineForm()) if writes else None,
            "met_form": (bound if isinstance(bound, MetForm) else MetForm(auto_id=MET_ID)) if writes else None,
            "look_form": LookForm(),
            "met_open": isinstance(bound, MetForm),
            "moves": [move for move in visit.moves_for(roles) if self._fits(move.name)],
            "returned": Visit.objects.visible_to(self.actor).filter(returns_to=visit).order_by("starts_at"),
            "first": Visit.objects.visible_to(self.actor).filter(pk=visit.returns_to_id or 0).first(),
            "warns": self._warnings() if own and visit.state == PLANNED else None,
            "story": timeline(visit.stream, newest_first=True)[:20] if roles & LINES.keys() else [],
            "today": timezone.localdate(self.now),
            "now": self.now,
        }

    def _fits(self, move: str) -> bool:
        """Leave out the button that would only refuse."""
        return move != "hold" or self.visit.date <= timezone.localdate(self.now)

    def _warnings(self) -> warnings.Warnings:
        visit = self.visit
        people = (visit.led_by, *visit.members.all())
        wish = Wish(visit.place, visit.unit, visit.starts_at, visit.ends_at, people, visit.pk)
        return warnings.about(wish, who=self.actor, now=self.now)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; never kept by the browser."""
        response = render(request, self.template, self.context())
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One line, or somebody met."""
        if not self.visit.roles_of(self.actor) & OWN:
            raise Http404
        met = request.POST.get("act") == "met"
        form = MetForm(request.POST, auto_id=MET_ID) if met else LineForm(request.POST)
        if form.is_valid():
            try:
                act = actions.meet if met else actions.note
                act(self.visit, by=self.actor, now=self.now, **form.cleaned_data)
            except Refused as refused:
                refuse(form, refused)
            else:
                return HttpResponseRedirect(reverse("desk_visit", args=[self.visit.pk]) + ("#people" if met else "#lines"))
        return render(request, self.template, self.context(form), status=UNPROCESSABLE)


def _change(visit: Visit, given: dict[str, Any], *, by: Any, now: datetime) -> None:
    actions.change(visit, **given["said"], by=by, now=now)


def _plain(action: Any) -> Any:
    def call(visit: Visit, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        action(visit, **given, by=by, now=now)

    return call


def _numbers(visit: Visit, now: datetime) -> dict[str, Any]:
    return {"met": visit.met, "return_due": visit.return_due}


ACTS = {
    "change": Act(ChangeForm, _change, _("Changed."), as_it_is),
    "hold": Act(HoldForm, _plain(actions.hold), _("Held. Now write down in short lines what was said and seen.")),
    "amend": Act(AmendForm, _plain(actions.amend), _("Added."), _numbers),
    "cancel": Act(CallOffForm, _plain(actions.cancel), _("It does not take place.")),
}


class VisitMove(MovePage):
    """`/desk/visits/<pk>/<move>`."""

    roles = WORKING
    acts = ACTS
    template = "visits/desk/move.html"

    @cached_property
    def thing(self) -> Visit:
        """The visit; 404 for whoever may not see it."""
        found = Visit.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> str:
        """The visit's page."""
        return reverse("desk_visit", args=[self.thing.pk])

    def form(self, data: Any = None) -> Any:
        """The move's form; a changed plan as its action takes it."""
        form = super().form(data)
        under = _root(self.thing)
        for field in form.fields.values():
            if hasattr(field, "under"):
                field.under = under
        if data is not None and isinstance(form, ChangeForm) and form.is_valid():
            form.cleaned_data["said"] = form.said()
        return form

    def context(self) -> dict[str, Any]:
        """Names to choose from."""
        places = names.place_names(_root(self.thing), timezone.localdate(self.now)) if self.move.name == "change" else ()
        return {**super().context(), "visit": self.thing, "place_names": places}


def _root(visit: Visit) -> str:
    """The territory within which places are looked for: that of the visit's unit."""
    return visit.unit.place.path
