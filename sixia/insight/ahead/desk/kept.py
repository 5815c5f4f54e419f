"""Lists that were suggested and kept, beside what was chosen of them: counts of lists, never of people."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.insight.ahead import texts
from sixia.insight.ahead.desk.pages import Ahead
from sixia.insight.ahead.queries import kept
from sixia.ui.lists import Column, ListPage, Order


class KeptList(Ahead, ListPage):
    """`/desk/insight/ahead/kept`."""

    title = _("Suggested and chosen")
    template_name = "ahead/desk/kept_lists.html"
    columns = (
        Column("since", _("First day"), "since", lead=True, sort="new"),
        Column("until", _("Last day"), "until"),
        Column("span", _("Plan"), "get_span_display"),
        Column("unit", _("Unit"), "unit.said"),
        Column("suggested", _("Places suggested"), "suggested", css="num"),
        Column("came", _("Of these with a visit planned or held"), "came", css="num"),
        Column("looked", _("Villages looked at"), "looked", css="num", screen=False),
    )
    orders = (Order("new", _("First day"), ("-since",)),)
    empty_title = _("No list was kept yet")
    empty_text = _("Keep a plan, or plan a visit from it: then it stands here, with what came of it.")

    def queryset(self) -> QuerySet[Any]:
        """Lists of the reader's units and territories."""
        return kept.lists(self.actor)

    def row_url(self, row: Any) -> str:
        """The list's page."""
        return reverse("desk_ahead_list", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """The sums."""
        return {"chosen": kept.chosen(self.actor, self.now)}


class KeptView(Ahead, View):
    """`/desk/insight/ahead/kept/<pk>`: the places of one list, and which visit came of each."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        found = kept.one(kwargs["pk"], self.actor)
        if found is None:
            raise Http404
        row, places = found
        weights = [str(words) % {"n": row.weights[name]} for name, words in texts.WEIGHTS.items() if name in row.weights]
        return render(request, "ahead/desk/kept.html", {"list": row, "places": places, "weights": weights, "now": self.now})
