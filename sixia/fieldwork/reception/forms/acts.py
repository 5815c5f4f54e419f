"""One form per kind of thing that comes of a talk; each carries a name of its own, so that it is taken once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, CategoryField, DeskForm, PlaceField, UnitField, UnitsField
from sixia.cases.models import KINDS
from sixia.fieldwork.reception.actions import NewAct
from sixia.fieldwork.reception.models import Act
from sixia.petitions.forms import HERE as PROCEDURES
from sixia.ui.forms import DateInput, NameField

ORDINARY = tuple(kind for kind in KINDS if kind[0] != "accusation")


class ActForm(DeskForm):
    """The base: a name given by the page."""

    KIND = Act.NOTED
    text = forms.CharField(label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    client = NameField()

    def new(self) -> NewAct:
        """The act as the action takes it."""
        given: dict[str, Any] = dict(self.cleaned_data)
        return NewAct(kind=self.KIND, **{name: value for name, value in given.items() if value not in (None, "")})


class HeardForm(ActForm):
    """Their words."""

    KIND = Act.HEARD
    text = forms.CharField(label=_("In the resident’s words"), max_length=12_000, widget=forms.Textarea(attrs={"rows": 5}))
    voice_kind = forms.ChoiceField(label=_("Kind"), choices=ORDINARY, initial="help")
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as understood"))
    place = PlaceField(label=_("Where it is"), required=False)
    into = CaseField(
        label=_("Joins this case"), required=False, help_text=_("Its number or a receipt; empty for a matter of its own.")
    )

    def new(self) -> NewAct:
        """Joined where a case is named."""
        made = super().new()
        return made if made.into is None else NewAct(kind=Act.JOINED, client=made.client, text=made.text, into=made.into)


class InstructForm(ActForm):
    """What the leader says must be done, and by whom."""

    KIND = Act.INSTRUCTED
    text = forms.CharField(label=_("Instruction"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    unit = UnitField(label=_("Lead unit"))
    assisting = UnitsField(label=_("Assisting units"), required=False)
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as it is"))


class PromiseForm(ActForm):
    """What the leader promises, in their words, and by when."""

    KIND = Act.PROMISED
    text = forms.CharField(label=_("What was promised, in the words that were said"), max_length=400)
    due_on = forms.DateField(label=_("By which day"), widget=DateInput)


class SettleForm(ActForm):
    """What was done at once."""

    KIND = Act.SETTLED
    text = forms.CharField(
        label=_("What was done at once"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is the answer: the person is asked for their own verdict, and only that closes it."),
    )


class ExplainForm(ActForm):
    """What was explained, and by which law."""

    KIND = Act.EXPLAINED
    text = forms.CharField(label=_("What was explained"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    basis = forms.CharField(label=_("Legal basis"), max_length=1000, required=False)


class PetitionForm(ActForm):
    """What is asked for, as a petition."""

    KIND = Act.PETITION
    text = forms.CharField(
        label=_("Request in a sentence"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is registered at once where you register petitions; else it goes to the petition office, which does."),
    )
    matter = forms.ChoiceField(label=_("Procedure"), choices=[("", _("decide later")), *PROCEDURES], required=False)


FORMS: dict[str, type[ActForm]] = {
    form.KIND: form for form in (HeardForm, InstructForm, PromiseForm, SettleForm, ExplainForm, PetitionForm, ActForm)
}
