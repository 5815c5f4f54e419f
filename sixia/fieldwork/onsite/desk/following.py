"""What was decided on the spot and how it stands: followed until each order is done and each verdict given."""

from typing import Any

import django_filters as filters
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.onsite.desk.offices import READERS
from sixia.fieldwork.onsite.models import Act
from sixia.fieldwork.onsite.queries import following
from sixia.people.desk.base import DeskMixin
from sixia.ui.lists import Column, ListPage, Order, Tab


class DecisionFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By kind, unit and place."""

    kind = filters.ChoiceFilter(label=_("Decision"), choices=Act.KINDS[:4], empty_label=_("Any decision"))
    unit = filters.CharFilter(label=_("Unit"), field_name="unit__name", lookup_expr="contains")
    place = filters.CharFilter(label=_("Place"), field_name="item__office__visit__place__name", lookup_expr="contains")


def _state(row: Any) -> str:
    case, problem = row.item.case, row.item.problem or row.problem
    return str(case.state_label if case else problem.state_label if problem else "–")


class DecisionList(DeskMixin, ListPage):
    """`/desk/onsite/decisions`: every decision the reader may see, the open ones first."""

    roles = READERS
    title = _("Decisions made on the spot")
    template_name = "onsite/desk/decisions.html"
    filterset = DecisionFilter
    columns = (
        Column("due", _("By which day"), "due_on", cell="onsite/cells/due.html", sort="due"),
        Column("item", _("Item"), "item.title", cell="onsite/cells/item.html", lead=True),
        Column("kind", _("Decision"), "get_kind_display", cell="onsite/cells/kind.html"),
        Column("unit", _("Unit"), lambda row: row.unit.said if row.unit else "–"),
        Column("stands", _("How it stands"), _state),
        Column("where", _("Place"), "item.office.visit.place.name", cell="onsite/cells/where.html"),
        Column("text", _("In short"), "text", screen=False),
        Column("checked", _("How it is looked at whether it was done"), "checked", screen=False),
    )
    orders = (
        Order("due", _("By which day"), ("due_on",)),
        Order("new", _("Newest first"), ("-at",)),
    )
    tabs = (
        Tab("waiting", _("Not over yet"), lambda rows, request: rows.filter(following.waiting())),
        Tab("late", _("Late"), lambda rows, request: following.late(rows, timezone.now()), tone="bad"),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("Nothing is open here")
    empty_text = _("What was decided on the spot stands here until each order is done and each resident has judged.")

    def queryset(self) -> QuerySet[Act]:
        """Those the reader may see."""
        past = ExpressionWrapper(Q(due_on__lt=timezone.localdate(self.now)), BooleanField())
        return following.with_waits(following.decisions(self.actor)).annotate(past=past)

    def row_url(self, row: Act) -> str:
        """Its office."""
        return f"{reverse('desk_onsite', args=[row.item.office_id])}#item-{row.item_id}"
