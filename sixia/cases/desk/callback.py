"""The call-back clerk's pages: the queue, and one voice with script, attempts, protocol and verdict. Independent of the units."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases import actions
from sixia.cases.forms.callback import AttemptForm, GiveUpForm, LaterForm, SpokenVerdictForm
from sixia.cases.models import Voice
from sixia.cases.queries import callback as reading
from sixia.catalog.queries import rulebook
from sixia.kit.flow import Refused
from sixia.kit.masking import mask_name, mask_phone
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import CALLBACK
from sixia.ui.http import invalid_response, is_htmx, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab


def _due(rows: QuerySet[Voice], request: HttpRequest) -> QuerySet[Voice]:
    return rows.filter(callback_at__lte=timezone.now())


def _later(rows: QuerySet[Voice], request: HttpRequest) -> QuerySet[Voice]:
    return rows.filter(callback_at__gt=timezone.now())


class CallbackList(DeskMixin, ListPage):
    """`/desk/callback`: residents who have an answer and have not judged it."""

    roles = (CALLBACK,)
    title = _("Call-back")
    template_name = "cases/desk/callback/list.html"
    columns = (
        Column("callback", _("Call since"), "callback_at", cell="cases/desk/callback/since.html", sort="due"),
        Column("title", _("Matter"), "case.title", lead=True),
        Column("unit", _("Answered by"), "case.lead_unit.said"),
        Column("place", _("Place"), "case.place.name", css="whole"),
        Column("tries", _("Times tried"), "tries"),
        Column("asked", _("Asked since"), "asked_at", cell="cases/desk/callback/asked.html"),
        Column("receipt", _("Receipt"), "receipt", screen=False),
    )
    orders = (Order("due", _("Call since"), ("callback_at",)),)
    tabs = (
        Tab("now", _("To call now"), _due),
        Tab("later", _("Not yet"), _later),
    )
    empty_title = _("Nobody to call")
    empty_text = _("Residents appear here when the days for judging by themselves are over.")

    def queryset(self) -> QuerySet[Voice]:
        """The reader's queue."""
        return reading.with_attempts(reading.queue(self.actor))

    def row_url(self, row: Voice) -> str:
        """The call's page."""
        return reverse("desk_call", args=[row.pk])


class CallMixin(DeskMixin):
    """A page about one voice of the reader's queue."""

    roles = (CALLBACK,)
    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def voice(self) -> Voice:
        """The voice; 404 when it is not for the reader to call. One that has just been judged is still found."""
        rows = Voice.objects.visible_to(self.actor).select_related("case__lead_unit", "case__place__parent")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None or not reading.independent(found.case, self.actor):
            raise Http404
        return found

    def context(self, **forms: BaseForm) -> dict[str, Any]:
        """What the page shows; `forms` are those that were sent and refused."""
        voice = self.voice
        book = rulebook(voice.case.edition_id)
        found = reading.protocol(voice, self.now)
        plain: dict[str, Any] = {
            "attempt": AttemptForm(prefix="attempt"),
            "verdict": SpokenVerdictForm(book=book, prefix="verdict"),
            "later": LaterForm(now=self.now, prefix="later"),
        }
        return {
            "voice": voice,
            "case": voice.case,
            "who": mask_name(voice.name),
            "phone": mask_phone(voice.phone) if voice.phone else "",
            "script": reading.script(voice, book),
            "quiet": reading.quiet(book, self.now),
            "answer": reading.answer_of(voice.case),
            "attempts": reading.attempts(voice),
            "protocol": found,
            "missing": reading.missing(found),
            "now": self.now,
            **plain,
            **forms,
        }


class CallPage(CallMixin, View):
    """`/desk/callback/<pk>`: everything for one call on one screen."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, "cases/desk/callback/call.html", self.context())


class CallAct(CallMixin, View):
    """One act in a call, by POST: an attempt, the verdict, a later call, giving up. What was typed is kept."""

    http_method_names = ["post", "options"]
    template = "cases/desk/callback/call.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        act = self.kwargs["act"]
        form = self.bound(act)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context(**{act: form}))
        try:
            sentence = self.do(act, form)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context(**{act: form}))
        messages.success(request, sentence)
        stay = act == "attempt"
        return HttpResponseRedirect(reverse("desk_call" if stay else "desk_call_next", args=[self.voice.pk]))

    def bound(self, act: str) -> Any:
        """The form of this act with what was sent."""
        data = self.request.POST
        if act == "attempt":
            return AttemptForm(data, prefix="attempt")
        if act == "later":
            return LaterForm(data, now=self.now, prefix="later")
        if act == "verdict":
            return SpokenVerdictForm(data, book=rulebook(self.voice.case.edition_id), prefix="verdict")
        return GiveUpForm(data)

    def do(self, act: str, form: Any) -> str:
        """The act itself; raises Refused."""
        voice, by, now = self.voice, self.actor, self.now
        if act == "attempt":
            actions.contact(voice, **form.given(), by=by, now=now, purpose=reading.PURPOSE)
            return __("Attempt noted.")
        if act == "later":
            actions.call_later(voice, at=form.cleaned_data["at"], by=by, now=now)
            return __("Put off. The voice comes back into the queue at that moment.")
        if act == "verdict":
            actions.judge(voice, form.judgement(), by=by, now=now, channel=form.cleaned_data["channel"])
            return __("The verdict is kept in the resident’s words.")
        actions.give_up(voice, by=by, now=now)
        return __("Ended without a verdict and counted apart. The resident may still come back.")


class CallPhone(CallMixin, View):
    """The telephone number, in place, once, and written down as a call-back where the resident can read it."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The person."""
        purpose = __("Call-back for the verdict")
        person = actions.reveal(self.voice, purpose=purpose, by=self.actor, now=self.now)
        context = {"voice": self.voice, "person": person, "purpose": purpose}
        template = "cases/desk/person.html" if is_htmx(request) else "cases/desk/person_page.html"
        response = render(request, template, context)
        response["Cache-Control"] = "no-store"
        return response


class CallNext(DeskMixin, View):
    """`/desk/callback/next` and `/desk/callback/<pk>/next`: on to the voice behind, or back to the empty queue."""

    roles = (CALLBACK,)

    def get(self, request: HttpRequest, pk: int = 0) -> HttpResponse:
        """Lead there."""
        here = Voice.objects.visible_to(self.actor).filter(pk=pk).first() if pk else None
        found = reading.next_after(self.actor, here.callback_at if here else None, pk, timezone.now())
        return HttpResponseRedirect(reverse("desk_call", args=[found.pk]) if found else reverse("desk_callback"))
