"""The privacy officer's page: a receipt and the grounds, a look at what will go, then words and identity are erased."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.cases import actions
from sixia.cases.forms.erase import EraseForm
from sixia.cases.models import Voice
from sixia.kit.flow import Refused
from sixia.kit.masking import mask_name, mask_phone
from sixia.people.desk.base import Act
from sixia.people.rules import PRIVACY_OFFICER
from sixia.ui.http import refusal_response


class Erase(Act):
    """Erase what a resident said and who they are: first shown, then done."""

    roles = (PRIVACY_OFFICER,)
    template = "cases/desk/erase.html"
    title = _("Erase a resident's data")
    words = _(
        "Words, name, telephone, addresses, notes of calls and comments are emptied and cannot be brought back. "
        "Dates, states and verdict marks stay, and so does the record that they were erased. "
        "The receipt opens nothing any more."
    )
    button = _("Show what will be erased")
    done = _("Erased. The record shows when and why, without the person.")
    tone = "grave"
    form_class = EraseForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is not shown yet is shown; what has been seen under this receipt is erased."""
        form = EraseForm(request.POST)
        if not form.is_valid() or form.cleaned_data["seen"] == form.cleaned_data["receipt"]:
            return super().post(request, *args, **kwargs)
        receipt = form.cleaned_data["receipt"]
        try:
            found = actions.erasable(receipt, by=self.actor)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        seen = EraseForm(initial={**form.cleaned_data, "seen": receipt})
        return render(request, self.template, {**self.context(), "form": seen, "found": [_line(voice) for voice in found]})

    def do(self, form: Any, now: Any) -> str:
        """Erase."""
        actions.erase(form.cleaned_data["receipt"], reason=form.cleaned_data["reason"], by=self.actor, now=now)
        return reverse("desk_erase")

    def back(self) -> str:
        """The start page."""
        return reverse("desk")


def _line(voice: Voice) -> dict[str, Any]:
    """Enough to be sure that it is the right person, and no more."""
    who = [mask_name(voice.name) if voice.name else "", mask_phone(voice.phone) if voice.phone else ""]
    return {"voice": voice, "who": " ".join(part for part in who if part)}
