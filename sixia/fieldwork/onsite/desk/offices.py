"""On-site offices at the desk: the list, one with its agenda and units, and its moves."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import names
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.flow import CHAIR, HERE, LIVE, OPEN, SIGNED
from sixia.fieldwork.onsite.forms.planning import AddForm, ConveneForm, OfficeForm, PlainForm, ReasonForm, SignForm
from sixia.fieldwork.onsite.models import Office
from sixia.fieldwork.onsite.queries import agenda, following
from sixia.fieldwork.onsite.queries import offices as reads
from sixia.fieldwork.onsite.templatetags.onsite import name_of
from sixia.fieldwork.visits.desk.planning import PlanView
from sixia.fieldwork.visits.models import Visit
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Act, Moment, MovePage
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import ADMIN_ROLES, ROLES
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab

READERS = tuple(set(ROLES) - ADMIN_ROLES)
EARLIER = 10


def _call(action: Any) -> Any:
    def call(office: Office, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        action(office, **given, by=by, now=now)

    return call


ACTS = {
    "add": Act(AddForm, _call(actions.add), _("It stands on the agenda.")),
    "convene": Act(ConveneForm, _call(actions.convene), _("Called. Each unit is told at once.")),
    "open": Act(PlainForm, _call(actions.open_office), _("The meeting has begun.")),
    "sign": Act(SignForm, _call(actions.sign), _("Signed off. The decisions are followed until each is done.")),
    "cancel": Act(ReasonForm, _call(actions.cancel), _("Called off. The units are told.")),
}


class OfficeFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By host and place."""

    host = filters.CharFilter(label=_("Who hosts it"), field_name="visit__led_by__name", lookup_expr="contains")
    place = filters.CharFilter(label=_("Place"), field_name="visit__place__name", lookup_expr="contains")


class OfficeList(DeskMixin, ListPage):
    """`/desk/onsite`: on-site offices the reader may see."""

    roles = READERS
    title = _("On-site offices")
    template_name = "onsite/desk/offices.html"
    filterset = OfficeFilter
    columns = (
        Column("when", _("When"), "visit.starts_at", cell="onsite/cells/when.html", sort="when"),
        Column("title", _("What it is about"), "visit.title", cell="onsite/cells/title.html", lead=True),
        Column("host", _("Who hosts it"), "visit.led_by.name"),
        Column("state", _("State"), "state_label", cell="onsite/cells/state.html"),
        Column("decided", _("Decided"), lambda row: f"{row.decided} / {row.on_agenda}", css="num"),
        Column("place", _("Place"), "visit.place.name", screen=False),
        Column("unit", _("Unit"), "visit.unit.said", screen=False),
    )
    orders = (
        Order("when", _("When"), ("visit__starts_at",)),
        Order("last", _("Latest first"), ("-visit__starts_at",)),
    )
    tabs = (
        Tab("ahead", _("Ahead and going on"), lambda rows, request: rows.filter(state__in=LIVE)),
        Tab("mine", _("Hosted by me"), lambda rows, request: reads.mine(rows, request.user.pk)),
        Tab("open", _("To be signed off"), lambda rows, request: rows.filter(state=OPEN), tone="warn"),
        Tab("over", _("Signed off"), lambda rows, request: rows.filter(state=SIGNED)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No on-site office of this kind")
    empty_text = _("Plan one where several units must decide together, or where something has been stuck for long.")

    def queryset(self) -> QuerySet[Office]:
        """Those the reader may see."""
        return reads.with_counts(Office.objects.visible_to(self.actor).select_related(*reads.RELATED))

    def row_url(self, row: Office) -> str:
        """Its page."""
        return reverse("desk_onsite", args=[row.pk])


class NewOffice(PlanView):
    """`/desk/onsite/new`: when, where, who hosts it."""

    template = "onsite/desk/new.html"

    def form(self, data: Any = None) -> Any:
        """The form, with names of the reader's territory."""
        return OfficeForm(data, initial=self._initial(), actor=self.actor, now=self.now, under=self.under)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Plan it, or say why not."""
        form = self.form(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        try:
            made = actions.plan(**form.said(), returns_to=self.first, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        messages.success(request, gettext("Planned. Choose the agenda next."))
        return HttpResponseRedirect(reverse("desk_onsite_agenda", args=[made.pk]))


class Upon(Moment, View):
    """`/desk/onsite/upon/<visit>`: prepare the office of a visit that was planned as one."""

    roles = READERS
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """On to its agenda, or back to the visit with the reason why not."""
        visit = Visit.objects.visible_to(self.actor).select_related("led_by", "unit").filter(pk=pk).first()
        if visit is None:
            raise Http404
        try:
            made = actions.upon(visit, by=self.actor, now=self.now)
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(reverse("desk_visit", args=[pk]))
        return HttpResponseRedirect(reverse("desk_onsite", args=[made.pk]))


class OfficeBase(Moment):
    """A page about one office; 404 for whoever may not see it."""

    @cached_property
    def office(self) -> Office:
        """The office."""
        found = Office.objects.visible_to(self.actor).select_related(*reads.RELATED).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class OfficeView(OfficeBase, View):
    """`/desk/onsite/<pk>`: agenda, units, decisions, what was decided here before, and what can be done now."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        office, who = self.office, self.actor
        roles = office.roles_of(who)
        items = agenda.items(office, who)
        here = bool(roles & HERE)
        context = {
            "office": office,
            "visit": office.visit,
            "here": here,
            "hosts": CHAIR in roles,
            "items": items,
            "links": reads.links(items, who),
            "pictures": reads.pictures(act for item in items for act in item.came),  # type: ignore[attr-defined] # set there
            "left_out": agenda.left_out(office, who) if here else [],
            "called": reads.called(office, who),
            "earlier": list(following.earlier_here(who, office)[:EARLIER]),
            "moves": [move for move in office.moves_for(roles) if move.name in ACTS and self._fits(move.name)],
            "deciding": here and office.state == OPEN,
            "choosing": here and office.state in ("planned", "convened"),
            "today": timezone.localdate(self.now),
            "now": self.now,
        }
        return render(request, "onsite/desk/office.html", context)

    def _fits(self, move: str) -> bool:
        """Leave out a button that would only refuse."""
        return move != "open" or self.office.visit.date <= timezone.localdate(self.now)


class AgendaView(OfficeBase, View):
    """`/desk/onsite/<pk>/agenda`: suggestions with their reasons; a person picks."""

    roles = READERS
    template = "onsite/desk/agenda.html"

    def context(self, chosen: set[str] | None = None) -> dict[str, Any]:
        """Suggestions first, then what stands there besides."""
        office = self.office
        suggested = agenda.propose(office, self.actor, self.now)
        items = agenda.items(office, self.actor)
        names_there = {name_of(item) for item in items}
        offered = {one.name for one in suggested}
        return {
            "office": office,
            "visit": office.visit,
            "suggested": suggested,
            "own": [item for item in items if name_of(item) not in offered],
            "chosen": names_there if chosen is None else chosen,
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; 404 for whoever may not choose."""
        if not self.office.roles_of(self.actor) & HERE:
            raise Http404
        return render(request, self.template, self.context())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was chosen, and what was not."""
        if not self.office.roles_of(self.actor) & HERE:
            raise Http404
        chosen = request.POST.getlist("names")[:200]
        try:
            actions.choose(self.office, names=chosen, by=self.actor, now=self.now)
        except Refused as refused:
            context = {**self.context(set(chosen)), "refused": refused}
            return render(request, self.template, context, status=422)
        messages.success(request, gettext("The agenda is kept."))
        return HttpResponseRedirect(reverse("desk_onsite", args=[self.office.pk]))


class OfficeMove(OfficeBase, MovePage):
    """`/desk/onsite/<pk>/<move>`."""

    acts = ACTS
    template = "onsite/desk/move.html"

    @cached_property
    def thing(self) -> Office:
        """The office."""
        return self.office

    def home(self) -> str:
        """Its page."""
        return reverse("desk_onsite", args=[self.office.pk])

    def context(self) -> dict[str, Any]:
        """With the names to choose from, and what would be left undone."""
        return {
            **super().context(),
            "office": self.office,
            "visit": self.office.visit,
            "unit_names": names.unit_names(self.now) if self.move.name == "convene" else (),
        }
