"""When leaders receive residents: the public list, and one day."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sixia.cases.queries.public import place_name, unit_name
from sixia.fieldwork.reception import norms
from sixia.fieldwork.reception.models import FORMS, Day
from sixia.fieldwork.reception.queries import days as reads
from sixia.ui.lists import Column, ListPage, Order, Tab


class PublicFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By leader, place and form."""

    leader = filters.CharFilter(label=_("Who receives"), field_name="account__name", lookup_expr="contains")
    place = filters.CharFilter(label=_("Place"), field_name="place__name", lookup_expr="contains")
    form = filters.ChoiceFilter(label=_("Form"), choices=FORMS, empty_label=_("Any form"))


class PublicList(ListPage):
    """`/receptions`: name, post, portfolio, time, place and form of every public reception day."""

    title = _("Reception days")
    base = "ui/resident.html"
    template_name = "reception/public/days.html"
    filterset = PublicFilter
    columns = (
        Column("when", _("When"), "starts_at", cell="reception/cells/when.html", sort="when"),
        Column("leader", _("Who receives"), "account.name", cell="reception/cells/leader.html", lead=True),
        Column("portfolio", _("What they answer for"), lambda row: row.portfolio or "–"),
        Column("place", _("Where"), lambda row: place_name(row.place), cell="reception/cells/place.html"),
        Column("form", _("Form"), "get_form_display"),
        Column("state", _("State"), "state_label", cell="reception/cells/state.html"),
        Column("post", _("Post"), "title", screen=False),
        Column("unit", _("Unit"), lambda row: unit_name(row.unit), screen=False),
        Column("ends", _("Ends at"), "ends_at", screen=False),
        Column("address", _("Address and room"), "address", screen=False),
    )
    orders = (Order("when", _("When"), ("starts_at",)), Order("last", _("Latest first"), ("-starts_at",)))
    tabs = (
        Tab("ahead", _("Ahead"), lambda rows, request: rows.filter(pk__in=reads.ahead(timezone.now()).values("pk"))),
        Tab("off", _("Called off or put off"), lambda rows, request: reads.off(rows)),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No reception day is public now")
    empty_text = _("Days become public some days before they take place. You can say your matter here at any time.")

    def queryset(self) -> QuerySet[Day]:
        """Public days only."""
        return reads.public_days()

    def row_url(self, row: Day) -> str:
        """The day's page."""
        return reverse("reception", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Who receives at any time, without a fixed day."""
        return {"anytime": [rule for rule in norms.receptions(self.now) if rule.every == "any"]}


@require_safe
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """`/receptions/<pk>`: one day, where to go, and the way to book."""
    now, found = timezone.now(), reads.public_day(pk)
    if found is None:
        raise Http404
    page = {
        "day": found,
        "after": reads.successor(found),
        "units": list(found.units.all()),
        "bookable": found.state == "announced" and now < found.starts_at,
        "representatives": norms.representatives_most(now),
        "now": now,
    }
    return render(request, "reception/public/day.html", page)
