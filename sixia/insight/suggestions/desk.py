"""The card of what was learnt, and the list of suggestions that people changed."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.models import KINDS, TRIAGE
from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.insight.suggestions.menu import READERS
from sixia.insight.suggestions.models import Suggestion
from sixia.insight.suggestions.queries import agreement
from sixia.insight.suggestions.queries.tables import newest
from sixia.people.desk.base import DeskMixin
from sixia.ui.lists import Column, ListPage, Order


class CardView(DeskMixin, View):
    """`/desk/insight/suggestions`: from what was learnt, how good it is by honest trial, and how often people agreed."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        now = timezone.now()
        book = current_book(now)
        learnt = newest()
        context = {
            "learnt": learnt,
            "card": learnt.card if learnt else {},
            "labels": _named(book, learnt.card["labels"]) if learnt else [],
            "kinds": _plain(dict(KINDS), learnt.card.get("kind", {}).get("labels", ())) if learnt else [],
            "triages": _plain(dict(TRIAGE), learnt.card.get("triage", {}).get("labels", ())) if learnt else [],
            "months": agreement.by_month(self.actor, now),
            "categories": [
                (_name(book, row.label), row) for row in agreement.by_category(self.actor, now)[:40] if book.chain(row.label)
            ],
            "now": now,
        }
        return render(request, "suggestions/card.html", context)


class Changed(DeskMixin, ListPage):
    """`/desk/insight/suggestions/changed`: the sure suggestions that people changed, newest first: what the rate is made of."""

    roles = READERS
    title = _("Suggestions that were changed")
    columns = (
        Column("case", _("Matter"), "case.title", lead=True),
        Column("said", _("Suggested"), "said", cell="suggestions/cells/said.html"),
        Column("given", _("Confirmed"), "confirmed"),
        Column("at", _("When"), "given_at", cell="suggestions/cells/at.html", sort="new"),
    )
    orders = (Order("new", _("When"), ("-given_at", "-pk")),)
    empty_title = _("No sure suggestion was changed")
    empty_text = _("Whenever a dispatcher decides otherwise than a sure suggestion, the case appears here.")

    def queryset(self) -> QuerySet[Suggestion]:
        """Only those whose case the reader may see."""
        found: QuerySet[Suggestion] = agreement.disputed(self.actor, timezone.now()).select_related("case")
        return found

    def row_url(self, row: Suggestion) -> str:
        """The case."""
        return reverse("desk_case", args=[row.case_id])

    def rows(self) -> Any:
        """The rows with the categories' names."""
        book = current_book(timezone.now())
        for row in self.page.rows:
            row.said = _name(book, row.category)
            row.confirmed = _name(book, row.given_category)
        return super().rows()


def _name(book: RuleBook, code: str) -> str:
    return str(book.category(code).name) if book.chain(code) else code


def _named(book: RuleBook, rows: Any) -> list[tuple[str, int, int, int]]:
    return [(_name(book, label), cases, said, right) for label, cases, said, right in rows if cases]


def _plain(words: Any, rows: Any) -> list[tuple[str, int, int, int]]:
    return [(words.get(label, label), cases, said, right) for label, cases, said, right in rows]
