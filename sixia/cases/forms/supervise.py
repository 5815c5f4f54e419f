"""Forms of oversight: asking to leave a case out of the figures, and deciding that. Knows no address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Exclusion
from sixia.ui.forms import Downward, SixiaForm


class AskExclusionForm(SixiaForm):
    """Why a case should be left out of the unit's figures."""

    reason = forms.ChoiceField(label=_("Ground"), choices=Exclusion.REASONS, widget=Downward)
    note = forms.CharField(
        label=_("The facts"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever decides reads this."),
    )


class DecideExclusionForm(SixiaForm):
    """Granted or refused; nothing is preselected."""

    granted = forms.ChoiceField(
        label=_("Decision"),
        choices=(("yes", _("Leave it out; figures show it apart")), ("no", _("It counts"))),
        widget=Downward,
    )
