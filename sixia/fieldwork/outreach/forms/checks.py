"""Forms about checks of understanding: counts, the code, the questions themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.outreach import rules
from sixia.fieldwork.outreach.actions import NewCount
from sixia.fieldwork.outreach.models import MOMENTS, WAYS
from sixia.ui.forms import Downward, NameField, SixiaForm


class CountForm(SixiaForm):
    """Counts of a check on paper or by hands: people, and per question how many answered and how many of them right."""

    used_by = dict.fromkeys(("moment", "way", "people"), "whoever improves the talk, and the coverage: was it understood?")

    moment = forms.ChoiceField(label=_("Before or after"), choices=MOMENTS, widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How"), choices=[row for row in WAYS if row[0] != rules.LINK], widget=forms.RadioSelect, initial=rules.HANDS
    )
    people = forms.IntegerField(label=_("How many took part"), min_value=1, max_value=100_000)
    client = NameField()

    def __init__(self, *args: Any, items: list[rules.Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for number, _item in enumerate(items, start=1):
            words = {"number": number}
            asked = forms.IntegerField(label=_("Question %(number)d: answered") % words, min_value=0, max_value=100_000)
            right = forms.IntegerField(label=_("Question %(number)d: right") % words, min_value=0, max_value=100_000)
            self.fields |= {f"asked_{number}": asked, f"right_{number}": right}

    def rows(self) -> list[tuple[rules.Item, Any, Any]]:
        """Each question with its two fields."""
        return [(item, self[f"asked_{at}"], self[f"right_{at}"]) for at, item in enumerate(self.items, start=1)]

    def new(self) -> NewCount:
        """The counts as the action takes them."""
        given = self.cleaned_data
        counts = tuple((given[f"asked_{at}"], given[f"right_{at}"]) for at in range(1, len(self.items) + 1))
        return NewCount(moment=given["moment"], way=given["way"], people=given["people"], counts=counts, client=given["client"])


class LinkForm(SixiaForm):
    """When the people answer on their telephones."""

    used_by = {"moment": "whoever improves the talk: before and after are compared"}

    moment = forms.ChoiceField(label=_("Before or after"), choices=MOMENTS, widget=forms.RadioSelect)


class CodeForm(SixiaForm):
    """The code of a check."""

    used_by = {"code": "the software, to open the questions of that talk"}

    code = forms.CharField(
        label=_("Code on the wall"), max_length=20, widget=forms.TextInput({"class": "code short", "autocomplete": "off"})
    )


class AnswerForm(SixiaForm):
    """The questions of a check, to be answered on one's own telephone; none must be answered."""

    def __init__(self, *args: Any, items: list[rules.Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, item in enumerate(items):
            choices = [(str(number), option) for number, option in enumerate(item.options)]
            self.fields[f"item_{at}"] = forms.ChoiceField(
                label=f"{at + 1}. {item.text}", choices=choices, widget=Downward, required=False
            )

    def chosen(self) -> dict[int, int]:
        """Item → option, of those that were answered."""
        given = self.cleaned_data
        return {int(name.removeprefix("item_")): int(value) for name, value in given.items() if value}
