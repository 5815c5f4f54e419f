"""The list of all cases the reader may see, by due time, in tabs, with filters and exports."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases import flow
from sixia.cases.desk.filters import CaseFilter
from sixia.cases.models import Case
from sixia.cases.queries import names
from sixia.people.desk.base import DeskMixin
from sixia.ui.lists import Column, ListPage, Order, Tab


def _late(rows: Any, request: Any) -> Any:
    return rows.open_to(request.actor).filter(due_at__lt=timezone.now())


def _in(*states: str) -> Any:
    return lambda rows, request: rows.open_to(request.actor).filter(state__in=states)


def _in_hand(rows: Any, request: Any) -> Any:
    """Said by what it is not: an index of the states could not give the order by due time, that of all open cases can."""
    return rows.open_to(request.actor).exclude(state__in=(flow.HEARD, flow.ANSWERED))


class CaseList(DeskMixin, ListPage):
    """`/desk/cases`."""

    title = _("Cases")
    template_name = "cases/desk/cases.html"
    filterset = CaseFilter
    columns = (
        Column("due", _("Time left"), "due_at", cell="cases/desk/cells/due.html", sort="due"),
        Column("number", _("Number"), "pk", screen=False),
        Column("title", _("Matter"), "title", cell="cases/desk/cells/matter.html", lead=True),
        Column("state", _("State"), "state_label", cell="cases/desk/cells/state.html"),
        Column("kind", _("Kind"), "get_kind_display", screen=False),
        Column("place", _("Place"), "place.name", cell="cases/desk/cells/place.html", css="whole"),
        Column("unit", _("Lead unit"), "lead_unit.said"),
        Column("heard", _("Heard"), "heard_at", cell="cases/desk/cells/heard.html", sort="new"),
        Column("closed", _("Closed on"), "closed_at", screen=False),
        Column("ending", _("How it ended"), "get_ending_display", screen=False),
    )
    orders = (
        Order("due", _("Time left"), ("due_at",)),
        Order("new", _("Heard"), ("-heard_at",)),
        Order("closed", _("Closed on"), ("-closed_at",)),
    )
    tabs = (
        Tab("waiting", _("Waiting"), _in(flow.HEARD)),
        Tab("hand", _("In hand"), _in_hand),
        Tab("answered", _("Answered"), _in(flow.ANSWERED)),
        Tab("overdue", _("Overdue"), _late, tone="bad"),
        Tab("closed", _("Closed cases"), lambda rows, request: rows.filter(open=False), counted=False, order="closed"),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_text = _("Cases appear here as soon as they are heard, in the tab of their state.")

    def allowed(self) -> bool:
        """For whoever holds a post; what they see of it their roles decide."""
        return bool(self.actor.roles)

    def queryset(self) -> QuerySet[Case]:
        """Every case the reader may see."""
        return Case.objects.visible_to(self.actor).select_related("place__parent", "lead_unit")

    def tab_links(self) -> list[tuple[Tab, str, int | None, bool]]:
        """The tabs with their counts; while words are looked for, only the current one is counted, for that means reading."""
        if not self.request.GET.get("q", "").strip():
            return [*super().tab_links()]
        here = self.tab
        return [(tab, self.url(tab=tab.name, at=""), self.total if tab == here else None, tab == here) for tab in self.tabs]

    def row_url(self, row: Case) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Names to choose from in the unit's filter."""
        return {"unit_names": names.unit_names(self.now)}
