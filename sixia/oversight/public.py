"""Residents' pages of this room: the public board of promises, and saying whether one made to them was kept."""

from typing import Any

import django_filters as filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sixia.cases.public.own import mine, resident_of
from sixia.cases.queries.public import place_name, unit_name
from sixia.kit.flow import Refused
from sixia.oversight import actions
from sixia.oversight.flow import BROKEN, KEPT
from sixia.oversight.forms.promises import SayForm
from sixia.oversight.models import Promise
from sixia.oversight.queries import promises as reads
from sixia.ui.http import UNPROCESSABLE, refusal_response
from sixia.ui.limits import limited
from sixia.ui.lists import Column, ListPage, Order, Tab

PAGE = "oversight/public/say.html"


class BoardFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By unit and by what was promised."""

    unit = filters.CharFilter(label=_("Unit"), method="of_unit")
    q = filters.CharFilter(label=_("Words"), field_name="words", method="in_words")

    def of_unit(self, rows: QuerySet[Promise], name: str, text: str) -> QuerySet[Promise]:
        """By the unit's name."""
        return reads.of_unit(rows, text)

    def in_words(self, rows: QuerySet[Promise], name: str, text: str) -> QuerySet[Promise]:
        """Only in words that are shown."""
        return rows.filter(hidden=False, words__contains=text)


def shown_words(row: Promise) -> str:
    """The words, unless they were taken off since they spoke of somebody."""
    return gettext("(The words were taken off, since they spoke of a person.)") if row.hidden else row.words


class Board(ListPage):
    """`/promises`: what was promised in public, to the day; broken ones stay for ever."""

    title = _("Promises")
    base = "ui/resident.html"
    template_name = "oversight/public/board.html"
    filterset = BoardFilter
    columns = (
        Column("words", _("What was promised"), shown_words, cell="oversight/cells/public_words.html", lead=True),
        Column("unit", _("Unit"), lambda row: unit_name(row.unit)),
        Column("place", _("Where"), lambda row: place_name(row.place) or ("" if row.hidden else row.group) or "–"),
        Column("due", _("Due by"), "due_on", cell="oversight/cells/due.html", sort="due"),
        Column("state", _("State"), "state_label", cell="oversight/cells/state.html"),
    )
    orders = (Order("due", _("Due by"), ("-due_at",)), Order("first", _("Earliest first"), ("due_at",)))
    tabs = (
        Tab("all", _("All"), lambda rows, request: rows),
        Tab("open", _("Not confirmed"), lambda rows, request: reads.waiting(rows)),
        Tab("late", _("Overdue"), lambda rows, request: reads.waiting_late(rows, timezone.now()), tone="bad"),
        Tab("broken", _("Broken"), lambda rows, request: rows.filter(state=BROKEN), tone="bad"),
        Tab("kept", _("Kept"), lambda rows, request: rows.filter(state=KEPT)),
        Tab("ontime", _("Kept on time"), lambda rows, request: reads.on_time(rows)),
        Tab("come", _("Day has come"), lambda rows, request: reads.come(rows, timezone.now())),
    )
    empty_title = _("Nothing is on the board yet")
    empty_text = _("What units promise in public stands here, with its day, and stays here when it was broken.")

    def queryset(self) -> QuerySet[Promise]:
        """Public ones only."""
        return reads.public_promises()

    def context(self) -> dict[str, Any]:
        """The share kept on time by unit."""
        return {"shares": reads.shares(reads.public_promises(), self.now), "board": reverse("public_promises")}


@never_cache
@limited("promise", per_minute=10)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
    """`/track/<receipt>/promises/<pk>`: the resident says whether it was kept."""
    now, voice = timezone.now(), mine(request, receipt)
    who = resident_of(request, voice)
    found = reads.promised_to(voice, who, pk)
    if found is None:
        raise Http404
    page = {"promise": found, "voice": voice, "now": now, "answers": reads.answers_now(found, now)}
    if request.method != "POST":
        return render(request, PAGE, {**page, "form": SayForm()})
    form = SayForm(request.POST)
    if not form.is_valid() or request.POST.get("kept") not in ("yes", "no"):
        return render(request, PAGE, {**page, "form": form}, status=UNPROCESSABLE)
    kept = request.POST["kept"] == "yes"
    try:
        actions.say(found, kept=kept, note=form.cleaned_data["note"], voice=voice, by=who, now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, PAGE, page)
    messages.success(request, gettext("Thank you. What you said stays beside the promise."))
    return redirect("voice", voice.receipt)
