"""Somebody met on a visit: looked up with a reason, or struck out when they take their consent back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views import View

from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.desk.visits import VisitPage
from sixia.fieldwork.visits.flow import OWN
from sixia.fieldwork.visits.forms import LookForm
from sixia.fieldwork.visits.models import Met
from sixia.kit.flow import Refused
from sixia.ui.http import invalid_response, refusal_response


class PersonView(VisitPage, View):
    """`/desk/visits/<pk>/people/<person>/<step>`: `look` or `strike`; by POST alone."""

    http_method_names = ["post"]
    template = "visits/desk/person.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        person = self.visit.people.select_related("visit").filter(pk=kwargs["person"]).first()
        if person is None or not self.visit.roles_of(self.actor) & actions.MAY_LOOK:
            raise Http404
        if kwargs["step"] == "look":
            return self._look(request, person)
        if kwargs["step"] != "strike" or not self.visit.roles_of(self.actor) & OWN:
            raise Http404
        actions.strike(person, by=self.actor, now=self.now)
        messages.success(request, gettext("Struck out: nothing of them is left."))
        return HttpResponseRedirect(reverse("desk_visit", args=[self.visit.pk]) + "#people")

    def _look(self, request: HttpRequest, person: Met) -> HttpResponse:
        form = LookForm(request.POST)
        context = {"visit": self.visit, "person": person, "now": self.now}
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            name, phone = actions.look(person, by=self.actor, now=self.now, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        response = render(request, self.template, {**context, "name": name, "phone": phone, "shown": True})
        response["Cache-Control"] = "no-store"
        return response
