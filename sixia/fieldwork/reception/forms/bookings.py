"""Forms about coming to a reception day: booking, opening a booking, coming on another day, and a clerk's entry."""

import json
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.reception.actions import NewBooking
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.reception.rules import read_code
from sixia.ui.forms import CodeInput, PhoneInput, SixiaForm


class BookForm(SixiaForm):
    """What a resident fills in: one box, how to reach them, what they need."""

    about = forms.CharField(
        label=_("What is it about?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few words are enough; you say the rest there. Leave out bank and identity numbers."),
    )
    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=PhoneInput,
        help_text=_("So that we can tell you when the day changes. Only whoever runs the reception sees it."),
    )
    receipt = forms.CharField(
        label=_("Receipt code of an earlier matter"),
        max_length=40,
        required=False,
        widget=CodeInput,
        help_text=_("If there is one."),
    )
    people = forms.IntegerField(label=_("How many of you come"), min_value=1, max_value=500, initial=1)
    wheelchair = forms.BooleanField(label=_("Somebody comes in a wheelchair"), required=False)
    interpreter = forms.CharField(
        label=_("Interpreter"), max_length=40, required=False, help_text=_("Such as sign language, or which dialect.")
    )
    home_visit = forms.BooleanField(label=_("I cannot come myself: please visit me at home"), required=False)
    client = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def new(self, way: str, **more: Any) -> NewBooking:
        """The booking as the action takes it. Its name holds what it says: the same form sent twice is one booking, and sent
        again with something corrected it is another one, never lost."""
        given = self.cleaned_data
        said = json.dumps([str(value) for name, value in sorted(given.items()) if name != "client"])
        return NewBooking(
            about=given["about"],
            way=way,
            client=uuid.uuid5(given["client"] or uuid.uuid4(), said),
            name=clean(given["name"]),
            phone=given["phone"],
            receipt=given["receipt"],
            people=given["people"],
            wheelchair=given["wheelchair"],
            interpreter=given["interpreter"],
            home_visit=given["home_visit"],
            **more,
        )


class DeskBookForm(BookForm):
    """What a clerk or a grid worker fills in for somebody; it may be somebody who stands at the door."""

    way = forms.ChoiceField(label=_("How it came"), choices=(), widget=forms.RadioSelect)
    consent = forms.CharField(label=_("How they agreed"), max_length=200, required=False)
    field_order = ("way", "about", "name", "phone", "receipt", "people")

    def __init__(self, *args: Any, ways: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["way"]
        field.choices = ways
        if len(ways) == 1:
            field.initial = ways[0][0]
        if "helper" not in dict(ways):
            del self.fields["consent"]
        self.fields["name"].required = False


class OpenForm(SixiaForm):
    """Code and passcode of a booking."""

    code = forms.CharField(label=_("Booking code"), max_length=40, widget=CodeInput)
    passcode = forms.CharField(
        label=_("Passcode"),
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "code short"}),
    )

    def booking(self) -> str | None:
        """The code in its stored form."""
        return read_code(self.cleaned_data["code"])

    def digits(self) -> str:
        """The six digits alone."""
        return "".join(char for char in self.cleaned_data["passcode"] if char.isdigit())


class ShiftForm(SixiaForm):
    """Another day."""

    to = forms.ModelChoiceField(label=_("Another day"), queryset=Day.objects.none(), empty_label=_("Choose a day"))

    def __init__(self, *args: Any, days: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = days
        field.label_from_instance = lambda row: f"{row.date:%Y-%m-%d} {row.title} {row.account.name}"


class FindForm(SixiaForm):
    """Whoever has arrived: their code or telephone."""

    q = forms.CharField(label=_("Booking code or telephone"), max_length=40, widget=forms.TextInput({"autocomplete": "off"}))


class LookForm(SixiaForm):
    """Why an official wants to know who it is."""

    reason = forms.CharField(label=_("What for"), max_length=80)
