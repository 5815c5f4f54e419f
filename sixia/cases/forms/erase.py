"""What the privacy officer fills in to erase a resident's data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import read_receipt
from sixia.people.forms import DeskForm


class EraseForm(DeskForm):
    """The receipt, typed as people type it, and the grounds."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=40)
    reason = forms.CharField(
        label=_("Who asked, and how you made sure it was them"),
        help_text=_("Kept in the journal. Do not write the person's name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean_receipt(self) -> str:
        """The code in its stored form."""
        code = read_receipt(self.cleaned_data["receipt"])
        if code is None:
            raise forms.ValidationError(_("This is no receipt number. It looks like SX3F7K92M4-P."))
        return code
