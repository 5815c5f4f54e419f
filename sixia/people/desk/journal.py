"""The auditor's page: every journal entry about accounts and units. Reading it changes nothing."""

from json import loads
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.kit.models import Entry
from sixia.people.desk.base import DeskMixin
from sixia.people.queries import EVENTS, journal, names, unit_names
from sixia.people.rules import AUDITOR, PRIVACY_OFFICER, ROLES
from sixia.ui.forms import DateInput
from sixia.ui.lists import Column, ListPage, Order


class JournalFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By kind of event and day."""

    event = filters.ChoiceFilter(label=_("What happened"), choices=list(EVENTS.items()), empty_label=_("all"))
    day = filters.DateFilter(label=_("Day"), field_name="at", lookup_expr="date", widget=DateInput)


class JournalList(DeskMixin, ListPage):
    """Who did what to whom, newest first."""

    roles = (AUDITOR, PRIVACY_OFFICER)
    title = _("Who did what")
    filterset = JournalFilter
    page_size = 50
    orders = (Order("newest", _("Newest first"), ("-id",)), Order("oldest", _("Oldest first"), ("id",)))
    empty_text = _("Entries appear here as soon as somebody signs in or is appointed.")

    @property
    def columns(self) -> Any:  # type: ignore[override] # cells look up names of the page's own rows
        """With names in place of numbers."""
        return (
            Column("at", _("When"), cell="people/cells/when.html"),
            Column("by", _("By"), lambda row: self.named.get(row.by, row.by)),
            Column("event", _("What happened"), lambda row: EVENTS.get(row.event, row.event)),
            Column("about", _("About"), self._about, lead=True),
            Column("detail", _("Detail"), self._detail),
            Column("seq", _("Number"), lambda row: f"{row.stream}#{row.seq}"),
        )

    def queryset(self) -> QuerySet[Entry]:
        """Streams of accounts and units only; recusals for the auditor alone."""
        return journal(recusals=self.actor.has(AUDITOR))

    def row_url(self, row: Any) -> str:
        """The page of the person or unit."""
        kind, _colon, number = row.stream.partition(":")
        return reverse("people_person" if kind == "account" else "people_unit", args=[number])

    @cached_property
    def named(self) -> dict[str, str]:
        """Names of everybody on this page, in one query."""
        return names({ref for row in self.page.rows for ref in (row.by, row.stream)})

    @cached_property
    def units(self) -> dict[int, str]:
        """Names of the units on this page, in one query."""
        found = {loads(row.body).get("unit") for row in self.page.rows}
        return unit_names(found - {None})

    def _about(self, row: Any) -> str:
        unit = self.units.get(loads(row.body).get("unit", 0), "")
        return (unit if row.stream.startswith("unit:") else self.named.get(row.stream, "")) or str(row.stream)

    def _detail(self, row: Any) -> str:
        facts = loads(row.body)
        role = str(ROLES[facts["role"]].label) if facts.get("role") in ROLES else ""
        unit = "" if row.stream.startswith("unit:") else self.units.get(facts.get("unit", 0), "")
        return " · ".join(part for part in (role, unit) if part)
