"""The talk: who sits there and what they brought before, and on the same screen what comes of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views import View

from sixia.cases.flow import REVIEWING
from sixia.cases.links import voice_link
from sixia.cases.queries import names
from sixia.catalog.queries import current_book
from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.desk.queue import HERE, BookingPage
from sixia.fieldwork.reception.flow import DONE, OFFICE, SEATED
from sixia.fieldwork.reception.forms.acts import FORMS, ActForm
from sixia.fieldwork.reception.models import Act
from sixia.fieldwork.reception.queries import bookings as reads
from sixia.kit.flow import Refused
from sixia.ui.http import refuse

UNPROCESSABLE = 422
OFFICE_ONLY = frozenset({Act.SETTLED, Act.EXPLAINED})
"""It is the answer, and an answer is given by whoever handles cases here."""


class SittingView(BookingPage, View):
    """`/desk/bookings/<pk>`: the person is shown while they sit there, and to nobody else."""

    template = "reception/desk/sitting.html"

    @cached_property
    def takes_part(self) -> bool:
        """Whether the reader runs the day or receives on it; others read what came of the talk, not who it was."""
        return bool(self.booking.roles_of(self.actor) & HERE)

    @cached_property
    def alone(self) -> bool:
        """Whether the reader receives without running the day: what is settled or explained, the office writes down."""
        return self.takes_part and OFFICE not in self.booking.roles_of(self.actor)

    def form(self, kind: str, data: Any = None) -> ActForm:
        """The form of one kind."""
        under = self.booking.day.host.place.path
        initial = {"text": self.booking.about} if kind == "heard" else None
        given: dict[str, Any] = {"actor": self.actor, "now": self.now, "book": current_book(self.now), "under": under}
        form = FORMS[kind](data, initial=initial, auto_id=f"id_{kind}_%s", **given)
        for field in form.fields.values():
            if hasattr(field, "under"):
                field.under = under
        return form

    def context(self, bound: ActForm | None = None) -> dict[str, Any]:
        """What stands around the forms."""
        booking = self.booking
        seated = self.takes_part and booking.state == SEATED
        writes = self.takes_part and booking.state in (SEATED, DONE)
        kinds = [kind for kind in FORMS if writes and not (self.alone and kind in OFFICE_ONLY)]
        return {
            "booking": booking,
            "day": booking.day,
            "seated": seated,
            "takes_part": self.takes_part,
            "alone": self.alone and writes,
            "before": reads.before(booking, self.actor) if seated else None,
            "acts": reads.acts(booking, self.actor),
            "forms": [(kind, bound if bound is not None and kind == bound.KIND else self.form(kind)) for kind in kinds],
            "bound": bound.KIND if bound is not None else "",
            "unit_names": names.unit_names(self.now),
            "place_names": names.place_names(booking.day.host.place.path, timezone.localdate(self.now)),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; never kept by the browser."""
        response = render(request, self.template, self.context())
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One act; where words were taken, the receipt to hand over."""
        kind = request.POST.get("act", "")
        if kind not in FORMS or not self.takes_part:
            raise Http404
        form = self.form(kind, request.POST)
        if not form.is_valid():
            return self._again(request, form)
        try:
            done = actions.record(self.booking, new=form.new(), by=self.actor, now=self.now)
        except Refused as refused:
            refuse(form, refused)
            return self._again(request, form)
        if done.heard is not None and done.heard.passcode:
            page = {"booking": self.booking, "day": self.booking.day, "heard": done.heard, "link": voice_link(done.heard.voice)}
            response = render(request, "reception/desk/receipt.html", {**page, "now": self.now})
            response["Cache-Control"] = "no-store"
            return response
        messages.success(request, _said(done.act))
        return HttpResponseRedirect(reverse("desk_sitting", args=[self.booking.pk]))

    def _again(self, request: HttpRequest, form: ActForm) -> HttpResponse:
        response = render(request, self.template, self.context(form), status=UNPROCESSABLE)
        response["Cache-Control"] = "no-store"
        return response


def _said(act: Act) -> str:
    """What has become of it, where that is not what was asked for."""
    if act.kind in (Act.SETTLED, Act.EXPLAINED) and act.case is not None and act.case.state == REVIEWING:
        return gettext("Written down. By the rules a second person must check it before it counts as the answer.")
    return gettext("Written down.")
