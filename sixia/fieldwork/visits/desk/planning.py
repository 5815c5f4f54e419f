"""A visit is planned: what speaks against it is said first, and whoever plans decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views import View

from sixia.cases.queries import names
from sixia.fieldwork.visits import actions, norms
from sixia.fieldwork.visits.forms import PlanForm
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.queries import coverage, places, warnings
from sixia.fieldwork.visits.standing import WORKING
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment, desk_form
from sixia.people.models import Unit
from sixia.ui.http import invalid_response, refusal_response

OFFERED = 6
LONGEST = {"day": 10, "opens": 5, "closes": 5, "title": 120}
"""What an address may fill in, and how much of it is taken."""


class PlanView(Moment, View):
    """`/desk/visits/new`: the form, then what speaks against it, then it stands in the calendar."""

    roles = WORKING
    template = "visits/desk/plan.html"

    @cached_property
    def home_unit(self) -> Unit | None:
        """The reader's unit with its territory, within which places are looked for."""
        held = [post.unit_id for post in self.actor.posts if post.role in WORKING]
        return Unit.objects.visible_to(self.actor).select_related("place").filter(pk=held[0]).first() if held else None

    @cached_property
    def under(self) -> str:
        """The path of that territory."""
        return self.home_unit.place.path if self.home_unit else ""

    @cached_property
    def first(self) -> Visit | None:
        """The visit to which this one comes back, if the address names one that the reader sees."""
        asked = self.request.GET.get("back", "")
        known = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
        return Visit.objects.visible_to(self.actor).select_related("place", "led_by").filter(pk=known).first()

    def form(self, data: Any = None) -> PlanForm:
        """The form; for a return visit with what the first one says."""
        form = desk_form(PlanForm, self, data, self._initial(), under=self.under)
        if not isinstance(form, PlanForm):
            raise TypeError(type(form))
        for field in form.fields.values():
            if hasattr(field, "under"):
                field.under = self.under
        return form

    def _initial(self) -> dict[str, Any]:
        if self.first is not None:
            title = gettext("Return visit: %(title)s") % {"title": self.first.title}
            known = {"purposes": list(self.first.purposes), "place": self.first.place, "day": self.first.return_due}
            return {"title": title[:120], **known}
        asked = self.request.GET
        known = {name: asked.get(name, "")[: LONGEST[name]] for name in LONGEST if asked.get(name)}
        return {"place": places.asked_for(asked.get("place", "")), "day": None, **known}

    def context(self, found: warnings.Warnings | None = None) -> dict[str, Any]:
        """Names to choose from, what speaks against it, and the places nobody goes to."""
        silent = coverage.silent(self.under, who=self.actor, now=self.now) if self.under else []
        return {
            "first": self.first,
            "warns": found,
            "unit_names": names.unit_names(self.now),
            "place_names": names.place_names(self.under, timezone.localdate(self.now)),
            "silent": silent[:OFFERED],
            "silent_count": len(silent),
            "silent_days": norms.silent_days(self.now),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what speaks against it; sent again with “all the same”, or where nothing does, it is planned."""
        form = self.form(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        found = warnings.about(form.wish(), who=self.actor, now=self.now)
        if found and not request.POST.get("anyway"):
            return render(request, self.template, {**self.context(found), "form": form})
        given = form.cleaned_data
        try:
            made = actions.plan(
                **form.said(), unit=given["unit"], client=given["client"], returns_to=self.first, by=self.actor, now=self.now
            )
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context(found))
        messages.success(request, gettext("Planned. It stands in the calendar of everybody who goes."))
        return HttpResponseRedirect(reverse("desk_visit", args=[made.pk]))
