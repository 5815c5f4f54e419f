"""The form in which a town calls units. Fields say what they are for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, DeskForm, PlaceField, UnitsField
from sixia.fieldwork.onsite.forms.planning import ProblemField
from sixia.people.models import Unit
from sixia.ui.forms import DateTimeInput, NameField


class WhistleForm(DeskForm):
    """Which units, for what, where and by when."""

    unit = forms.ModelChoiceField(label=_("Your unit"), queryset=Unit.objects.none(), empty_label=None)
    units = UnitsField(label=_("Units that are needed"), help_text=_("Of the county or above; names, separated by commas."))
    reason = forms.CharField(
        label=_("Why they are needed on the spot"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The called units read it: what has happened and what each must decide. No names."),
    )
    wanted_at = forms.DateTimeField(label=_("Wanted at"), widget=DateTimeInput)
    place = PlaceField(label=_("Place"), help_text=_("Of your own territory."))
    spot = forms.CharField(label=_("Where exactly"), max_length=200, required=False)
    case = CaseField(label=_("About this case"), required=False, help_text=_("Its number or a receipt; or leave it empty."))
    problem = ProblemField(label=_("About this problem"), required=False, help_text=_("Its number; or leave it empty."))
    client = NameField()

    def __init__(self, *args: Any, own: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ModelChoiceField) and own is not None:
            field.queryset = own
            field.initial = own.first()
