"""Calls of units: what waits for one's answer, a town's call with everybody it has called, and the figures by unit."""

from datetime import datetime, timedelta
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
from sixia.fieldwork.onsite.desk.offices import READERS
from sixia.fieldwork.onsite.flow import CALLED, REFUSED, WAITING
from sixia.fieldwork.onsite.forms.calling import WhistleForm
from sixia.fieldwork.onsite.forms.planning import AbsenceForm, NoteForm, PlainForm, ReasonForm, ResultForm, SendForm
from sixia.fieldwork.onsite.models import Called, Whistle
from sixia.fieldwork.onsite.queries import calls
from sixia.fieldwork.onsite.queries import offices as reads
from sixia.fieldwork.onsite.standing import OVER, WORKERS
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Act, Moment, MovePage
from sixia.people.desk.base import DeskMixin
from sixia.people.models import Unit
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab

YEAR = timedelta(days=365)


def _do(action: Any) -> Any:
    def call(thing: Any, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        action(thing, **given, by=by, now=now)

    return call


ANSWERS = {
    "come": Act(NoteForm, _do(actions.come), _("Answered.")),
    "send": Act(SendForm, _do(actions.send), _("Answered.")),
    "refuse": Act(ReasonForm, _do(actions.refuse), _("The supervisor decides whether you must come.")),
    "insist": Act(ReasonForm, _do(actions.insist), _("Decided. The unit is told.")),
    "excuse": Act(ReasonForm, _do(actions.excuse), _("Decided. The unit is told.")),
    "arrive": Act(PlainForm, _do(actions.arrive), _("Written down.")),
    "miss": Act(AbsenceForm, _do(actions.miss), _("Written down.")),
    "account": Act(ReasonForm, _do(actions.account), _("Written down.")),
}
ENDS = {
    "end": Act(ResultForm, _do(actions.end), _("Written down. The call is over.")),
    "withdraw": Act(ReasonForm, _do(actions.withdraw), _("Taken back. The units are told.")),
}


class CalledFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By the called unit and by whoever called it."""

    unit = filters.CharFilter(label=_("Unit"), field_name="unit__name", lookup_expr="contains")
    by = filters.CharFilter(label=_("Called by"), field_name="by_unit__name", lookup_expr="contains")


def _own(rows: QuerySet[Called], request: Any) -> QuerySet[Called]:
    return rows.filter(unit__in=request.actor.units(*WORKERS))


def _to_answer(rows: QuerySet[Called], request: Any) -> QuerySet[Called]:
    return _own(rows, request).filter(state=CALLED)


class CallList(DeskMixin, ListPage):
    """`/desk/calls`: units that were called, to an on-site office or by a town."""

    roles = READERS
    title = _("Calls of units")
    template_name = "onsite/desk/calls.html"
    filterset = CalledFilter
    columns = (
        Column("when", _("Wanted at"), "wanted_at", cell="onsite/cells/wanted.html"),
        Column("about", _("What it is about"), reads.said_of, cell="onsite/cells/about.html", lead=True),
        Column("unit", _("Unit"), "unit.said"),
        Column("by", _("Called by"), "by_unit.said"),
        Column("state", _("State"), "state_label", cell="onsite/cells/called.html"),
        Column("answer", _("To be answered by"), "answer_by", screen=False),
        Column("answered", _("Answered at"), "answered_at", screen=False),
        Column("reason", _("Reason"), "reason", screen=False),
    )
    orders = (Order("new", _("Newest first"), ("-called_at",)), Order("first", _("Earliest first"), ("called_at",)))
    tabs = (
        Tab("waiting", _("Waiting for my unit’s answer"), _to_answer, tone="warn"),
        Tab("own", _("My unit was called"), _own),
        Tab("refused", _("Refusals to decide"), lambda rows, request: rows.filter(state=REFUSED)),
        Tab("open", _("Going on"), lambda rows, request: rows.filter(state__in=WAITING)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No unit is called now")
    empty_text = _("A town calls units of the county when something on the spot is more than it can decide alone.")

    @cached_property
    def tab(self) -> Tab | None:
        """The tab of the address; without one, whoever decides refusals begins with those."""
        decides = "tab" not in self.request.GET and self.actor.has(*OVER) and not self.actor.has(*WORKERS)
        return next(tab for tab in self.tabs if tab.name == "refused") if decides else super().tab

    def queryset(self) -> QuerySet[Called]:
        """Those the reader may see."""
        rows = Called.objects.visible_to(self.actor)
        return rows.select_related("unit", "by_unit", "office__visit", "whistle__case", "whistle__problem", "whistle__place")

    def row_url(self, row: Called) -> str:
        """Where it was called to."""
        return reads.home_of(row)

    def context(self) -> dict[str, Any]:
        """Whether the reader may call."""
        return {"may_call": may_call(self.actor)}


def may_call(actor: Any) -> bool:
    """Whether the reader works in a unit over which others stand."""
    return calls.callers(actor).exists()


class NewCall(Moment, View):
    """`/desk/calls/new`: a town calls units."""

    roles = READERS
    template = "onsite/desk/call_new.html"

    @cached_property
    def own(self) -> QuerySet[Unit]:
        """The reader's units that may call others."""
        return calls.callers(self.actor)

    def allowed(self) -> bool:
        """Only for those."""
        return super().allowed() and self.own.exists()

    def form(self, data: Any = None) -> WhistleForm:
        """With the names of their territory."""
        first = self.own.select_related("place").first()
        asked = self.request.GET.get("case", "")
        initial = {"case": asked if asked.isascii() and asked.isdigit() and len(asked) < 19 else ""}
        under = first.place.path if first else ""
        return WhistleForm(data, initial=initial, actor=self.actor, now=self.now, under=under, own=self.own)

    def context(self) -> dict[str, Any]:
        """Names to choose from."""
        first = self.own.select_related("place").first()
        return {
            "unit_names": names.unit_names(self.now),
            "place_names": names.place_names(first.place.path, timezone.localdate(self.now)) if first else (),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call them, or say why not."""
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            made = actions.blow(**form.cleaned_data, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, gettext("Called. Each unit is told at once, and its time to answer runs."))
        return HttpResponseRedirect(reverse("desk_whistle", args=[made.pk]))


class CallView(Moment, View):
    """`/desk/calls/<pk>`: a town's call, what each unit answered, and what came of it."""

    roles = READERS

    def get(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """The page."""
        rows = Whistle.objects.visible_to(self.actor).select_related("unit", "place", "case", "problem", "made_by")
        whistle = rows.filter(pk=pk).first()
        if whistle is None:
            raise Http404
        roles = whistle.roles_of(self.actor)
        context = {
            "whistle": whistle,
            "called": reads.called(whistle, self.actor),
            "links": reads.links([whistle], self.actor),
            "moves": [move for move in whistle.moves_for(roles) if move.name in ENDS],
            "now": self.now,
        }
        return render(request, "onsite/desk/call.html", context)


class CallMove(MovePage):
    """`/desk/calls/<pk>/<move>`: ending or taking back a town's call."""

    acts = ENDS
    template = "onsite/desk/called.html"

    @cached_property
    def thing(self) -> Whistle:
        """The call; 404 for whoever may not see it."""
        found = Whistle.objects.visible_to(self.actor).select_related("unit").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> str:
        """Its page."""
        return reverse("desk_whistle", args=[self.thing.pk])


class CalledMove(MovePage):
    """`/desk/calls/units/<pk>/<move>`: a called unit answers, or somebody notes whether it was there."""

    acts = ANSWERS
    template = "onsite/desk/called.html"

    @cached_property
    def thing(self) -> Called:
        """The called unit; 404 for whoever may not see it."""
        rows = Called.objects.visible_to(self.actor).select_related("unit", "by_unit", "office__visit", "whistle__place")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> str:
        """Where it was called to."""
        return reads.home_of(self.thing)

    def context(self) -> dict[str, Any]:
        """With the unit."""
        return {**super().context(), "called": self.thing}


class FiguresView(Moment, View):
    """`/desk/calls/figures`: who was called, answered in time and came, by unit, in the last year."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The table."""
        rows = calls.figures(self.actor, self.now - YEAR, self.now + timedelta(seconds=1), self.now)
        return render(request, "onsite/desk/figures.html", {"rows": rows, "since": self.now - YEAR, "now": self.now})
