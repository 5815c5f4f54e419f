"""Forms about problems: raising one, and one per move."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CategoryField, DeskForm, Known, PeopleField, PlaceField, UnitField, UnitsField
from sixia.cases.models import Case
from sixia.cases.queries import names
from sixia.kit.files.kinds import OFFICE
from sixia.people.models import Account
from sixia.problems.models import SCALES, SOLVED, Asked
from sixia.ui.files import FilesField
from sixia.ui.forms import DateInput, SixiaForm

SCALE_CHOICES = (("", _("not known yet")), *SCALES)


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CasesField(Known):
    """Several cases, by their numbers or receipts, separated by commas."""

    def nothing(self) -> tuple[Case, ...]:
        """No case."""
        return ()

    def named(self, text: str) -> tuple[Case, ...]:
        """The cases, each once, as far as the reader may see them."""
        found: dict[int, Case] = {}
        for part in names.parts(text):
            row = names.case(part, self.actor)
            if row is None:
                raise ValidationError(
                    gettext("No case is found by “%(name)s”. Check the number or the receipt.") % {"name": part}
                )
            found[row.pk] = row
        return tuple(found.values())


class LeaderField(PeopleField):
    """One leader, by name or sign-in name."""

    options = "leader-names"

    def named(self, text: str) -> Any:
        """The account."""
        found = super().named(text)
        if len(found) != 1:
            raise ValidationError(gettext("Name one person."))
        return found[0]

    def nothing(self) -> Any:
        """Nobody."""
        return None

    def prepare_value(self, value: Any) -> Any:
        """An account given as initial value shows its name."""
        return value.name if isinstance(value, Account) else value


class DescribeForm(DeskForm):
    """What the problem is."""

    title = forms.CharField(label=_("The problem in one line"), max_length=120)
    words = forms.CharField(
        label=_("What is wrong, and for whom"),
        widget=_words(4),
        help_text=_("For whoever must solve it, and for the residents behind it: no names, no telephone numbers."),
    )
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as its first case"))
    scale = forms.ChoiceField(label=_("How far it reaches"), choices=SCALE_CHOICES, required=False)
    cause = forms.CharField(label=_("Why it happens, if it is known"), widget=_words(2), required=False)


class RaiseForm(DescribeForm):
    """What is wrong beyond one case, where, and what it grows from."""

    place = PlaceField(label=_("Place"), help_text=_("The smallest place that holds all of it."))
    cases = CasesField(label=_("Cases it grows from"), help_text=_("Numbers or receipts, separated by commas."))
    also = forms.TypedMultipleChoiceField(
        label=_("Open cases about the same thing near by"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    apart = forms.BooleanField(label=_("It is another problem than those named above"), required=False)

    field_order = ("title", "words", "place", "category", "scale", "cause", "cases", "also", "apart")

    def offer(self, cases: Sequence[Case], *, similar: bool) -> None:
        """Let similar cases be ticked; ask whether it is another problem only where there are some like it."""
        also: Any = self.fields["also"]
        also.choices = [(row.pk, f"#{row.pk} {row.title}{' · ' + row.place.name if row.place else ''}") for row in cases]
        if not cases:
            del self.fields["also"]
        if not similar:
            del self.fields["apart"]


class GrowForm(DeskForm):
    """What else it grows from."""

    cases = CasesField(label=_("Cases it grows from"), help_text=_("Numbers or receipts, separated by commas."))


class HandOverForm(DeskForm):
    """Another unit or leader."""

    unit = UnitField(label=_("Responsible unit"))
    leader = LeaderField(
        label=_("Responsible leader"), help_text=_("Who heads or leads this unit, or one above it; by name or sign-in name.")
    )
    reason = forms.CharField(label=_("Why"), widget=_words(2))


class AssignForm(HandOverForm):
    """Who answers for it, and by when."""

    due_on = forms.DateField(label=_("Solved by which day"), widget=DateInput)
    reason = None  # type: ignore[assignment] # Django's way to leave out a field of the class above


class DayForm(SixiaForm):
    """A later day, and why."""

    due_on = forms.DateField(label=_("The new day"), widget=DateInput)
    reason = forms.CharField(label=_("Why"), widget=_words(2))


class TaskForm(DeskForm):
    """One thing to be done, by whom, by when."""

    words = forms.CharField(label=_("What is to be done"), max_length=200)
    unit = UnitField(label=_("Unit that does it"))
    helpers = UnitsField(label=_("Units that assist"), required=False, help_text=_("Several are separated by commas."))
    due_on = forms.DateField(label=_("By which day"), widget=DateInput)


class UntaskForm(SixiaForm):
    """Which task is taken back, and why."""

    task = forms.TypedChoiceField(label=_("Which task"), coerce=int)
    reason = forms.CharField(label=_("Why"), widget=_words(2))


class ReportForm(SixiaForm):
    """What was reached, and what shows it."""

    done_on = forms.DateField(label=_("On which day it was done"), widget=DateInput)
    words = forms.CharField(
        label=_("What has been achieved"),
        widget=_words(4),
        help_text=_("What is different now, where, and how anybody can see it. The residents who are asked read it."),
    )
    attached = FilesField(label=_("Evidence (optional)"), allowed=OFFICE)


class JudgeForm(SixiaForm):
    """What one resident says, taken down by the call-back clerk."""

    voice = forms.TypedChoiceField(label=_("Which resident"), coerce=int)
    solved = forms.ChoiceField(label=_("Is it solved, as they say?"), choices=SOLVED, widget=forms.RadioSelect)
    note = forms.CharField(label=_("In their words"), required=False, widget=_words(3))

    def offer(self, asked: Sequence[Asked]) -> None:
        """Those who have not answered yet, by receipt."""
        voice: Any = self.fields["voice"]
        voice.choices = [(one.voice_id, f"{one.voice.receipt} · {one.get_because_display()}") for one in asked]


class SayForm(SixiaForm):
    """What a resident says on their own page."""

    solved = forms.ChoiceField(label=_("Is this problem solved, as you see it?"), choices=SOLVED, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Anything you want to say about it"), required=False, widget=_words(3))


class PlainForm(SixiaForm):
    """Nothing to fill in."""


class ReasonForm(SixiaForm):
    """A reason."""

    reason = forms.CharField(label=_("Why"), widget=_words(3))


class GiveUpForm(SixiaForm):
    """Why it is given up."""

    words = forms.CharField(label=_("Why it cannot be solved"), widget=_words(3))


class ExplainForm(SixiaForm):
    """A lawful explanation."""

    words = forms.CharField(label=_("What the residents are told"), widget=_words(4))
    basis = forms.CharField(label=_("Legal basis"), widget=_words(2), help_text=_("Which law or rule, and which article."))
