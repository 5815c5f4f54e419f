"""The rules on screen, for system administrators: one change at a time, its difference shown before it holds."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.catalog.actions import Change, revise
from sixia.catalog.forms import BY, FORMS, PARTS, RowForm
from sixia.catalog.models import Edition
from sixia.catalog.queries import latest, rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.clocks import TIMES
from sixia.catalog.rules.difference import Difference
from sixia.catalog.rules.faults import ProfileError
from sixia.catalog.rules.rows import CategoryRow, DutyRow, NormRow, Row
from sixia.kit.flow import Refused
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import SYSTEM_ADMIN
from sixia.ui.http import CONFLICT, UNPROCESSABLE, invalid_response

SHEETS = {"category": _("Categories"), "norm": _("Time limits"), "duty": _("Duties")}
CLOCKS = {
    "dispatch": _("Dispatch"),
    "accept": _("Acceptance"),
    "contact": _("First contact"),
    "handle": _("Handling"),
    "arbitrate": _("Decision on a refusal"),
    "extend_decide": _("Decision on more time"),
    "answer_review": _("Check of the answer"),
    "redo": _("Handling again"),
    "supervise_review": _("Review by the supervisor"),
    "recur": _("Watch whether it comes back"),
}
FIELDS = {
    "amount": _("How long"),
    "unit": _("Counted in"),
    "extensions": _("How often it may be extended"),
    "extension_amount": _("By how much each time at most"),
    "four_eyes": _("A second person must check the answer"),
    "synonyms": _("Other words for it"),
    "keywords": _("Words that point to it"),
    "function": _("Function that must act"),
    "role": _("Part"),
    "basis": _("By which list"),
}
KINDS = {
    "inquiry": _("Inquiry"),
    "help": _("Request for help"),
    "complaint": _("Complaint"),
    "suggestion": _("Suggestion"),
    "accusation": _("Accusation"),
    "praise": _("Praise"),
}
LEVELS = {
    "must": _("Must be done"),
    "now": _("Can be done now"),
    "hard": _("Hard"),
    "joint": _("Needs several units"),
    "urgent": _("Urgent"),
}
TRACKS = {"petition": _("Petition")}
MOST = 300


class RulesPage(DeskMixin):
    """A page over the newest edition."""

    roles = (SYSTEM_ADMIN,)

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def edition(self) -> Edition:
        """The newest edition; 404 while no rules are loaded, which is the command line's task."""
        found = latest()
        if found is None:
            raise Http404
        return found

    @cached_property
    def book(self) -> RuleBook:
        """Its rules."""
        return rulebook(self.edition.pk)


class Rules(RulesPage, View):
    """`/desk/catalog`: categories, time limits and duties as lists."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list of one sheet, narrowed by words."""
        sheet = request.GET.get("sheet", "category")
        sheet = sheet if sheet in SHEETS else "category"
        q = request.GET.get("q", "").strip().lower()
        rows = [line for line in self._lines(sheet) if not q or q in " ".join(line[1]).lower()]
        context = {
            "edition": self.edition,
            "title": self.book.content.title,
            "tabs": [(name, label, len(self.book.content.rows(name)), name == sheet) for name, label in SHEETS.items()],
            "sheet": sheet,
            "q": request.GET.get("q", ""),
            "heads": HEADS[sheet],
            "rows": rows[:MOST],
            "more": max(len(rows) - MOST, 0),
            "now": self.now,
        }
        return render(request, "catalog/rules.html", context)

    def _lines(self, sheet: str) -> Iterator[tuple[str, list[str]]]:
        for row in self.book.content.rows(sheet):
            yield row.key, said(row, self.book)


HEADS = {
    "category": (_("Category"), _("Other words for it"), _("Words that point to it")),
    "norm": (_("Step"), _("For"), _("How long"), _("Extension"), _("Source")),
    "duty": (_("Category"), _("Function that must act"), _("Part"), _("By which list"), _("Source")),
}


def said(row: Row, book: RuleBook) -> list[str]:
    """A row as the cells of its list."""
    if isinstance(row, CategoryRow):
        return ["　" * (row.depth - 1) + str(row.name), "、".join(row.synonyms), "、".join(row.keywords)]
    if isinstance(row, NormRow):
        longer = f"{row.extensions} × {row.extension_amount}" if row.extensions else ""
        return [
            str(CLOCKS.get(row.clock, row.clock)),
            _for(row, book),
            f"{row.amount} {TIMES[row.unit]}",
            longer,
            str(row.source),
        ]
    if isinstance(row, DutyRow):
        where = "、".join(filter(None, [_named(book, row.category), row.level, row.place]))
        return [where, str(book.term("function", row.function)), str(PARTS[row.role]), str(BY[row.basis]), str(row.source)]
    return []


class Revise(RulesPage, View):
    """`/desk/catalog/change?sheet=…&key=…`: the form; by POST first the difference, and with `confirm` the new edition."""

    @cached_property
    def sheet(self) -> str:
        """Which list."""
        found = str(self.request.GET.get("sheet", ""))
        if found not in FORMS:
            raise Http404
        return found

    @cached_property
    def row(self) -> Row:
        """Which row of it."""
        key = self.request.GET.get("key", "")
        found = next((row for row in self.book.content.rows(self.sheet) if row.key == key), None)
        if found is None:
            raise Http404
        return found  # type: ignore[no-any-return] # rows of a sheet

    def form(self, data: Any = None) -> RowForm:
        """The row's form."""
        return FORMS[self.sheet](data, row=self.row, book=self.book)

    def context(self, form: RowForm) -> dict[str, Any]:
        """What the page shows."""
        back = f"{reverse('catalog_rules')}?sheet={self.sheet}"
        cells = [cell.strip() for cell in said(self.row, self.book)]
        return {"form": form, "edition": self.edition, "cells": cells, "label": SHEETS[self.sheet], "back": back, "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        form = self.form()
        return render(request, "catalog/change.html", self.context(form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The difference, or the new edition."""
        form = self.form(request.POST)
        context = self.context(form)
        if not form.is_valid():
            return invalid_response(request, form, "catalog/change.html", context)
        if request.POST.get("edition") != str(self.edition.pk):
            form.add_error(
                None, gettext("Somebody has changed the rules in the meantime. Look again and make your change once more.")
            )
            return invalid_response(request, form, "catalog/change.html", context, status=CONFLICT)
        changes = form.changes()
        sure = request.POST.get("confirm") == _seal(changes)
        change = Change(self.sheet, self.row.key, changes)
        try:
            found = revise(edition=self.edition, changes=[change], by=self.actor, now=self.now, dry_run=not sure)
        except Refused as refused:
            form.add_error(None, str(refused))
            return invalid_response(request, form, "catalog/change.html", context, status=CONFLICT)
        except ProfileError as error:
            for fault in error.faults:
                form.add_error(None, str(fault))
            return invalid_response(request, form, "catalog/change.html", context, status=UNPROCESSABLE)
        if sure and found:
            messages.success(
                request,
                gettext("Edition %(number)s is in force. Cases keep the rules they began under.") % {"number": found.edition},
            )
            return HttpResponseRedirect(context["back"])
        shown = {"preview": True, "seal": _seal(changes), "lines": list(differing(found, self.book))}
        return render(request, "catalog/change.html", {**context, **shown})


def _seal(changes: Mapping[str, Any]) -> str:
    """Names these very changes, so that only what was looked at can be put in force."""
    return sha256(json.dumps(changes, sort_keys=True).encode()).hexdigest()


def differing(found: Difference, book: RuleBook) -> Iterator[tuple[str, str, str]]:
    """What changes, for people: (field, before, after)."""
    for sheet in found.sheets.values():
        for row in sheet.changed:
            for name, (before, after) in row.fields.items():
                yield str(FIELDS.get(name, name)), _shown(name, before, book), _shown(name, after, book)
        for key in sheet.added:
            yield gettext("new"), "", key
        for key in sheet.removed:
            yield gettext("taken away"), key, ""


def _shown(name: str, value: Any, book: RuleBook) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    named: dict[str, Any] = {"unit": TIMES, "role": PARTS, "basis": BY}
    if name == "function":
        return str(book.term("function", value))
    return str(named.get(name, {}).get(value, value))


def _for(row: NormRow, book: RuleBook) -> str:
    told = (TRACKS.get(row.track), KINDS.get(row.kind), LEVELS.get(row.level))
    parts = [_named(book, row.category), *told, row.place]
    return "、".join(str(part) for part in parts if part) or gettext("everything")


def _named(book: RuleBook, code: str) -> str:
    return str(book.category(code).name) if book.chain(code) else code
