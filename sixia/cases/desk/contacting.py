"""The contact log of a handling unit: attempts to reach a resident, noted on the case page."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases import actions
from sixia.cases.forms.callback import AttemptForm
from sixia.cases.models import Voice
from sixia.kit.flow import Refused
from sixia.people.desk.base import DeskMixin
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.riders import riding


class LogContact(DeskMixin, View):
    """`/desk/voices/<pk>/contact`: note one attempt; the first success stops the clock for the first contact."""

    http_method_names = ["post", "options"]
    template = "cases/desk/contacting/page.html"
    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def voice(self) -> Voice:
        """The voice; 404 when the reader has no role in it."""
        found = Voice.objects.visible_to(self.actor).select_related("case").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note it, or say why not."""
        form = AttemptForm(request.POST, request.FILES, prefix=f"contact-{self.voice.pk}")
        rides = riding("voice.contact", request, self.voice, request.POST)
        context = {"voice": self.voice, "case": self.voice.case, "riding": rides, "now": self.now}
        if not all([form.is_valid(), rides.valid()]):
            return invalid_response(request, form, self.template, context)
        try:
            with transaction.atomic():
                actions.contact(self.voice, **form.given(), by=self.actor, now=self.now)
                rides.keep(by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, _("Attempt noted."))
        return HttpResponseRedirect(f"{reverse('desk_case', args=[self.voice.case_id])}#voice-{self.voice.pk}")
