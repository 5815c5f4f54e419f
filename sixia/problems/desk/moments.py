"""What the pages about rules, watches and topics share: one moment, the rules in force, names to choose from, one form page."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.views import View

from sixia.cases.forms.desk_fields import DeskForm
from sixia.cases.queries import names
from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.kit.flow import Refused
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import INSPECTOR, LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD
from sixia.places.models import Place
from sixia.problems.lasting.standing import WORKING
from sixia.problems.queries.focus import root_of
from sixia.ui.http import invalid_response, refusal_response

BOARDS = (INSPECTOR, LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD)
"""Who reads figures of a territory."""


class Moment(DeskMixin):
    """A page with one moment."""

    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def book(self) -> RuleBook:
        """The rules in force."""
        return current_book(self.now)

    @cached_property
    def root(self) -> Place:
        """The place that holds all territories of the reader's posts; 404 without one."""
        found = root_of(self.actor, self.now)
        if found is None:
            raise Http404
        return found

    @cached_property
    def under(self) -> str:
        """The path within which the reader names places."""
        return min(self.actor.scopes(*WORKING), key=len, default="")

    def names(self, form: forms.Form) -> dict[str, Any]:
        """Names to choose from while typing, as far as the form asks for any."""
        found: dict[str, Any] = {}
        if "unit" in form.fields:
            found["unit_names"] = names.unit_names(self.now)
        if "place" in form.fields and self.under:
            found["place_names"] = names.place_names(self.under, timezone.localdate(self.now))
        return found


class FormPage(Moment, View):
    """One act on one page: a form, one button. A refusal keeps what was typed."""

    template: ClassVar[str] = "problems/lasting/form.html"
    form_class: type[forms.Form] = DeskForm
    done: str | Promise = ""

    def shown(self) -> dict[str, Any]:
        """Title, button, way back and what else the page shows."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """What stands in the form at first."""
        return {}

    def do(self, form: Any) -> str:
        """Do it; where to go on. Raises Refused."""
        raise NotImplementedError

    def offer(self, form: Any) -> None:
        """Fill in what there is to choose from."""

    def form(self, data: Any = None) -> forms.Form:
        """The form, bound to who reads the page and when, where it asks for that."""
        kind = self.form_class
        if issubclass(kind, DeskForm):
            made: forms.Form = kind(
                data, initial=self.initial(), actor=self.actor, now=self.now, book=self.book, under=self.under
            )
        else:
            made = kind(data, initial=self.initial())
        self.offer(made)
        return made

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        shown, form = self.shown(), self.form()
        return render(request, self.template, {"now": self.now, **shown, **self.names(form), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        shown, form = self.shown(), self.form(request.POST)
        context = {"now": self.now, **shown, **self.names(form)}
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            url = self.do(form)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        if self.done:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(url)
