"""Forms of officials: an upload, a reason, a number of sheets, a sheet's number, a telephone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.ui.forms import SixiaForm


class UploadForm(SixiaForm):
    """An XLSForm, whose it is and where it asks."""

    used_by = {"file": "whoever fills the survey in: every page, sheet and telephone is made from it"}

    file = forms.FileField(
        label=_("Excel file (XLSForm)"),
        widget=forms.FileInput({"accept": ".xlsx"}),
        help_text=_("With the sheets “survey”, “choices” and “settings”; at most 2 MB."),
    )
    unit = forms.ChoiceField(label=_("Unit whose survey it is"), help_text=_("Its people check and read what comes in."))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.choices = units
        if len(units) == 1:
            field.initial, field.widget = units[0][0], forms.HiddenInput()


class NoForm(SixiaForm):
    """A move that needs nothing but the will."""


class ReasonForm(SixiaForm):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever filled it in reads it and knows what to correct."),
    )


class LookForm(SixiaForm):
    """What the personal answers are needed for."""

    reason = forms.CharField(
        label=_("What for"), max_length=200, help_text=_("It is written down who has read them, when and why.")
    )


class SheetsForm(SixiaForm):
    """How many paper sheets."""

    used_by = {"count": "the printer: so many sheets get a number"}

    count = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=200, initial=10)


class SheetForm(SixiaForm):
    """The number on a sheet that is typed in."""

    used_by = {"sheet": "the software, so that a sheet is typed in once and by its own version"}

    sheet = forms.CharField(
        label=_("Number of the sheet"),
        max_length=24,
        widget=forms.TextInput({"class": "code short", "inputmode": "numeric", "autocomplete": "off", "data-focus": True}),
        help_text=_("At its top right; with or without dashes. Its last digit finds slips of the pen."),
    )


class DeviceForm(SixiaForm):
    """One's own telephone."""

    used_by = {"name": "the official whose telephone it is, to shut the right one out when it is lost"}

    name = forms.CharField(
        label=_("Name of the telephone"),
        max_length=60,
        help_text=_("So that you know it again when it is lost, such as “duty phone 2”."),
    )
