"""Forms about policies: the words, why one is withdrawn, what a person says about like questions, what was made clearer."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import DeskForm, PlaceField, UnitField
from sixia.fieldwork.outreach import norms, rules
from sixia.fieldwork.outreach.actions import NewWords
from sixia.fieldwork.outreach.models import Version
from sixia.kit.files.kinds import OFFICE
from sixia.ui.files import FilesField
from sixia.ui.forms import DateInput, NameField, SixiaForm

FAULTS: Any = {
    rules.NO_ANSWER: _("Paragraph %(number)d has no answer below its question."),
    rules.MANY: _("At most five questions: paragraph %(number)d is one too many."),
    rules.OPTIONS: _("Paragraph %(number)d needs two to five answers to choose from, each on its own line."),
    rules.ONE_RIGHT: _("Paragraph %(number)d needs exactly one right answer, with a star (*) before it."),
}


def _read(reader: Callable[[str], list[Any]], text: str) -> tuple[Any, ...]:
    """What was typed, or the sentence that says what is wrong with it."""
    try:
        return tuple(reader(text))
    except rules.Unreadable as fault:
        raise ValidationError(str(FAULTS[fault.fault]) % {"number": fault.number}) from fault


class WordsForm(DeskForm):
    """The words of a policy, as a draft."""

    used_by = {
        **dict.fromkeys(("title", "summary", "link", "document"), "residents who read the policy, and whoever explains it"),
        **dict.fromkeys(("ref", "issuer"), "whoever looks for the document or cites it"),
        "answers": "residents, and the clerk who is asked the same",
        "items": "whoever checks at a session what was understood",
        "audience": "residents who look for what is meant for them",
        "valid_from": "residents, who read from when on it holds",
        "valid_to": "the software, which ends the policy after that day",
        "place": "the coverage, which counts the villages where it holds",
    }

    title = forms.CharField(label=_("Title of the document"), max_length=200, help_text=_("As it was issued."))
    ref = forms.CharField(label=_("Issuing number"), max_length=120, required=False)
    issuer = forms.CharField(label=_("Issuing unit"), max_length=200, required=False)
    summary = forms.CharField(
        label=_("In plain words"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("What people get or must do, who, where, until when. As you would say it at the door."),
    )
    answers = forms.CharField(
        label=_("Questions and answers"),
        max_length=12_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("The question on one line, the answer below it; then an empty line. They help at the desk, too."),
    )
    items = forms.CharField(
        label=_("Questions of the understanding check"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("The question on one line, below it the answers; a star (*) before the right one. At most five."),
    )
    audience = forms.MultipleChoiceField(
        label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Coverage is counted by it.")
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=DateInput)
    valid_to = forms.DateField(label=_("Last day"), widget=DateInput, required=False, help_text=_("Empty: until further notice."))
    link = forms.CharField(label=_("Where the document is published"), max_length=500, required=False, help_text="https://…")
    document = FilesField(allowed=OFFICE, label=_("The document"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["audience"]
        field.choices = norms.group_choices(self.now)

    def clean_answers(self) -> tuple[Any, ...]:
        """Pairs of question and answer."""
        return _read(rules.read_answers, self.cleaned_data["answers"])

    def clean_items(self) -> tuple[Any, ...]:
        """Check questions."""
        return _read(rules.read_items, self.cleaned_data["items"])

    def words(self) -> NewWords:
        """The words as the action takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("document", "unit", "place", "client")}
        return NewWords(**{**given, "audience": tuple(given["audience"])}, files=self.cleaned_data["document"])


class PolicyForm(WordsForm):
    """A policy that is entered."""

    unit = UnitField(label=_("Unit that answers for the words"), required=False, help_text=_("Empty: your own."))
    place = PlaceField(label=_("Where it holds"), required=False, help_text=_("Empty: the whole territory of the unit."))
    client = NameField()


def as_written(version: Version) -> dict[str, Any]:
    """What stands in the form of a draft."""
    same = ("title", "ref", "issuer", "summary", "valid_from", "valid_to", "link")
    return {
        **{name: getattr(version, name) for name in same},
        "answers": rules.write_answers(version.answers),
        "items": rules.write_items(version.check_items),
        "audience": version.groups,
    }


class WithdrawForm(SixiaForm):
    """Why a policy does not hold any more."""

    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It stands above the old words.")
    )


class SettleForm(SixiaForm):
    """What was made clearer."""

    used_by = {"reply": "whoever was asked the question, and whoever supervises"}

    reply = forms.CharField(
        label=_("What was made clearer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As a rule: a new version, or one more question with its answer."),
    )


class PlainForm(SixiaForm):
    """Nothing to fill in."""


class DecideForm(SixiaForm):
    """What a person says about like questions."""

    questions = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    reason = forms.CharField(label=_("Why nothing is unclear"), max_length=1000, required=False)

    def clean_questions(self) -> list[int]:
        """The keys of the questions."""
        parts = self.cleaned_data["questions"].split(",")
        if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
            raise ValidationError(gettext("Reload the page and look again."))
        return [int(part) for part in parts]
