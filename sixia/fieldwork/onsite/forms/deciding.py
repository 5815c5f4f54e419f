"""One form per kind of decision; each carries a name of its own, so that it is taken once. Fields say what they are for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CategoryField, DeskForm, UnitField, UnitsField
from sixia.fieldwork.onsite import rules
from sixia.fieldwork.onsite.actions import NewAct
from sixia.fieldwork.onsite.models import Item
from sixia.kit.files.kinds import OFFICE
from sixia.ui.files import FilesField
from sixia.ui.forms import DateInput, NameField

CHECKED = forms.CharField(
    label=_("How it is looked at whether it was done"),
    max_length=400,
    required=False,
    help_text=_("Stands in the minutes. Empty: by the unit’s report and the resident’s own verdict."),
)


class ActForm(DeskForm):
    """The base: the name given by the page."""

    KIND = rules.OVERTAKEN
    text = forms.CharField(
        label=_("Why nothing is left to decide"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: answered yesterday."),
    )
    client = NameField()

    def offer(self, item: Item) -> None:
        """Leave out what this item has no use for."""
        if item.case_id is None:
            self.fields.pop("files_to_resident", None)
        if "category" in self.fields and item.case is not None and item.case.category and item.case.state != "heard":
            del self.fields["category"]

    def new(self, item: Item) -> NewAct:
        """The act as the action takes it."""
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        files = tuple(given.pop("photos", ()))
        return NewAct(kind=self.KIND, item=item, files=files, **given)


class SolveForm(ActForm):
    """What was done at once."""

    KIND = rules.SOLVED
    text = forms.CharField(
        label=_("What was done at once"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where, when, by whom. It is the answer: the residents give their verdict, and only that closes it."),
    )
    photos = FilesField(allowed=OFFICE)
    files_to_resident = forms.BooleanField(label=_("The residents get these files too"), required=False)


class OrderForm(ActForm):
    """What must be done, by whom, by when."""

    KIND = rules.ORDERED
    text = forms.CharField(label=_("What is to be done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    unit = UnitField(label=_("Lead unit"), help_text=_("Gets the order in this act and answers for the whole."))
    assisting = UnitsField(label=_("Assisting units"), required=False, help_text=_("Unit names, separated by commas."))
    due_on = forms.DateField(label=_("By which day"), widget=DateInput, help_text=_("No later than the rules allow."))
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as it is"))
    checked = CHECKED


class ExplainForm(ActForm):
    """What was explained, by which law, and what can be done against it."""

    KIND = rules.EXPLAINED
    text = forms.CharField(
        label=_("What was explained"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The residents read it as the answer and give their verdict."),
    )
    basis = forms.CharField(label=_("Legal basis"), max_length=1000)
    remedies = forms.CharField(
        label=_("What can be done against it"), max_length=1000, help_text=_("Where and within how many days.")
    )


class CarryForm(ActForm):
    """Why not today, and when."""

    KIND = rules.CARRIED
    text = forms.CharField(label=_("Why it cannot be decided today"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = forms.DateField(
        label=_("Carried over to"), widget=DateInput, help_text=_("It comes back by itself when an office is held here again.")
    )


class PromiseForm(ActForm):
    """What the host promises, in one line."""

    KIND = rules.PROMISED
    text = forms.CharField(label=_("What was promised, in the words that were said"), max_length=400)
    due_on = forms.DateField(label=_("By which day"), widget=DateInput)


class RaiseForm(ActForm):
    """What is behind it."""

    KIND = rules.RAISED
    text = forms.CharField(
        label=_("What is behind it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is wrong beyond this one case. No names."),
    )
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as it is"))


FORMS: dict[str, type[ActForm]] = {
    form.KIND: form for form in (SolveForm, OrderForm, ExplainForm, CarryForm, ActForm, PromiseForm, RaiseForm)
}
