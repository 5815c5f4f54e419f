"""One page for every move on a case: what it will do, what must be filled in, one button. Refusals keep what was typed."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases.desk.base import CasePage
from sixia.cases.desk.moves import ACTS, foretell
from sixia.cases.forms.desk_fields import DeskForm
from sixia.cases.forms.desk_moves import form_for
from sixia.cases.models import Case, Voice
from sixia.cases.queries import names
from sixia.cases.queries.desk_start import start_with, ways
from sixia.kit.flow import Move, Refused
from sixia.ui.http import invalid_response, is_partial, refusal_response, safe_next


class MovePage(CasePage, View):
    """`/desk/cases/<pk>/<move>`: shown to whoever has the role for it, whatever the state; the action decides."""

    template = "cases/desk/move.html"

    @cached_property
    def move(self) -> Move:
        """The row of the table that the reader's roles reach; the one for the present state where there are several."""
        name = self.kwargs["move"]
        rows = [row for row in Case.FLOW.moves if row.name == name and name in ACTS and row.who & self.mine]
        if not rows:
            raise Http404
        return next((row for row in rows if self.case.state in row.source), rows[0])

    def context(self, form: DeskForm) -> dict[str, Any]:
        """What the page shows."""
        fields = set(form.fields)
        return {
            "case": self.case,
            "voices": Voice.objects.visible_to(self.actor).filter(case=self.case).order_by("pk")[:3],
            "form": form,
            "move": self.move,
            "possible": self.case.state in self.move.source,
            "foretold": foretell(self.case, self.move.name),
            "ways": ways(self.case) if self.move.name == "redirect" else (),
            "proposed": self.case.answers.filter(state="proposed").first() if self.move.name.startswith("approve") else None,
            "unit_names": names.unit_names(self.now) if fields & {"unit", "units", "assisting"} else (),
            "place_names": names.place_names(self.case.desk.place.path, timezone.localdate(self.now))
            if "place" in fields
            else (),
            "next": self.request.POST.get("next") or self.request.GET.get("next", ""),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, alone when htmx asks for it beside the case."""
        initial = start_with(self.case, self.move.name, self.actor, self.now, way=request.GET.get("way", ""))
        form = self.bound(form_for(self.move), initial=initial)
        template = "cases/desk/move_form.html" if is_partial(request, "move") else self.template
        return render(request, template, self.context(form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the move, or say why not."""
        form = self.bound(form_for(self.move), request.POST, files=request.FILES)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context(form))
        try:
            self.act(form)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context(form))
        messages.success(request, self.said())
        still = Case.objects.visible_to(self.actor).filter(pk=self.case.pk).exists()
        page = reverse("desk_case", args=[self.case.pk])
        return HttpResponseRedirect(safe_next(request, page if still else reverse("desk")))

    def act(self, form: DeskForm) -> None:
        """Make the move; raises Refused, also when somebody else made one in the same moment and a constraint said so."""
        try:
            ACTS[self.move.name].call(self.case, form.cleaned_data, by=self.actor, now=self.now)
        except IntegrityError as error:
            raise Refused("stale", _("Someone else has just changed this. Reload the page and look again.")) from error

    def said(self) -> str:
        """What is told on the next page; a joining can be undone from there."""
        done = str(ACTS[self.move.name].done)
        if self.move.name != "join":
            return done
        return format_html('{} <a href="{}">{}</a>', done, reverse("desk_move", args=[self.case.pk, "part"]), _("Undo"))
