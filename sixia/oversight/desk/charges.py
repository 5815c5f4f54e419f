"""Leaders in charge at the desk: the board, proposals, old cases, the file of one case, and the moves."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.models import Case
from sixia.oversight.actions import way_of
from sixia.oversight.desk.charge_acts import ACTS
from sixia.oversight.desk.moving import Moment, MovePage
from sixia.oversight.flow import ENDED, NAMED, PROPOSED, VACANT
from sixia.oversight.models import Charge
from sixia.oversight.queries import charges as reads
from sixia.oversight.queries import filing, proposals
from sixia.oversight.rules import AGREED_ENDS, EXPLAINED_ENDS, SILENT_ENDS
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import DISPATCHER, INSPECTOR, LEADER, PRINCIPAL, SUPERVISOR
from sixia.ui.lists import Column, ListPage, Order, Tab
from sixia.ui.parts import Bar
from sixia.ui.text import share, span

READERS = (LEADER, PRINCIPAL, SUPERVISOR, INSPECTOR, DISPATCHER)


def _age(case: Case, now: datetime) -> str:
    return span((case.closed_at or now) - case.first_at)


class ChargeList(DeskMixin, ListPage):
    """`/desk/charges`: cases with a leader in charge, the longest in hand first."""

    roles = READERS
    title = _("Leaders in charge")
    template_name = "oversight/desk/charges.html"
    columns = (
        Column("age", _("Open for"), lambda row: _age(row.case, timezone.now()), sort="age"),
        Column("title", _("Matter"), "case.title", cell="oversight/cells/charged_case.html", lead=True),
        Column("leader", _("Leader"), "leader.name", cell="oversight/cells/leader.html"),
        Column("state", _("State"), "state_label", cell="oversight/cells/charge_state.html"),
        Column("due", _("Until"), "due_on", cell="oversight/cells/until.html", sort="due"),
        Column("met", _("Met last"), "met_on", cell="oversight/cells/met.html"),
        Column("plan", _("Plan"), lambda row: f"{row.steps_done} / {row.steps_all}", css="num nowrap"),
        Column("way", _("How it ended"), "get_way_display", screen=False),
        Column("number", _("Number"), "case_id", screen=False),
    )
    orders = (Order("age", _("Open for"), ("case__first_at",)), Order("due", _("Until"), ("due_on",)))
    tabs = (
        Tab("open", _("In charge"), lambda rows, request: rows.filter(open=True).exclude(state=PROPOSED)),
        Tab("mine", _("Mine"), lambda rows, request: rows.filter(leader_id=request.user.pk, open=True)),
        Tab("proposed", _("To be named"), lambda rows, request: rows.filter(state=PROPOSED)),
        Tab("vacant", _("To be handed over"), lambda rows, request: rows.filter(state=VACANT), tone="bad"),
        Tab("unmet", _("Meeting overdue"), lambda rows, request: reads.late_meetings(rows, timezone.localdate()), tone="bad"),
        Tab(
            "late", _("Time is over"), lambda rows, request: rows.filter(state=NAMED, due_on__lt=timezone.localdate()), tone="bad"
        ),
        Tab("ended", _("Charge ended"), lambda rows, request: rows.filter(state=ENDED)),
    )
    empty_title = _("No case of this kind")
    empty_text = _("Cases that should have a leader in charge stand under “Proposals”, each with its reasons.")

    def queryset(self) -> QuerySet[Charge]:
        """Charges the reader may see, with how far their plan is."""
        live = Q(steps__dropped_at__isnull=True)
        rows = Charge.objects.visible_to(self.actor).select_related("case__place", "case__lead_unit", "leader", "leader_unit")
        return rows.annotate(
            steps_all=Count("steps", filter=live & Q(steps__isnull=False)),
            steps_done=Count("steps", filter=live & Q(steps__done_on__isnull=False)),
        )

    def row_url(self, row: Charge) -> str:
        """The file."""
        return reverse("desk_charge", args=[row.pk])


class ProposalList(DeskMixin, ListPage):
    """`/desk/charges/proposals`: open cases that should have a leader in charge, each with its reasons."""

    roles = READERS
    title = _("Proposals for a leader in charge")
    template_name = "oversight/desk/proposals.html"
    columns = (
        Column("age", _("Open for"), lambda row: _age(row, timezone.now()), sort="age"),
        Column("title", _("Matter"), "title", cell="oversight/cells/case.html", lead=True),
        Column("why", _("Why"), lambda row: "；".join(proposals.in_words(proposals.reasons_of(row, None, timezone.now())))),
        Column("unit", _("Lead unit"), "lead_unit.said"),
        Column("act", _("Name a leader in charge"), "pk", cell="oversight/cells/propose.html", export=False),
        Column("number", _("Number"), "pk", screen=False),
    )
    orders = (Order("age", _("Open for"), ("first_at",)), Order("new", _("Newest first"), ("-first_at",)))
    empty_title = _("No case needs a leader in charge")
    empty_text = _("Cases appear here by the criteria of the rules: age, repeats, answers not accepted, size, units, mark.")

    def queryset(self) -> QuerySet[Case]:
        """Cases the reader may see that meet a criterion."""
        return proposals.proposals(self.actor, self.now)

    def row_url(self, row: Case) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])


WAYS_OUT = {
    "open": _("Still open"),
    "verdict": _("Ended by the person’s verdict"),
    "lawful": _("Ended lawfully, explained or shown another way"),
    "agreed": _("By agreement, or taken back"),
    "silent": _("Closed without a verdict"),
}
"""How old cases stand or ended; each name is a tab of their list."""


def _band(band: proposals.Band) -> str:
    if band.until is None:
        return gettext("%(since)d days and more") % {"since": band.since}
    return gettext("%(since)d to %(until)d days") % {"since": band.since, "until": band.until - 1}


def _ended(*endings: str) -> Any:
    return lambda rows, request: rows.filter(open=False, ending__in=endings)


class OldList(DeskMixin, ListPage):
    """`/desk/charges/old`: cases open for longer than the rules say, by age, with the way each was resolved."""

    roles = READERS
    title = _("Old cases")
    template_name = "oversight/desk/old.html"
    columns = (
        Column("age", _("Open for"), lambda row: _age(row, timezone.now()), sort="age"),
        Column("title", _("Matter"), "title", cell="oversight/cells/case.html", lead=True),
        Column("unit", _("Lead unit"), "lead_unit.said"),
        Column("leader", _("Leader"), lambda row: row.charge_leader or "–"),
        Column("state", _("State"), "state_label"),
        Column("ending", _("How it ended"), lambda row: row.get_ending_display() if row.ending else "–"),
        Column("number", _("Number"), "pk", screen=False),
    )
    orders = (Order("age", _("Open for"), ("first_at",)), Order("new", _("Newest first"), ("-first_at",)))
    tabs = (
        Tab("open", _("Still open"), lambda rows, request: rows.filter(open=True)),
        Tab("alone", _("Open without a leader"), lambda rows, request: rows.filter(open=True, charge_open=False), tone="bad"),
        Tab("verdict", _("By verdict"), _ended("verdict")),
        Tab("lawful", _("Lawfully"), _ended(*EXPLAINED_ENDS)),
        Tab("agreed", _("By agreement or taken back"), _ended(*AGREED_ENDS)),
        Tab("silent", _("Without a verdict"), _ended(*SILENT_ENDS)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No old case of this kind")
    empty_text = _("A case counts as old by the criterion of age in the rules.")

    def queryset(self) -> QuerySet[Case]:
        """Old cases the reader may see."""
        return proposals.old_cases(self.actor, self.now)

    def row_url(self, row: Case) -> str:
        """The file where a leader is or was in charge, else the case."""
        return reverse("desk_charge", args=[row.charge_id]) if row.charge_id else reverse("desk_case", args=[row.pk])  # type: ignore[attr-defined] # annotated

    def context(self) -> dict[str, Any]:
        """How many of them were resolved, and how: all together as bars, and by age as a table."""
        counted = proposals.resolved(self.queryset())
        address = reverse("desk_old_cases")
        bars = [
            Bar(label, getattr(counted, name), shown=share(getattr(counted, name), counted.all), url=f"{address}?tab={name}")
            for name, label in WAYS_OUT.items()
        ]
        bands = [
            (_band(band), [getattr(band.resolved, name) for name in WAYS_OUT], band.resolved.all)
            for band in proposals.by_age(self.queryset(), self.now)
        ]
        return {"bars": bars, "bands": bands, "heads": list(WAYS_OUT.values()), "all": counted.all}


class ChargePage(Moment):
    """A page about one charge, absent for whoever may not see its case."""

    @cached_property
    def charge(self) -> Charge:
        """The charge."""
        related = ("case__place__parent", "case__lead_unit", "leader", "leader_unit", "named_by", "proposed_by")
        found = Charge.objects.visible_to(self.actor).select_related(*related).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class ChargeView(ChargePage, View):
    """`/desk/charges/<pk>`: the file of the case on one page, to be printed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        charge = self.charge
        over = bool(way_of(charge, charge.case))
        moves = [
            move for move in charge.moves_for(charge.roles_of(self.actor)) if move.name in ACTS and (over or move.name != "end")
        ]
        context = {
            "charge": charge,
            "case": charge.case,
            "age": _age(charge.case, self.now),
            "file": reads.file_of(charge),
            "told": filing.told(charge.case, self.actor),
            "moves": moves,
            "today": timezone.localdate(self.now),
            "now": self.now,
        }
        return render(request, "oversight/desk/charge.html", context)


class ChargeMove(ChargePage, MovePage):
    """`/desk/charges/<pk>/<move>`."""

    acts = ACTS

    @cached_property
    def thing(self) -> Charge:
        """The charge."""
        return self.charge

    def home(self) -> str:
        """The file."""
        return reverse("desk_charge", args=[self.charge.pk])
