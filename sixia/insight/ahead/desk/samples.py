"""Households or voices drawn by lot, so that anybody can draw them again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views import View

from sixia.cases.queries import names
from sixia.insight.ahead import actions
from sixia.insight.ahead.desk.pages import Ahead
from sixia.insight.ahead.forms import SampleForm
from sixia.insight.ahead.models import HOUSEHOLDS, Sample
from sixia.insight.ahead.queries import samples
from sixia.kit.flow import Refused
from sixia.ui.http import invalid_response, refusal_response

MOST = 50
LOTS = """for n in {names}; do echo "$(printf %s "{seed}:$n" | sha256sum) $n"; done | sort | head -{drawn}"""


def recipe(sample: Sample) -> str:
    """One line for a terminal that draws again: the last word of each line it prints is a name that was drawn, in order."""
    names = f"$(seq {sample.pool})" if sample.what == HOUSEHOLDS else "$(cat names.txt)"
    return LOTS.format(names=names, seed=sample.seed, drawn=len(sample.drawn))


class SamplesView(Ahead, View):
    """`/desk/insight/ahead/samples`: those drawn, and the form for another."""

    template = "ahead/desk/samples.html"

    def form(self, data: Any = None) -> SampleForm:
        """The form, within the territory of the reader's unit."""
        under = self.unit.place.path if self.unit else ""
        return SampleForm(data, actor=self.actor, now=self.now, under=under)

    def context(self) -> dict[str, Any]:
        """The samples, and names to choose from."""
        under = self.unit.place.path if self.unit else ""
        return {
            "rows": samples.latest(self.actor, MOST),
            "place_names": names.place_names(under, timezone.localdate(self.now)) if self.plans_here else [],
            "plans_here": self.plans_here,
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, {**self.context(), "form": self.form() if self.plans_here else None})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw."""
        if not self.plans_here or self.unit is None:
            raise Http404
        form = self.form(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        try:
            made = actions.draw_sample(unit=self.unit, **form.cleaned_data, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        messages.success(request, gettext("Drawn. It stays to be seen."))
        return HttpResponseRedirect(reverse("desk_ahead_sample", args=[made.pk]))


class SampleView(Ahead, View):
    """`/desk/insight/ahead/samples/<pk>`: who was drawn, the seed, and how to draw again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        row = samples.one(kwargs["pk"], self.actor)
        if row is None:
            raise Http404
        voices = samples.voices(row, self.actor)
        context = {
            "sample": row,
            "voices": voices,
            "unseen": 0 if row.what == HOUSEHOLDS else len(row.drawn) - len(voices),
            "names": samples.names(row),
            "recipe": recipe(row),
            "now": self.now,
        }
        return render(request, "ahead/desk/sample.html", context)
