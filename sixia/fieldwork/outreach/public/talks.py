"""The public calendar of outreach: where policies are explained and questions answered."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.outreach import rules
from sixia.fieldwork.outreach.models import FORMS, Session
from sixia.fieldwork.outreach.queries import sessions as reads
from sixia.ui.lists import Column, ListPage, Order, Tab


class TalkFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By place and form."""

    place = filters.CharFilter(label=_("Village, community or town"), method="at")
    form = filters.ChoiceFilter(
        label=_("Form"), choices=[row for row in FORMS if row[0] != rules.STUDY], empty_label=_("Any form")
    )

    def at(self, rows: QuerySet[Session], _name: str, text: str) -> Any:
        """In a place of that name, or in a town of that name."""
        return reads.at_place(rows, text)


class TalkList(ListPage):
    """`/talks`: announced sessions for residents; nothing is shown of who came or what was asked."""

    title = _("Talks near you")
    base = "ui/resident.html"
    template_name = "outreach/public/talks.html"
    filterset = TalkFilter
    columns = (
        Column("when", _("When"), "visit.starts_at", cell="outreach/cells/when.html", sort="when"),
        Column("title", _("Subject of the session"), "visit.title", cell="outreach/cells/talk.html"),
        Column("place", _("Where"), "visit.place.name", cell="outreach/cells/where.html"),
        Column("form", _("Form"), "get_form_display", css="nowrap"),
        Column("unit", _("Unit"), "visit.unit.said"),
        Column("state", _("State"), "visit.state_label", css="nowrap"),
    )
    orders = (Order("when", _("When"), ("starts",)), Order("last", _("Latest first"), ("-starts",)))
    tabs = (
        Tab("ahead", _("Ahead"), lambda rows, request: reads.ahead(rows, timezone.now())),
        Tab("past", _("Of the last month"), lambda rows, request: rows.filter(visit__ends_at__lte=timezone.now()), order="last"),
    )
    empty_title = _("No talk is announced now")
    empty_text = _("You need not wait for one: read the policies here, or ask your question now.")

    def queryset(self) -> QuerySet[Session]:
        """Announced ones only."""
        return reads.public_sessions(self.now)
