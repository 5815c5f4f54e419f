"""The privacy officer's page: a receipt and the grounds, and the person's words and identity are erased."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.cases import actions
from sixia.cases.forms.erase import EraseForm
from sixia.people.desk.base import Act
from sixia.people.rules import PRIVACY_OFFICER


class Erase(Act):
    """Erase what a resident said and who they are."""

    roles = (PRIVACY_OFFICER,)
    title = _("Erase a resident's data")
    words = _(
        "Words, name, telephone, addresses, notes of calls and comments are emptied and cannot be brought back. "
        "Dates, states and verdict marks stay, and so does the record that they were erased. "
        "The receipt opens nothing any more."
    )
    button = _("Erase for ever")
    done = _("Erased. The record shows when and why, without the person.")
    tone = "grave"
    form_class = EraseForm

    def do(self, form: Any, now: Any) -> str:
        """Erase."""
        actions.erase(form.cleaned_data["receipt"], reason=form.cleaned_data["reason"], by=self.actor, now=now)
        return reverse("desk_erase")

    def back(self) -> str:
        """The start page."""
        return reverse("desk")
