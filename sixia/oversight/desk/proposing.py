"""From the case page: proposing a leader in charge, naming one at once, and marking a case important."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases.models import Case
from sixia.kit.flow import Refused
from sixia.oversight import actions
from sixia.oversight.actions.charging import MARKERS, PROPOSERS
from sixia.oversight.desk.moving import Moment, desk_form
from sixia.oversight.forms.charges import NameForm, ProposeForm
from sixia.oversight.forms.promises import ReasonForm
from sixia.oversight.norms import first_term
from sixia.oversight.queries import proposals
from sixia.oversight.queries.charges import charge_of, is_marked
from sixia.people.rules import PRINCIPAL
from sixia.ui.http import invalid_response, refusal_response


class ProposeAndNameForm(ProposeForm, NameForm):
    """Both in one act, for the principal."""

    field_order = ("leader", "until", "note")


class CaseAct(Moment, View):
    """One act on a case from its page; absent for whoever has no role for it."""

    template = "oversight/desk/case_act.html"
    needed: frozenset[str] = frozenset()
    form_class: type[forms.Form] = ProposeForm

    @cached_property
    def case(self) -> Case:
        """The case; 404 without a role for the act."""
        found = self.case_of(self.kwargs["pk"])
        if not found.roles_of(self.actor) & self.needed:
            raise Http404
        return found

    def shown(self) -> dict[str, Any]:
        """Title, explanation and button."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """What stands in the form at first."""
        return {}

    def do(self, given: dict[str, Any]) -> str:
        """Do it; where to go on. Raises Refused."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {"case": self.case, "back": reverse("desk_case", args=[self.case.pk]), "now": self.now, **self.shown()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        context = self.context()
        return render(request, self.template, {**context, "form": desk_form(self.form_class, self, initial=self.initial())})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        context = self.context()
        form = desk_form(self.form_class, self, request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            url = self.do(form.cleaned_data)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        return HttpResponseRedirect(url)


class ProposeView(CaseAct):
    """`/desk/charges/of/<pk>`: propose; the principal names the leader in the same act."""

    needed = PROPOSERS

    @property
    def names(self) -> bool:
        """Whether the reader is the principal over this case."""
        inside = [scope for scope in self.actor.scopes(PRINCIPAL) if self.case.place_path.startswith(scope)]
        return bool(inside)

    @property
    def form_class(self) -> type[forms.Form]:  # type: ignore[override] # it depends on who reads
        """With the choice of the leader for the principal."""
        return ProposeAndNameForm if self.names else ProposeForm

    def shown(self) -> dict[str, Any]:
        """The criteria that are met."""
        met = proposals.in_words(proposals.reasons_of(self.case, self.actor, self.now))
        title = _("Name a leader in charge") if self.names else _("Propose a leader in charge")
        return {"title": title, "met": met, "shows_met": True, "button": title}

    def initial(self) -> dict[str, Any]:
        """The first term that the rules give."""
        return {"until": first_term(self.now)} if self.names else {}

    @transaction.atomic
    def do(self, given: dict[str, Any]) -> str:
        """Propose, and name where the reader may; an open proposal is taken up."""
        known = charge_of(self.case, self.actor)
        waiting = known is not None and known.state == "proposed" and self.names
        charge = known if waiting and known else actions.propose(self.case, note=given["note"], by=self.actor, now=self.now)
        if self.names:
            actions.name(charge, leader=given["leader"], until=given["until"], by=self.actor, now=self.now)
        messages.success(self.request, _("Named.") if self.names else _("Proposed. The principal decides."))
        return reverse("desk_charge", args=[charge.pk])


class MarkView(CaseAct):
    """`/desk/charges/of/<pk>/important`: mark the case, or take the mark off."""

    needed = MARKERS
    form_class = ReasonForm

    @cached_property
    def marked(self) -> bool:
        """Whether it is marked now."""
        return is_marked(self.case)

    def shown(self) -> dict[str, Any]:
        """What the button does."""
        title = _("No longer important") if self.marked else _("Mark as important")
        return {"title": title, "button": title}

    def do(self, given: dict[str, Any]) -> str:
        """Turn the mark."""
        actions.mark(self.case, important=not self.marked, reason=given["reason"], by=self.actor, now=self.now)
        return reverse("desk_case", args=[self.case.pk])
