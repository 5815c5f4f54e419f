"""Work lists: the petition office's queue, the unit's petitions, the reviews of an organ, documents to be served."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.people.desk.base import DeskMixin
from sixia.petitions import flow
from sixia.petitions.models import Notice, Petition
from sixia.petitions.queries import lists
from sixia.petitions.rules import CLASSES
from sixia.ui.lists import Column, ListPage, Order, Tab

COLUMNS = (
    Column("due", _("Time left"), "due_at", cell="petitions/desk/cells/due.html", sort="due"),
    Column("matter", _("Matter"), "case.title", lead=True),
    Column("state", _("State"), "state_label", cell="petitions/desk/cells/state.html"),
    Column("class", _("Procedure"), "get_matter_display", screen=False),
    Column("unit", _("Unit in charge"), "unit.said"),
    Column("registered", _("Registered on"), "registered_at", cell="petitions/desk/cells/registered.html", sort="new"),
)
ORDERS = (Order("due", _("Time left"), ("due_at",)), Order("new", _("Registered on"), ("-registered_at",)))


def _in(*states: str) -> Any:
    return lambda rows, request: rows.filter(state__in=states)


def _late(rows: QuerySet[Petition], request: Any) -> QuerySet[Petition]:
    return rows.filter(open=True, due_at__lt=timezone.now())


def _unserved(rows: QuerySet[Petition], request: Any) -> QuerySet[Petition]:
    return rows.filter(to_serve__gt=0)


def _words(rows: QuerySet[Petition], name: str, value: str) -> QuerySet[Petition]:
    number = value.strip().lstrip("#＃")
    about = Q(request__contains=value.strip()) | Q(case__title__contains=value.strip())
    return rows.filter(Q(case_id=int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else about)


class PetitionFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words of the request or the number of the case, by procedure, and by the unit in charge."""

    q = filters.CharFilter(label=_("Words or number"), method=_words, widget=forms.TextInput(attrs={"type": "search"}))
    matter = filters.ChoiceFilter(label=_("Procedure"), choices=CLASSES, empty_label=_("all"))
    unit = filters.ChoiceFilter(label=_("Unit in charge"), field_name="unit_id", empty_label=_("all"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].extra["choices"] = lists.units_in(self.queryset)


class _Petitions(DeskMixin, ListPage):
    filterset = PetitionFilter
    columns = COLUMNS
    orders = ORDERS
    empty_text = _("Petitions appear here by themselves.")

    def row_url(self, row: Petition) -> str:
        """The case page, where the petition's panel is."""
        return reverse("desk_case", args=[row.case_id])


class Office(_Petitions):
    """`/desk/petitions`: the petition office's queue by clock."""

    title = _("Petitions")
    template_name = "petitions/desk/office.html"
    tabs = (
        Tab("route", _("To be passed on"), _in(flow.REGISTERED)),
        Tab("objected", _("Objections"), _in(flow.OBJECTED), tone="bad"),
        Tab("hand", _("In hand"), _in(flow.SENT, flow.ACCEPTED, flow.REVIEWING, flow.REREVIEWING)),
        Tab("term", _("Decided, term runs"), _in(flow.DECIDED, flow.REVIEWED)),
        Tab("late", _("Overdue"), _late, tone="bad"),
        Tab("serve", _("To be served"), _unserved),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No petition waits here")

    def allowed(self) -> bool:
        """For whoever registers petitions."""
        return lists.keeps_register(self.actor)

    def queryset(self) -> QuerySet[Petition]:
        """Petitions of the reader's offices."""
        return lists.registered(self.actor)

    def context(self) -> dict[str, Any]:
        """Cases on the petition track that nobody has registered."""
        return {"waiting": list(lists.to_register(self.actor).order_by("heard_at")[:20])}


class Mine(_Petitions):
    """`/desk/petitions/mine`: what the reader's units must handle."""

    title = _("Our petitions")
    tabs = (
        Tab("todo", _("To do"), _in(flow.SENT, flow.ACCEPTED)),
        Tab("accept", _("Petitions to be accepted"), _in(flow.SENT)),
        Tab("hand", _("In hand"), _in(flow.ACCEPTED)),
        Tab("late", _("Overdue"), _late, tone="bad"),
        Tab("serve", _("To be served"), _unserved),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No petition waits for your unit")

    def allowed(self) -> bool:
        """For whoever handles or heads."""
        return lists.handles(self.actor)

    def queryset(self) -> QuerySet[Petition]:
        """Petitions of the reader's units."""
        return lists.of_units(self.actor)


class Reviews(_Petitions):
    """`/desk/petitions/reviews`: what the reader's organ reviews or re-reviews."""

    title = _("Reviews")
    tabs = (
        Tab("open", _("To be decided"), _in(flow.REVIEWING, flow.REREVIEWING)),
        Tab("late", _("Overdue"), _late, tone="bad"),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No review waits")

    def allowed(self) -> bool:
        """For whoever handles or heads, and for petition offices that pass on to organs outside."""
        return lists.handles(self.actor) or lists.keeps_register(self.actor)

    def queryset(self) -> QuerySet[Petition]:
        """Petitions that the reader's organ reviews."""
        return lists.to_review(self.actor)


class Unserved(DeskMixin, ListPage):
    """`/desk/petitions/unserved`: documents that the petitioner has not got yet."""

    title = _("Documents to be served")
    columns = (
        Column("number", _("Document number"), "number", lead=True),
        Column("kind", _("Document"), "get_kind_display"),
        Column("matter", _("Matter"), "petition.case.title"),
        Column("unit", _("Issued by"), "unit.said"),
        Column("made", _("Issued on"), "made_at", cell="petitions/desk/cells/made.html"),
    )
    orders = (Order("old", _("Issued on"), ("made_at",)),)
    empty_title, empty_text = _("Every document has reached its petitioner"), _("Documents appear here when they are issued.")

    def allowed(self) -> bool:
        """For whoever handles, heads or registers."""
        return lists.handles(self.actor) or lists.keeps_register(self.actor)

    def queryset(self) -> QuerySet[Notice]:
        """What the reader may note the service of."""
        return lists.unserved(self.actor)

    def row_url(self, row: Notice) -> str:
        """The document."""
        return reverse("petition_notice", args=[row.pk])
