"""The supervisor's lists: overdue, stuck, sent to and fro, not accepted, to be reviewed; more time and exclusions to decide."""

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
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases import actions
from sixia.cases.desk.filters import CaseFilter, Filled
from sixia.cases.forms.supervise import DecideExclusionForm
from sixia.cases.models import Case, Exclusion
from sixia.cases.queries import boards, checking, names
from sixia.kit.flow import Refused
from sixia.orders.models import Order as Owed
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import PRINCIPAL, SUPERVISOR, UNIT_HEAD
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab

OVERSEERS = (SUPERVISOR, PRINCIPAL)
DAYS = (("7", _("7 days")), ("14", _("14 days")), ("30", _("30 days")), ("90", _("90 days")))


class SuperviseFilter(Filled):
    """By what, where, whose, and how long nothing has moved."""

    category = CaseFilter.base_filters["category"]
    place = CaseFilter.base_filters["place"]
    unit = CaseFilter.base_filters["unit"]
    days = filters.ChoiceFilter(label=_("Stuck for"), choices=DAYS, method="moved", empty_label=_("14 days"))

    def moved(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Read by the tab itself."""
        return rows


def _stuck(rows: QuerySet[Case], request: HttpRequest) -> QuerySet[Case]:
    asked = request.GET.get("days", "")
    days = int(asked) if asked in dict(DAYS) else boards.STUCK_DAYS
    return boards.stuck(rows, timezone.now(), days)


class SuperviseList(DeskMixin, ListPage):
    """`/desk/supervise`: open cases of the reader's territory that need a push, in one list with a tab for each reason."""

    roles = OVERSEERS
    title = _("Supervision")
    template_name = "cases/desk/supervise/list.html"
    filterset = SuperviseFilter
    columns = (
        Column("due", _("Time left"), "due_at", cell="cases/desk/cells/due.html", sort="due"),
        Column("number", _("Number"), "pk", screen=False),
        Column("title", _("Matter"), "title", cell="cases/desk/cells/matter.html", lead=True),
        Column("state", _("State"), "state_label", cell="cases/desk/cells/state.html"),
        Column("place", _("Place"), "place.name", cell="cases/desk/cells/place.html", css="whole"),
        Column("unit", _("Lead unit"), "lead_unit.said"),
        Column("negatives", _("Not accepted"), lambda case: case.negatives or "", css="num"),
        Column("heard", _("Heard"), "heard_at", cell="cases/desk/cells/heard.html", sort="new"),
    )
    orders = (Order("due", _("Time left"), ("due_at",)), Order("new", _("Heard"), ("-heard_at",)))
    tabs = (
        Tab("overdue", _("Overdue"), lambda rows, request: boards.overdue(rows, timezone.now()), tone="bad"),
        Tab("strongly", _("By more than a week"), lambda rows, request: boards.strongly(rows, timezone.now()), tone="bad"),
        Tab("review", _("To be reviewed"), lambda rows, request: boards.to_review(rows), tone="bad"),
        Tab("negative", _("Not accepted"), lambda rows, request: boards.refused_answers(rows)),
        Tab("stuck", _("Stuck"), _stuck),
        Tab("bounced", _("Sent to and fro"), lambda rows, request: boards.bounced(rows)),
        Tab("open", _("All open"), lambda rows, request: rows),
    )
    empty_title = _("Nothing of this kind")
    empty_text = _("Look at the other tabs; each counts the open cases of your territory.")

    def queryset(self) -> QuerySet[Case]:
        """Open cases the reader may see."""
        return boards.open_cases(self.actor).select_related("place__parent", "lead_unit")

    def row_url(self, row: Case) -> str:
        """The case page, with its moves and the orders to remind."""
        return reverse("desk_case", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Names for the filter, and what the tab counts."""
        name = self.tab.name if self.tab else ""
        return {"unit_names": names.unit_names(self.now), "about": boards.CASES[name].about if name in boards.CASES else ""}


class ExtensionFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By unit."""

    unit = filters.CharFilter(label=_("Unit"), method="of_unit")

    def of_unit(self, rows: QuerySet[Owed], name: str, value: str) -> QuerySet[Owed]:
        """Those of the unit that the typed name means."""
        return rows.filter(unit_id__in=[unit.pk for unit in names.units(value.strip(), timezone.now())])


class ExtensionList(DeskMixin, ListPage):
    """`/desk/supervise/extensions`: orders whose unit asks for more time, and those that were given it."""

    roles = (*OVERSEERS, UNIT_HEAD)
    title = _("More time")
    filterset = ExtensionFilter
    columns = (
        Column("due", _("Time left"), "due_at", cell="cases/desk/cells/due.html", sort="due"),
        Column("brief", _("Matter"), "brief", lead=True),
        Column("unit", _("Unit"), "unit.said"),
        Column("times", _("Times extended"), "extensions", css="num"),
        Column("open", _("Asked now"), lambda order: __("yes") if order.extension_open else ""),
        Column("number", _("Number"), "matter_id", screen=False),
    )
    orders = (Order("due", _("Time left"), ("due_at",)),)
    tabs = (
        Tab("asked", _("To be decided"), lambda rows, request: rows.filter(extension_open=True)),
        Tab("given", _("Extended already"), lambda rows, request: rows.filter(open=True, extensions__gt=0)),
    )
    empty_title = _("Nobody asks for more time")
    empty_text = _("Requests appear here with the reason; decide them on the case page.")

    def queryset(self) -> QuerySet[Owed]:
        """Orders the reader may see."""
        return Owed.objects.visible_to(self.actor).select_related("unit")

    def row_url(self, row: Owed) -> str:
        """The matter's page, at the order."""
        return reverse("desk_order", args=[row.pk])


class ExclusionList(DeskMixin, ListPage):
    """`/desk/supervise/exclusions`: what units ask to leave out of their figures, with the decision."""

    roles = (*OVERSEERS, UNIT_HEAD)
    title = _("Exclusions from the figures")
    columns = (
        Column("asked", _("Asked"), "asked_at", cell="cases/desk/supervise/asked.html", sort="new"),
        Column("title", _("Matter"), "case.title", lead=True),
        Column("unit", _("Unit"), "unit.said"),
        Column("reason", _("Ground"), "get_reason_display"),
        Column("by", _("Asked by"), "asked_by.name"),
        Column("decision", _("Decision"), "granted", cell="cases/desk/supervise/decision.html"),
        Column("note", _("The facts"), "note", screen=False),
        Column("number", _("Number"), "case_id", screen=False),
    )
    orders = (Order("new", _("Asked"), ("-asked_at",)),)
    tabs = (
        Tab("open", _("To be decided"), lambda rows, request: rows.filter(decided_at__isnull=True)),
        Tab("granted", _("Left out"), lambda rows, request: rows.filter(granted=True)),
        Tab("refused", _("Not granted"), lambda rows, request: rows.filter(granted=False)),
    )
    empty_title = _("Nothing asked")
    empty_text = _("Heads of units ask on the case page; figures are always shown with and without.")

    def queryset(self) -> QuerySet[Exclusion]:
        """Requests of the reader's territory or unit."""
        return checking.exclusions(self.actor)

    def row_url(self, row: Exclusion) -> str:
        """The decision."""
        return reverse("desk_exclusion", args=[row.pk])


class DecideExclusion(DeskMixin, View):
    """`/desk/supervise/exclusions/<pk>`: the request with its facts; overseers decide, never who asked."""

    roles = (*OVERSEERS, UNIT_HEAD)
    template = "cases/desk/supervise/decide.html"
    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def row(self) -> Exclusion:
        """The request; 404 when the reader has no part in it."""
        found = checking.exclusions(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        """What the page shows; a form only while it is to be decided by somebody else."""
        may = self.actor.has(*OVERSEERS) and self.row.asked_by_id != self.actor.account_id and self.row.decided_at is None
        return {"row": self.row, "may": may, "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The request."""
        return render(request, self.template, {**self.context(), "form": DecideExclusionForm()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide it, or say why not."""
        form = DecideExclusionForm(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, {**self.context(), "may": True})
        granted = form.cleaned_data["granted"] == "yes"
        try:
            actions.decide_exclusion(self.row, granted=granted, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, {**self.context(), "may": True})
        messages.success(request, __("Left out; figures show it apart.") if granted else __("It counts."))
        return HttpResponseRedirect(reverse("desk_exclusions"))
