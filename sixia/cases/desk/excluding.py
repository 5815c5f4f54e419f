"""The head of a lead unit asks to leave a case out of the unit's figures; somebody else decides, and it is always shown."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases import actions
from sixia.cases.desk.base import CasePage
from sixia.cases.flow import HEAD
from sixia.cases.forms.supervise import AskExclusionForm
from sixia.kit.flow import Refused
from sixia.ui.http import invalid_response, refusal_response


class AskExclusion(CasePage, View):
    """`/desk/cases/<pk>/exclusion`, for heads of the lead unit."""

    template = "cases/desk/supervise/exclude.html"

    def context(self) -> dict[str, Any]:
        """What the page shows; 404 for whoever does not head the lead unit."""
        if HEAD not in self.mine:
            raise Http404
        return {"case": self.case, "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": AskExclusionForm()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, or say why not."""
        form, context = AskExclusionForm(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            actions.ask_exclusion(self.case, **form.cleaned_data, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, _("Asked. Until somebody who oversees your unit has agreed, the case counts."))
        return HttpResponseRedirect(reverse("desk_case", args=[self.case.pk]))
