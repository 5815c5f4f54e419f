"""Forms of hot issues and early warnings."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.ui.forms import SixiaForm


class RaiseForm(SixiaForm):
    """The problem an issue becomes; place, category and cases are known."""

    title = forms.CharField(label=_("The problem in one line"), max_length=120)
    words = forms.CharField(
        label=_("What is wrong, and for whom"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For whoever must solve it, and for the residents behind it: no names, no telephone numbers."),
    )


class SeeForm(SixiaForm):
    """Nothing to fill in."""


class TakeUpForm(SixiaForm):
    """What is done about a warning."""

    used_by: ClassVar[dict[str, Any]] = {"note": "whoever reads the warning later, and the daily and weekly briefs"}

    note = forms.CharField(
        label=_("What is done about it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who goes there, when, and what for? One sentence is enough."),
    )


class DismissForm(SixiaForm):
    """Why nothing needs to be done."""

    reason = forms.CharField(
        label=_("Why nothing needs to be done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: one group sent the same text, or an event that is over."),
    )
