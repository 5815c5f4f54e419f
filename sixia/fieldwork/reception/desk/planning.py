"""Planning at the desk: the plan of a term as the rules want it, shown before it is kept, and a day added by hand."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.views import View

from sixia.cases.queries import names
from sixia.fieldwork.reception import actions, norms
from sixia.fieldwork.reception.desk.days import READERS
from sixia.fieldwork.reception.forms.days import DayForm, SpanForm, term_of
from sixia.fieldwork.reception.queries import planning
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment, desk_form
from sixia.people.models import Unit
from sixia.ui.http import invalid_response, refusal_response


class OfficePage(Moment):
    """A page for the office that plans receptions; absent for everybody else."""

    roles = READERS

    @cached_property
    def host(self) -> Unit:
        """The office for which the reader plans."""
        found = planning.host_of(self.actor, self.now)
        if found is None:
            raise Http404
        return found


class PlanView(OfficePage, View):
    """`/desk/receptions/plan`: what the rules want; kept by POST, only as it was looked at."""

    template = "reception/desk/plan.html"

    def _page(self, form: Any, span: tuple[date, date]) -> dict[str, Any]:
        drawn = planning.draw(self.host, *span, self.now)
        return {
            "form": form,
            "host": self.host,
            "drawn": drawn,
            "seal": _seal(drawn),
            "anytime": [rule for rule in norms.receptions(self.now) if rule.every == "any"],
            "short": planning.short_of(self.host, *span, self.now),
            "since": span[0],
            "until": span[1],
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The plan, to be looked at."""
        span = term_of(timezone.localdate(self.now))
        if "since" not in request.GET:
            form = SpanForm(initial={"since": span[0], "until": span[1]})
            return render(request, self.template, self._page(form, span))
        form = SpanForm(request.GET)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self._page(form, span))
        return render(request, self.template, self._page(form, (form.cleaned_data["since"], form.cleaned_data["until"])))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, unless something has changed since it was shown."""
        form = SpanForm(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self._page(form, term_of(timezone.localdate(self.now))))
        span = form.cleaned_data["since"], form.cleaned_data["until"]
        page = self._page(form, span)
        try:
            if request.POST.get("seal") != page["seal"]:
                raise Refused("stale", gettext("The plan has changed since you looked at it. Look again, then keep it."))
            kept = actions.keep([one.new for one in page["drawn"]], host=self.host, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, page)
        said = ngettext("%(n)s reception day was planned.", "%(n)s reception days were planned.", len(kept)) % {"n": len(kept)}
        messages.success(request, said)
        return HttpResponseRedirect(reverse("desk_receptions") + "?tab=drafted")


def _seal(drawn: list[planning.Drawn]) -> str:
    """What was looked at, so that nothing else is kept."""
    return " ".join(f"{one.rule.code}:{one.new.starts_at:%y%m%d}:{one.new.leader.pk}" for one in drawn)


class AddView(OfficePage, View):
    """`/desk/receptions/new`: a day added by hand."""

    template = "reception/desk/add.html"

    def form(self, data: Any = None) -> DayForm:
        """The form, with the office's own address."""
        initial = {"place": self.host.place, "address": self.host.address}
        form = desk_form(DayForm, self, data, initial, under=self.host.place.path)
        if not isinstance(form, DayForm):
            raise TypeError(type(form))
        for field in form.fields.values():
            if hasattr(field, "under"):
                field.under = self.host.place.path
        return form

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "host": self.host,
            "unit_names": names.unit_names(self.now),
            "place_names": names.place_names(self.host.place.path, timezone.localdate(self.now)),
            "needs": planning.by_need(self.host, self.actor, self.now),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put it into the plan, or say why not."""
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            day = actions.add(form.new(), host=self.host, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, gettext("Planned. Make it public in time."))
        return HttpResponseRedirect(reverse("desk_reception", args=[day.pk]))
