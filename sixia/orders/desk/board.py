"""A unit's worklist: its orders by due time, in the tabs of their states. Knows no matter."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.orders import flow, queries
from sixia.orders.models import Order
from sixia.people.desk.base import DeskMixin
from sixia.ui.lists import Column, ListPage, Tab
from sixia.ui.lists import Order as Sorting


def _late(rows: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
    now = timezone.now()
    soon = now + timedelta(days=1)
    if value == "late":
        return rows.filter(open=True, due_at__lt=now)
    return rows.filter(open=True, due_at__gte=now, due_at__lt=soon) if value == "soon" else rows


def _words(rows: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
    number = value.strip().lstrip("#＃")
    if number.isascii() and number.isdigit() and len(number) < 19:
        return rows.filter(Q(matter_id=int(number)) | Q(brief__contains=number))
    return rows.filter(brief__contains=value.strip())


class OrderFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words or number, lateness, part, unit, and whether more time is asked for."""

    q = filters.CharFilter(label=_("Words or number"), method=_words, widget=forms.TextInput(attrs={"type": "search"}))
    due = filters.ChoiceFilter(
        label=_("Time left"),
        method=_late,
        choices=(("late", _("Overdue")), ("soon", _("Due within a day"))),
        empty_label=_("all"),
    )
    part = filters.ChoiceFilter(label=_("Part"), choices=Order.PARTS, empty_label=_("all"))
    unit = filters.ChoiceFilter(label=_("Unit"), field_name="unit_id", empty_label=_("all"))
    extension = filters.ChoiceFilter(
        label=_("More time"), field_name="extension_open", choices=((True, _("asked for, not decided")),), empty_label=_("all")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.request.actor
        if len(who.units(*queries.OWNER_ROLES)) > 1:
            self.filters["unit"].extra["choices"] = queries.unit_choices(who)
        else:
            del self.filters["unit"]


def _state(*states: str) -> Any:
    return lambda rows, request: rows.filter(state__in=states, open=True)


class OrderList(DeskMixin, ListPage):
    """`/desk/orders`: what the reader's units owe."""

    roles = queries.OWNER_ROLES
    title = _("My unit’s orders")
    filterset = OrderFilter
    columns = (
        Column("due", _("Time left"), "due_at", cell="orders/cells/due.html", sort="due"),
        Column("brief", _("Matter"), "brief", cell="orders/cells/brief.html", lead=True),
        Column("state", _("State"), "state_label", cell="orders/cells/state.html"),
        Column("part", _("Part"), "get_part_display"),
        Column("unit", _("Unit"), "unit.said"),
        Column("issued", _("Issued"), "issued_at", cell="orders/cells/issued.html", sort="new"),
        Column("number", _("Number"), "matter_id", screen=False),
        Column("hops", _("Times handed on"), "hops", screen=False),
    )
    orders = (
        Sorting("due", _("Time left"), ("due_at",)),
        Sorting("new", _("Issued"), ("-issued_at",)),
    )
    tabs = (
        Tab("open", _("All open"), lambda rows, request: rows.filter(open=True)),
        Tab("accept", _("To accept"), _state(flow.ISSUED)),
        Tab("hand", _("In hand"), _state(flow.ACCEPTED)),
        Tab("refused", _("Refused"), _state(flow.REFUSED)),
        Tab("waiting", _("Waiting for others"), lambda rows, request: queries.waiting_for_others(rows)),
        Tab("done", _("Finished"), lambda rows, request: rows.filter(open=False), counted=False),
    )
    empty_title = _("Nothing here")
    empty_text = _("New orders of your unit appear here by themselves.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Who works for a single unit needs no column for it."""
        super().setup(request, *args, **kwargs)
        actor = getattr(request, "actor", None)
        if actor is not None and len(actor.units(*queries.OWNER_ROLES)) < 2:
            self.columns = tuple(column for column in OrderList.columns if column.name != "unit")  # type: ignore[assignment,misc] # for this request

    def queryset(self) -> QuerySet[Order]:
        """The orders of the reader's units."""
        return queries.mine(self.actor).select_related("unit")

    @cached_property
    def order(self) -> Sorting:
        """What is finished is read newest first: it has no time left."""
        finished = self.tab is not None and self.tab.name == "done" and not self.request.GET.get("order")
        return self.orders[1] if finished else super().order

    def row_url(self, row: Order) -> str:
        """The page of its matter, opened at the order."""
        return reverse("desk_order", args=[row.pk])
