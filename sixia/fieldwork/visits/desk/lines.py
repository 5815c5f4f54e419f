"""What comes of a line: with one press a voice; with what is missing an order, a promise or a problem."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.actions import Heard
from sixia.cases.links import voice_link
from sixia.cases.queries import names
from sixia.cases.rules import title_of
from sixia.catalog.queries import current_book
from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.actions import Speaker
from sixia.fieldwork.visits.actions.becoming import ASKED_AS
from sixia.fieldwork.visits.flow import OWN
from sixia.fieldwork.visits.forms import OrderForm, ProblemForm, PromiseForm, VoiceForm
from sixia.fieldwork.visits.models import Note
from sixia.fieldwork.visits.standing import WORKING
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.ui.http import invalid_response, refusal_response

TITLES: Final = {
    "voice": _("Make it a voice"),
    "order": _("Make it an order"),
    "promise": _("Make it a promise"),
    "problem": _("Raise it as a problem"),
}
FORMS: Final = {"voice": VoiceForm, "order": OrderForm, "promise": PromiseForm, "problem": ProblemForm}


class LineView(Moment, View):
    """`/desk/visits/lines/<pk>/<into>`: the form; for a voice everything in it may stay as it is (`quick`)."""

    roles = WORKING
    template = "visits/desk/line.html"

    @cached_property
    def line(self) -> Note:
        """The line; 404 for whoever may not read it or does not belong to the visit."""
        rows = Note.objects.visible_to(self.actor).select_related("visit__place", "visit__unit__place", "visit__led_by", "case")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None or self.kwargs["into"] not in FORMS or not found.visit.roles_of(self.actor) & OWN:
            raise Http404
        return found

    @property
    def into(self) -> str:
        """What it becomes."""
        said: str = self.kwargs["into"]
        return said

    @property
    def under(self) -> str:
        """Places are looked for in the territory of the visit's unit."""
        return self.line.visit.unit.place.path

    def _initial(self) -> dict[str, Any]:
        line = self.line
        first: dict[str, dict[str, Any]] = {
            "voice": {"kind": ASKED_AS.get(line.kind, "help"), "place": line.visit.place},
            "order": {"case": line.case_id},
            "promise": {"words": line.text[:400], "unit": line.visit.unit},
            "problem": {"title": title_of(line.text)},
        }
        return first[self.into]

    def form(self, data: Any = None) -> Any:
        """The form of what it becomes."""
        given: dict[str, Any] = {"actor": self.actor, "now": self.now, "book": current_book(self.now), "under": self.under}
        form = FORMS[self.into](data, initial=self._initial(), **given)
        for field in form.fields.values():
            if hasattr(field, "under"):
                field.under = self.under
        return form

    def context(self) -> dict[str, Any]:
        """What stands around the form."""
        return {
            "line": self.line,
            "visit": self.line.visit,
            "into": self.into,
            "title": TITLES[self.into],
            "unit_names": names.unit_names(self.now),
            "place_names": names.place_names(self.under, timezone.localdate(self.now)) if self.into == "voice" else (),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; a new voice shows its receipt once."""
        quick = self.into == "voice" and "quick" in request.POST
        form = self.form({"kind": self._initial()["kind"]} if quick else request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        try:
            heard = self._become(form.cleaned_data)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        if heard is not None and heard.passcode:
            page = {"visit": self.line.visit, "line": self.line, "heard": heard, "link": voice_link(heard.voice), "now": self.now}
            response = render(request, "visits/desk/receipt.html", page)
            response["Cache-Control"] = "no-store"
            return response
        return HttpResponseRedirect(reverse("desk_visit", args=[self.line.visit_id]) + "#lines")

    def _become(self, given: dict[str, Any]) -> Heard | None:
        who: dict[str, Any] = {"by": self.actor, "now": self.now}
        line = self.line
        if self.into == "voice":
            speaker = Speaker(name=given.pop("name", ""), phone=given.pop("phone", ""), consent=given.pop("consent", ""))
            return actions.hear(line, **given, speaker=speaker, **who)
        if self.into == "order":
            order = actions.instruct(line, **given, **who)
            waits = gettext("The instruction stands in the case and waits for its dispatcher.")
            messages.success(self.request, gettext("An order has been issued.") if order else waits)
        elif self.into == "promise":
            actions.promise(line, **given, **who)
            messages.success(self.request, gettext("The promise stands in the ledger with its day."))
        else:
            actions.raise_problem(line, **given, **who)
            messages.success(self.request, gettext("The problem has been raised."))
        return None
