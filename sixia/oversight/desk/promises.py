"""Promises at the desk: the ledger, one promise with all that was said of it, and the moves on it."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.kit.journal import timeline
from sixia.oversight import actions
from sixia.oversight.desk.moving import Act, Moment, MovePage
from sixia.oversight.flow import BROKEN, CLAIMED, KEPT
from sixia.oversight.forms.promises import ClaimForm, NeededNoteForm, NoteForm, PlainForm, ReasonForm, ReplaceForm
from sixia.oversight.models import WHERE, Promise
from sixia.oversight.queries import promises as reads
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import ADMIN_ROLES, CALLBACK, ROLES
from sixia.ui.lists import Column, ListPage, Order, Tab

READERS = tuple(set(ROLES) - ADMIN_ROLES)


def _said(kept: bool) -> Any:
    def call(promised: Promise, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        actions.say(promised, kept=kept, note=given["note"], by=by, now=now)

    return call


def _plain(action: Any) -> Any:
    def call(promised: Promise, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        action(promised, **given, by=by, now=now)

    return call


def _today(promised: Promise, now: datetime) -> dict[str, Any]:
    return {"done_on": timezone.localdate(now)}


def _as_it_is(promised: Promise, now: datetime) -> dict[str, Any]:
    return {"words": promised.words, "due_on": promised.due_on}


ACTS = {
    "claim": Act(ClaimForm, _plain(actions.claim), _("Written down. Now the residents say whether it was kept."), _today),
    "confirm": Act(NoteForm, _said(True), _("Kept. It stays to be read.")),
    "deny": Act(NeededNoteForm, _said(False), _("Not done yet: the unit reads it.")),
    "break": Act(NoteForm, _said(False), _("Broken. It stays to be read.")),
    "dispute": Act(NeededNoteForm, _said(False), _("Broken. It stays to be read.")),
    "make_good": Act(NoteForm, _said(True), _("Written down. The promise stays broken, and made good later.")),
    "replace": Act(ReplaceForm, _plain(actions.replace), _("The new promise stands beside the old one."), _as_it_is),
    "publish": Act(PlainForm, _plain(actions.publish), _("It stands on the public board.")),
    "hide": Act(ReasonForm, _plain(actions.hide), _("The board shows it without its words.")),
}


def _late(rows: QuerySet[Promise], request: HttpRequest) -> QuerySet[Promise]:
    return reads.waiting_late(rows, timezone.now())


class PromiseFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By unit, where it was said, and the words."""

    q = filters.CharFilter(label=_("Words"), field_name="words", lookup_expr="contains")
    unit = filters.CharFilter(label=_("Unit"), method="of_unit")
    where = filters.ChoiceFilter(label=_("Where it was said"), choices=WHERE, empty_label=_("Anywhere"))

    def of_unit(self, rows: QuerySet[Promise], name: str, text: str) -> QuerySet[Promise]:
        """By the unit's name."""
        return reads.of_unit(rows, text)


class PromiseList(DeskMixin, ListPage):
    """`/desk/promises`: what was promised to residents, as far as the reader may see it."""

    roles = READERS
    title = _("Promises")
    template_name = "oversight/desk/promises.html"
    filterset = PromiseFilter
    columns = (
        Column("due", _("Due by"), "due_on", cell="oversight/cells/due.html", sort="due"),
        Column("words", _("What was promised"), "words", cell="oversight/cells/words.html", lead=True),
        Column("state", _("State"), "state_label", cell="oversight/cells/state.html"),
        Column("unit", _("Unit"), "unit.said"),
        Column("who", _("Said by"), lambda row: f"{row.title} {row.account.name}"),
        Column("place", _("Place"), "place.name", css="whole"),
        Column("where", _("Where it was said"), "get_where_display", screen=False),
        Column("first", _("Day first named"), "first_due_on", screen=False),
        Column("done", _("Done on"), "done_on", screen=False),
        Column("number", _("Case"), "case_id", screen=False),
    )
    orders = (Order("due", _("Due by"), ("due_at",)), Order("new", _("Newest first"), ("-given_at",)))
    tabs = (
        Tab("open", _("Not confirmed"), lambda rows, request: reads.waiting(rows)),
        Tab("mine", _("Mine"), lambda rows, request: rows.filter(account_id=request.user.pk)),
        Tab("late", _("Overdue"), _late, tone="bad"),
        Tab("claimed", _("To be confirmed"), lambda rows, request: rows.filter(state=CLAIMED)),
        Tab("broken", _("Broken"), lambda rows, request: rows.filter(state=BROKEN), tone="bad"),
        Tab("kept", _("Kept"), lambda rows, request: rows.filter(state=KEPT)),
        Tab("ontime", _("Kept on time"), lambda rows, request: reads.on_time(rows)),
        Tab("come", _("Day has come"), lambda rows, request: reads.come(rows, timezone.now())),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No promise of this kind")
    empty_text = _("Promises are written down in one line where they are said: on the case, at a reception, at a visit.")

    def queryset(self) -> QuerySet[Promise]:
        """Promises the reader may see."""
        return Promise.objects.visible_to(self.actor).select_related("unit", "account", "place", "case")

    def row_url(self, row: Promise) -> str:
        """The promise's page."""
        return reverse("desk_promise", args=[row.pk])


class PromiseView(Moment, View):
    """`/desk/promises/<pk>`: one promise, what was said of it, and what it took the place of."""

    @cached_property
    def promised(self) -> Promise:
        """The promise; 404 for whoever may not see it."""
        related = ("unit", "account", "written_by", "place", "case", "replaces", "published_by")
        found = Promise.objects.visible_to(self.actor).select_related(*related).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        row = self.promised
        roles = row.roles_of(self.actor)
        context = {
            "promise": row,
            "before": reads.chain(row),
            "after": reads.successor(row),
            "sayings": reads.sayings(row),
            "why": reads.why_replaced(timeline(row.stream, events=["PromiseReplaced"]), row.pk),
            "moves": [move for move in row.moves_for(roles) if move.name in ACTS and _fits(row, move.name, roles, self.now)],
            "now": self.now,
        }
        return render(request, "oversight/desk/promise.html", context)


def _fits(row: Promise, move: str, roles: frozenset[str], now: datetime) -> bool:
    """Leave out buttons that would only refuse: before and after the day, what is done already, what only residents say."""
    late = row.due_at <= now
    if move in ("confirm", "make_good") and not roles & {CALLBACK} and reads.can_be_asked(row):
        return False
    return {
        "break": late,
        "dispute": late,
        "replace": not late,
        "deny": not late,
        "publish": not row.public,
        "hide": row.public and not row.hidden,
        "make_good": row.made_good_at is None,
    }.get(move, True)


class PromiseMove(MovePage):
    """`/desk/promises/<pk>/<move>`."""

    acts = ACTS

    @cached_property
    def thing(self) -> Promise:
        """The promise; 404 for whoever may not see it."""
        found = Promise.objects.visible_to(self.actor).select_related("unit", "account", "case", "place", "voice")
        row = found.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    def home(self) -> str:
        """The promise's page."""
        return reverse("desk_promise", args=[self.thing.pk])
