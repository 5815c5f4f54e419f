"""The outbox: what was or would be sent, to whom, when and why; and work that was given up, with its error."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.interop import actions
from sixia.interop.models import Message
from sixia.interop.queries import given_up, masked_address, outbox
from sixia.kit.flow import Refused
from sixia.kit.models import Delivery
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import SYSTEM_ADMIN
from sixia.ui import menus
from sixia.ui.lists import Column, ListPage, Order, Tab


def _in(*states: str) -> Any:
    return lambda rows, request: rows.filter(state__in=states)


def matter(stream: str) -> str:
    """What a message is about, in words: a case by its number."""
    kind, _colon, number = stream.partition(":")
    return f"{__('Matter')} #{number}" if kind == "case" else stream


class OutboxMixin(DeskMixin):
    """For system administrators; in the demo county, where everything is invented, for everybody who is signed in."""

    def allowed(self) -> bool:
        """Whether there is an outbox for the reader."""
        return self.actor.has(SYSTEM_ADMIN) or settings.DEMO


class Outbox(OutboxMixin, ListPage):
    """`/desk/outbox`."""

    title = _("Outbox")
    template_name = "interop/outbox.html"
    columns = (
        Column("made", _("Written"), "made_at", cell="interop/cells/made.html"),
        Column("to", _("To"), masked_address, lead=True),
        Column("way", _("Sent by way of"), "get_way_display"),
        Column("why", _("Because of"), lambda row: matter(row.entry.stream)),
        Column("state", _("State"), "get_state_display", cell="interop/cells/state.html"),
        Column("before", _("Not before"), "not_before", screen=False),
        Column("sent", _("Sent"), "sent_at", screen=False),
        Column("error", _("Error"), "error", screen=False),
    )
    orders = (Order("new", _("Written"), ("-made_at",)),)
    tabs = (
        Tab("all", _("All"), lambda rows, request: rows),
        Tab("waiting", _("To be sent"), _in(Message.WAITING)),
        Tab("failed", _("Failed"), _in(Message.FAILED), tone="bad"),
        Tab("shown", _("Not sent"), _in(Message.SHOWN)),
        Tab("sent", _("Sent"), _in(Message.SENT)),
    )
    empty_title = _("Nothing has been written yet")
    empty_text = _("Messages to residents and officials appear here as soon as something concerns them.")

    def queryset(self) -> QuerySet[Message]:
        """Messages the reader may see."""
        return outbox(self.actor)

    def row_url(self, row: Message) -> str:
        """The message."""
        return reverse("desk_message", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whether work was given up."""
        return {"dead": given_up(self.actor)[:100].count()}


class MessagePage(OutboxMixin, View):
    """`/desk/outbox/<pk>`: one message; its words only in the demo. POST tries it again."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        row = self.found(pk)
        again = self.actor.has(SYSTEM_ADMIN) and row.state in (Message.FAILED, Message.SHOWN)
        context = {
            "row": row,
            "to": masked_address(row),
            "words": row.text if settings.DEMO else "",
            "again": again,
            "about": matter(row.entry.stream),
        }
        return render(request, "interop/message.html", {**context, "now": timezone.now()})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Try it again."""
        row = self.found(pk)
        try:
            actions.retry_message(row, by=self.actor, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, __("It is tried again at once, or when the quiet hours are over."))
        return HttpResponseRedirect(reverse("desk_message", args=[pk]))

    def found(self, pk: int) -> Message:
        """The message; 404 when the reader may not see it."""
        row: Message | None = outbox(self.actor).filter(pk=pk).first()
        if row is None:
            raise Http404
        return row


class GivenUp(DeskMixin, ListPage):
    """`/desk/outbox/given-up`: work that failed as often as it may. POST runs one again."""

    roles = (SYSTEM_ADMIN,)
    http_method_names = ["get", "head", "options", "post"]
    title = _("Work that was given up")
    template_name = "interop/given_up.html"
    columns = (
        Column("job", _("Background work"), "job", lead=True),
        Column("why", _("Because of"), lambda row: f"{row.entry.event} · {row.entry.stream}" if row.entry else "–"),
        Column("tried", _("Number of tries"), "attempts", css="num"),
        Column("error", _("Error"), "error", css="small"),
        Column("again", "", "pk", cell="interop/cells/again.html", export=False),
    )
    orders = (Order("old", _("Oldest first"), ("pk",)),)
    empty_title = _("Nothing was given up")
    empty_text = _("Whatever the house has to do it has done or will try again by itself.")

    def queryset(self) -> QuerySet[Delivery]:
        """Work that stands still."""
        return given_up(self.actor)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Run one again."""
        asked = request.POST.get("delivery", "")
        row = self.queryset().filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        if row is None:
            raise Http404
        try:
            actions.revive_delivery(row, by=self.actor, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, __("It runs again now."))
        return HttpResponseRedirect(reverse("desk_given_up"))


def fill() -> None:
    """Put the outbox on the desk; called once at start-up."""
    menus.add("setup", _("Outbox"), "desk_outbox", 60, show=_keeper, icon="envelope")


def _keeper(actor: Any) -> bool:
    return actor is not None and actor.is_official and (actor.has(SYSTEM_ADMIN) or bool(settings.DEMO))
