"""The dispatcher's desk: one queue by time left, and beside it a suggestion that one key confirms."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.desk.base import bound
from sixia.cases.desk.filters import QueueFilter
from sixia.cases.desk.moves import offers
from sixia.cases.forms.desk_moves import form_for
from sixia.cases.models import Case, Voice
from sixia.cases.queries import names
from sixia.cases.queries.desk_dispatch import contested, decorate, propose, queue, tried
from sixia.cases.queries.desk_file import callers
from sixia.kit.masking import mask_name, mask_phone
from sixia.kit.standing import roles_told, with_roles
from sixia.orders.models import Order
from sixia.people.actors import Actor
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import DISPATCHER, RESTRICTED_OFFICER
from sixia.ui import slots
from sixia.ui.lists import Column, ListPage, Tab
from sixia.ui.lists import Order as Sorting

DISPATCH = next(move for move in Case.FLOW.moves if move.name == "dispatch")
DESK = (DISPATCHER, RESTRICTED_OFFICER)
RELATED = ("place__parent", "desk__place", "lead_unit", "into")


class Queue(DeskMixin, ListPage):
    """`/desk/dispatch`, and `/desk/dispatch/<pk>` with that case beside the queue; without one the most urgent, whose panel the
    page asks for when it stands: the queue need not wait for the suggestion."""

    roles = DESK
    title = _("To be dispatched")
    template_name = "cases/desk/dispatch.html"
    filterset = QueueFilter
    columns = (
        Column("due", _("Time left"), "due_at", cell="cases/desk/cells/due.html", sort="due"),
        Column("title", _("Matter"), "title", cell="cases/desk/cells/matter.html", lead=True),
        Column("place", _("Place"), "place.name", cell="cases/desk/cells/place.html", css="whole"),
        Column("heard", _("Heard"), "heard_at", cell="cases/desk/cells/heard.html", sort="new"),
        Column("number", _("Number"), "pk", screen=False),
    )
    orders = (Sorting("due", _("Time left"), ("due_at",)), Sorting("new", _("Heard"), ("-heard_at",)))
    tabs = (
        Tab("all", _("All"), lambda rows, request: rows),
        Tab("urgent", _("Urgent"), lambda rows, request: rows.filter(urgent=True), tone="bad"),
    )
    walks = False
    empty_title = _("Nothing waits to be dispatched")
    empty_text = _("New voices appear here by themselves. Look at the refused orders meanwhile.")

    def queryset(self) -> QuerySet[Case]:
        """What the reader may dispatch."""
        return queue(self.actor).select_related(*RELATED)

    def row_url(self, row: Case) -> str:
        """The same page with that case beside it."""
        return reverse("desk_dispatch_one", args=[row.pk]) + self.url(at=self.request.GET.get("at", ""))

    @property
    def selected(self) -> int | None:
        """The case beside the queue."""
        return self.chosen.pk if self.chosen else None

    @cached_property
    def chosen(self) -> Case | None:
        """The case beside the queue; 404 for one that is not the reader's to dispatch."""
        pk = self.kwargs.get("pk")
        if pk is None:
            return self.page.rows[0] if self.page.rows else None
        return _known(self.queryset(), self.actor, pk)

    def context(self) -> dict[str, Any]:
        """The panel's part of the page."""
        if self.chosen is None:
            return {"chosen": None}
        after = next((row.pk for row in self.page.rows if self._later(row, self.chosen)), None)
        if "pk" not in self.kwargs:
            query = self.url(at=self.request.GET.get("at", ""), after=str(after or 0))
            return {"chosen": self.chosen, "panel_url": reverse("desk_panel", args=[self.chosen.pk]) + query}
        return {**panel(self, self.chosen), "skip": _skip(after or 0) + self.url()}

    def _later(self, row: Case, chosen: Case) -> bool:
        rows = [one.pk for one in self.page.rows]
        return chosen.pk in rows and rows.index(row.pk) > rows.index(chosen.pk)


def _known(rows: QuerySet[Case], who: Actor, pk: int) -> Case:
    """The case with the reader's roles in it; 404 for one that is not among the rows."""
    found = with_roles(rows, Case.STANDING, who).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _skip(after: int) -> str:
    """The address of the next case in the queue; of the queue itself for 0."""
    return reverse("desk_dispatch_one", args=[after]) if after else reverse("desk_dispatch")


class Panel(DeskMixin, View):
    """The panel alone: for the first of the queue, or for another category. `after` is the case that follows in the queue."""

    roles = DESK
    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole part."""
        return timezone.now()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page."""
        case = _known(queue(self.actor).select_related(*RELATED), self.actor, self.kwargs["pk"])
        query = request.GET.copy()
        after = query.get("after", "")
        query.pop("after", None)
        if not after:
            return render(request, "cases/desk/panel.html", panel(self, case))
        skip = _skip(int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0) + "?" + query.urlencode()
        return render(request, "cases/desk/panel.html", {**panel(self, case), "skip": skip})


def panel(page: Any, case: Case) -> dict[str, Any]:
    """Everything beside the queue for one case of `_known`."""
    now, who = page.now, page.actor
    voices = list(Voice.objects.visible_to(who).filter(case=case).order_by("pk"))
    category = page.request.GET.get("category") or _advised(page.request, case)
    found = propose(case, who, now, text="\n".join(voice.text for voice in voices), category=category)
    initial = {
        "category": found.category.code if found.category else "",
        "unit": found.unit,
        "assisting": tuple(unit for unit in found.assisting if found.unit and unit.pk != found.unit.pk),
        "triage": found.category.triage if found.category else case.triage,
    }
    form = bound(form_for(DISPATCH), case, who, now, initial=initial)
    form.auto_id = "panel_%s"  # the filters beside it have fields of the same names
    form.fields["unit"].widget.attrs |= {"data-key": "U", "aria-keyshortcuts": "U"}
    phones = {voice.phone_index for voice in voices if voice.phone_index}
    mine = roles_told(case, Case.STANDING)
    buttons = [offer for offer in offers(case, mine) if offer.move.name not in ("dispatch", "join", "note")]
    return {
        "chosen": case,
        "voices": [(voice, mask_name(voice.name), mask_phone(voice.phone) if voice.phone else "") for voice in voices],
        "earlier": callers(phones, who, besides=case.pk) if phones else [],
        "found": found,
        "asked": {
            "case": case,
            "text": "\n".join(voice.text for voice in voices),
            "category": found.category.code if found.category else "",
            "place": found.place,
            "phones": phones,
        },
        "form": form,
        "offers": buttons,
        "unit_names": names.unit_names(now),
        "now": now,
    }


def _advised(request: HttpRequest, case: Case) -> str:
    """The category that a room above is sure of, where nobody has said one yet: what the form begins with."""
    return "" if case.category else str(slots.render("dispatch.category", request, case))


class Arbitration(DeskMixin, ListPage):
    """`/desk/arbitrate`: refused orders and requests for more time, each with its reason."""

    roles = DESK
    title = _("To be decided")
    can_export = False
    columns = (
        Column("due", _("Decide by"), "due_at", cell="cases/desk/cells/decide_by.html"),
        Column("brief", _("Matter"), "brief", cell="cases/desk/cells/contested.html", lead=True),
        Column("unit", _("Unit"), "unit.said", cell="cases/desk/cells/unit.html"),
        Column("decide", _("Decide"), "pk", cell="cases/desk/cells/decide.html"),
    )
    orders = (Sorting("due", _("Time left"), ("due_at",)),)
    tabs = (
        Tab("refused", _("Refused orders"), lambda rows, request: rows.filter(state="refused")),
        Tab("time", _("More time asked for"), lambda rows, request: rows.filter(extension_open=True)),
    )
    empty_title = _("Nothing to decide")
    empty_text = _("Refused orders and requests for more time appear here with their reasons.")

    def queryset(self) -> QuerySet[Order]:
        """What the reader may decide."""
        return contested(self.actor).select_related("unit", "proposed_unit")

    def row_url(self, row: Order) -> str:
        """The page of the matter."""
        return reverse("desk_order", args=[row.pk])

    def rows(self) -> Any:
        """The rows with the units' reasons and who received the matter first."""
        decorate(self.page.rows)
        return super().rows()


class Preview(DeskMixin, View):
    """`/desk/dispatch/rules`: what the duty lists say, and where last month's cases went."""

    roles = DESK

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The table."""
        now = timezone.now()
        return render(request, "cases/desk/rules.html", {"rows": tried(self.actor, now), "now": now})
