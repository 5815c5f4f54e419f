"""Writing a promise down: in one line on the case page, or for a place or a group without a case."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases.models import Case, Voice
from sixia.cases.queries import names
from sixia.kit.flow import Refused
from sixia.oversight import actions
from sixia.oversight.actions import NewPromise
from sixia.oversight.desk.moving import Moment, desk_form
from sixia.oversight.desk.promises import READERS
from sixia.oversight.forms.promises import LineForm, LooseForm
from sixia.ui.http import invalid_response, refusal_response, safe_next


class GiveView(Moment, View):
    """`/desk/promises/new`, and `/desk/promises/in/<pk>` for one in a case."""

    roles = READERS
    template = "oversight/desk/give.html"

    @cached_property
    def case(self) -> Case | None:
        """The case it belongs to, if any."""
        return self.case_of(self.kwargs["pk"]) if "pk" in self.kwargs else None

    def form(self, data: Any = None) -> Any:
        """The line, or the whole form."""
        kind = LineForm if self.case else LooseForm
        return desk_form(kind, self, data, {"unit": self.own_unit, "where": "contact" if self.case else "onsite"})

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        back = reverse("desk_case", args=[self.case.pk]) if self.case else reverse("desk_promises")
        under = min(self.actor.scopes(*READERS), key=len, default="")
        return {
            "case": self.case,
            "back": back,
            "unit_names": names.unit_names(self.now),
            "place_names": () if self.case or not under else names.place_names(under, timezone.localdate(self.now)),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write it down, or say why not."""
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            self._give(form.cleaned_data)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, _("Written down. It stays to be read until somebody says that it was kept."))
        return HttpResponseRedirect(safe_next(request, context["back"]))

    def _give(self, given: dict[str, Any]) -> None:
        """Write it down for the unit that was named, else the reader's own. Raises Refused."""
        unit = given["unit"] or self.own_unit
        if unit is None:
            raise Refused("missing", _("Name the unit that keeps it."), fields=["unit"])
        new = NewPromise(**{**given, "unit": unit}, case=self.case, voice=self._only_voice())
        actions.promise(new, by=self.actor, now=self.now)

    def _only_voice(self) -> Voice | None:
        """The one resident of the case; to several it is promised together."""
        voices = list(Voice.objects.visible_to(self.actor).filter(case=self.case)[:2]) if self.case else []
        return voices[0] if len(voices) == 1 else None
