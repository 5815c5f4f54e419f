"""What an official does with one voice: read who it is, give a new passcode, note a withdrawal, name who speaks for a group."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases import actions
from sixia.cases.links import voice_link
from sixia.cases.models import Voice
from sixia.kit.flow import Refused
from sixia.people.desk.base import DeskMixin
from sixia.ui.http import CONFLICT, UNPROCESSABLE, is_htmx


class VoiceAct(DeskMixin, View):
    """One act on one voice, by POST from the case page."""

    http_method_names = ["post", "options"]
    kwargs: dict[str, Any]

    @cached_property
    def voice(self) -> Voice:
        """The voice; 404 when the reader has no role in it."""
        found = Voice.objects.visible_to(self.actor).select_related("case").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> HttpResponse:
        """Back to the voice on its case page."""
        return HttpResponseRedirect(f"{reverse('desk_case', args=[self.voice.case_id])}#voice-{self.voice.pk}")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; a refusal is said at the top of the case."""
        try:
            return self.do(request)
        except Refused as refused:
            messages.error(request, str(refused))
            return self.home()

    def do(self, request: HttpRequest) -> HttpResponse:
        """The act itself; raises Refused."""
        raise NotImplementedError


class Reveal(VoiceAct):
    """Who the resident is, in place, once, and written down with the purpose."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The person, or why not."""
        purpose = request.POST.get("purpose", "")
        context: dict[str, Any] = {"voice": self.voice, "purpose": purpose}
        status = 200
        try:
            context["person"] = actions.reveal(self.voice, purpose=purpose, by=self.actor, now=timezone.now())
        except Refused as refused:
            context["refused"] = refused
            status = CONFLICT if refused.code == "state" else UNPROCESSABLE
        template = "cases/desk/person.html" if is_htmx(request) else "cases/desk/person_page.html"
        response = render(request, template, context, status=status)
        response["Cache-Control"] = "no-store"
        return response


class Passcode(VoiceAct):
    """A new passcode for a resident who lost it, shown once to be read aloud."""

    def do(self, request: HttpRequest) -> HttpResponse:
        """The receipt with the new passcode."""
        code = actions.renew_passcode(self.voice, by=self.actor, now=timezone.now())
        context = {"receipt": self.voice.receipt, "passcode": code, "link": voice_link(self.voice.pk), "renewed": True}
        response = render(request, "cases/desk/receipt.html", {**context, "case_id": self.voice.case_id})
        response["Cache-Control"] = "no-store"
        return response


class Withdraw(VoiceAct):
    """The resident says on the telephone or at the counter that they take it back."""

    def do(self, request: HttpRequest) -> HttpResponse:
        """Withdrawn."""
        actions.withdraw(self.voice, reason=request.POST.get("reason", ""), by=self.actor, now=timezone.now())
        messages.success(request, _("Withdrawn by the resident."))
        return self.home()


class Representative(VoiceAct):
    """Let this voice speak for the group, or no longer."""

    def do(self, request: HttpRequest) -> HttpResponse:
        """Named or not."""
        named = not self.voice.representative
        actions.name_representative(self.voice, named=named, by=self.actor, now=timezone.now())
        messages.success(
            request, _("This voice speaks for the group.") if named else _("This voice no longer speaks for the group.")
        )
        return self.home()
