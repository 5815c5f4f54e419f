"""The form in which a key is made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.people.forms import DeskForm, UnitField


class KeyForm(DeskForm):
    """Whose key it is, and which desk hears what comes by it."""

    name = forms.CharField(
        label=_("Name of the other system"), max_length=31, help_text=_("Small letters, digits and hyphens, such as city-app")
    )
    desk = UnitField(label=_("Which desk hears it?"), required=False, empty_label=_("The desk nearest to the place"))
