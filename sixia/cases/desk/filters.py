"""Filters of the desk's lists, all in the address. Knows no page."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.flow import CASE
from sixia.cases.forms.desk_fields import category_choices
from sixia.cases.models import CHANNELS, KINDS, TRIAGE, Case
from sixia.cases.queries import desk_list
from sixia.catalog.queries import current_book
from sixia.ui.forms import DateInput

ALL = _("all")


def _place(rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
    return rows.filter(place_path__gte=value, place_path__lt=value + "~")


def _words(rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
    return desk_list.saying(rows, value)


def _unit(rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
    return desk_list.of_unit(rows, value, timezone.now())


def _channel(rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
    return desk_list.by_channel(rows, value)


def _since(rows: QuerySet[Case], name: str, value: date) -> QuerySet[Case]:
    return desk_list.since(rows, value)


def _until(rows: QuerySet[Case], name: str, value: date) -> QuerySet[Case]:
    return desk_list.until(rows, value)


def _urgent(rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
    return rows.filter(urgent=True)


class Filled(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """Filters whose choices come from the rules in force and the reader's territory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        self.book = current_book(now)
        if "category" in self.filters:
            self.filters["category"].extra["choices"] = category_choices(self.book)[1:]
        if "place" in self.filters:
            self.filters["place"].extra["choices"] = desk_list.places(self.request.actor, timezone.localdate(now))

    def of_category(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Cases of the category and all below it, by the rules in force."""
        return desk_list.in_category(rows, value, self.book)


class QueueFilter(Filled):
    """What a dispatcher narrows the queue by."""

    kind = filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=ALL)
    category = filters.ChoiceFilter(label=_("What it is about"), method="of_category", empty_label=ALL)
    place = filters.ChoiceFilter(label=_("Place"), method=_place, empty_label=ALL)


class CaseFilter(Filled):
    """What anybody narrows the list of cases by."""

    q = filters.CharFilter(
        label=_("Words, receipt or number"), method=_words, widget=forms.TextInput(attrs={"type": "search", "data-key": "/"})
    )
    state = filters.ChoiceFilter(label=_("State"), choices=CASE.choices, empty_label=ALL)
    category = filters.ChoiceFilter(label=_("What it is about"), method="of_category", empty_label=ALL)
    place = filters.ChoiceFilter(label=_("Place"), method=_place, empty_label=ALL)
    unit = filters.CharFilter(
        label=_("Lead unit"), method=_unit, widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"})
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=ALL)
    triage = filters.ChoiceFilter(label=_("How to take it"), choices=TRIAGE, empty_label=ALL)
    channel = filters.ChoiceFilter(label=_("How it came"), choices=CHANNELS, method=_channel, empty_label=ALL)
    since = filters.DateFilter(label=_("Heard from"), method=_since, widget=DateInput)
    until = filters.DateFilter(label=_("Heard until"), method=_until, widget=DateInput)
    urgent = filters.ChoiceFilter(label=_("Urgent"), choices=(("1", _("only urgent")),), method=_urgent, empty_label=ALL)
