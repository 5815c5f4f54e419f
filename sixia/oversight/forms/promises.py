"""Forms about promises: one line where it is said, the whole form, and one per move."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import DeskForm, PeopleField, PlaceField, UnitField
from sixia.oversight.models import WHERE
from sixia.people.models import Account
from sixia.ui.forms import DateInput, SixiaForm

WORDS = _("What was promised, in the words that were said")
BY = _("By which day")


class PersonField(PeopleField):
    """One official, by name or sign-in name."""

    def nothing(self) -> Any:
        """Whoever fills it in."""
        return None

    def named(self, text: str) -> Any:
        """The account."""
        found = super().named(text)
        if len(found) != 1:
            raise ValidationError(gettext("Name one person."))
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        """An account given as initial value shows its name."""
        return value.name if isinstance(value, Account) else value


class LineForm(DeskForm):
    """One line on the case page: what, by when, where it was said."""

    words = forms.CharField(label=WORDS, max_length=400)
    due_on = forms.DateField(label=BY, widget=DateInput)
    where = forms.ChoiceField(label=_("Where it was said"), choices=WHERE, initial="contact")
    unit = UnitField(label=_("Unit that keeps it"), required=False)
    account = PersonField(label=_("Who said it"), required=False, help_text=_("Leave it empty when you said it yourself."))


class RideForm(SixiaForm):
    """What was promised in an answer or a conversation; empty where nothing was."""

    words = forms.CharField(label=WORDS, max_length=400, required=False)
    due_on = forms.DateField(label=BY, widget=DateInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A promise has words and a day, or neither."""
        found = super().clean() or {}
        if bool(found.get("words")) != bool(found.get("due_on")) and "due_on" not in self.errors:
            self.add_error("due_on" if found.get("words") else "words", gettext("A promise needs its words and its day."))
        return found


class LooseForm(LineForm):
    """A promise that belongs to no case: to the people of a place, or to a group."""

    place = PlaceField(label=_("To the people of this place"), required=False)
    group = forms.CharField(
        label=_("Or to a group"), required=False, max_length=80, help_text=_("Such as “the shopkeepers of the market”; no names.")
    )


class ClaimForm(SixiaForm):
    """It is done: evidence."""

    done_on = forms.DateField(label=_("On which day it was done"), widget=DateInput)
    evidence = forms.CharField(
        label=_("How anybody can see it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was done, where, and what shows it: photographs, readings, a signature."),
    )
    link = forms.URLField(label=_("Link to the evidence"), required=False, assume_scheme="https")


class NoteForm(SixiaForm):
    """What the resident said, or what was seen; may stay empty."""

    note = forms.CharField(label=_("In their words"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SayForm(SixiaForm):
    """What a resident says of a promise, on their own page."""

    note = forms.CharField(label=_("Anything you want to say about it"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class NeededNoteForm(SixiaForm):
    """What the resident said is missing."""

    note = forms.CharField(label=_("What is missing, in their words"), widget=forms.Textarea(attrs={"rows": 3}))


class ReplaceForm(SixiaForm):
    """Another wording, or another day."""

    words = forms.CharField(label=_("The new words"), max_length=400)
    due_on = forms.DateField(label=_("The new day"), widget=DateInput)
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("The residents read it beside the old promise.")
    )


class PlainForm(SixiaForm):
    """Nothing to fill in."""


class ReasonForm(SixiaForm):
    """A reason."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))
