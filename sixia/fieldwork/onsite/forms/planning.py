"""Forms around an on-site office: planning it, its agenda, calling units, signing off. Fields say what they are for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, DeskForm, Known, UnitsField
from sixia.fieldwork.visits import forms as visits
from sixia.problems.models import Problem
from sixia.ui.forms import NameField, SixiaForm


class OfficeForm(visits.PlanForm):
    """An on-site office: a visit whose purpose is given."""

    announced = forms.TypedChoiceField(
        label=_("Is it made public?"),
        choices=[("1", _("Yes: residents read when and where")), ("", _("No: only the called units know"))],
        initial="1",
        coerce=bool,
        empty_value="",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("purposes", "return_due", "last_day"):
            del self.fields[name]
        host, unit = self.fields["led_by"], self.fields["unit"]
        host.label = _("Who hosts it")
        host.help_text = _("They sign it off and stand for what is promised. Empty: you yourself.")
        unit.label, unit.help_text = _("Whose on-site office it is"), _("Empty: the unit of whoever hosts it.")

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("title", "place", "spot", "starts_at", "ends_at", "led_by", "unit", "members", "announced", "client")
        return {name: self.cleaned_data[name] for name in names}


class ProblemField(Known):
    """One problem, by its number."""

    def named(self, text: str) -> Problem:
        """The problem, if the reader may see it."""
        digits = text.lstrip("#")
        known = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0
        found = Problem.objects.visible_to(self.actor).filter(pk=known).first()
        if found is None:
            raise ValidationError(gettext("No problem has the number “%(name)s” here.") % {"name": text})
        return found


class AddForm(DeskForm):
    """One more item: one of the three."""

    case = CaseField(label=_("Case"), required=False, help_text=_("Its number or a receipt."))
    problem = ProblemField(label=_("Problem"), required=False, help_text=_("Its number."))
    title = forms.CharField(
        label=_("Or in one line"),
        max_length=200,
        required=False,
        help_text=_("What was raised on the spot. Called units read it: no names."),
    )
    client = NameField()

    def clean(self) -> dict[str, Any]:
        """One thing at a time."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and sum(bool(given.get(name)) for name in ("case", "problem", "title")) > 1:
            raise ValidationError(gettext("One thing at a time: a case, a problem, or a line."))
        return given


class ConveneForm(DeskForm):
    """Which units come, and what for."""

    units = UnitsField(label=_("Units"), help_text=_("Names, separated by commas. Each is told at once, with the agenda."))
    text = forms.CharField(
        label=_("What they should bring or prepare"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class PlainForm(SixiaForm):
    """Nothing to fill in: one button."""


class SignForm(SixiaForm):
    """Signing off: one number, which may stay empty."""

    met = forms.IntegerField(
        label=_("How many residents were met"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("A rough number for the report of coverage, or nothing. Nobody is measured by it."),
    )


class ReasonForm(SixiaForm):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class AbsenceForm(SixiaForm):
    """Not there; why may follow until the meeting is signed off."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As it was told to you, or the unit writes it itself. Without it nothing can be signed off."),
    )


class NoteForm(SixiaForm):
    """Who comes, if it helps to know."""

    note = forms.CharField(label=_("Who comes"), max_length=200, required=False, help_text=_("A post is enough."))


class SendForm(SixiaForm):
    """Who is sent."""

    note = forms.CharField(
        label=_("Whom you send"), max_length=200, help_text=_("A post is enough; they must be able to decide.")
    )


class ResultForm(SixiaForm):
    """What came of a call."""

    result = forms.CharField(
        label=_("What came of it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The called units and the supervisor read it."),
    )
