"""Forms about standing rules: the draft with its condition, and one per move. Each field is read by the trial or on the page."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CategoryField, DeskForm, PlaceField, UnitField
from sixia.cases.models import KINDS, TRIAGE
from sixia.problems.lasting.conditions import KINDS as ASKED
from sixia.problems.lasting.conditions import Condition, words_of
from sixia.problems.lasting.models import OUTCOMES, StandingRule
from sixia.problems.models import Problem
from sixia.ui.forms import DateInput, SixiaForm

SAID = tuple((word, label) for word, label in KINDS if word in ASKED)
ANY = _("any")
ASKS = "the trial, which asks past cases for it, and the units, who read when the rule applies"
KEEPERS = "whoever keeps, changes or replaces the rule"


class RuleForm(DeskForm):
    """A draft: what it says, where, and when it speaks. All conditions that are filled in must hold."""

    used_by: ClassVar = {
        **dict.fromkeys(("title", "text"), "every unit of the place, which works by it"),
        **dict.fromkeys(("when", "words", "kinds", "triage", "months", "voices", "times", "days"), ASKS),
        "category": "the trial and the watch, which count these matters",
        "place": "the units, who read where it holds, and the trial",
    }

    problems = forms.ModelMultipleChoiceField(
        Problem.objects.none(),
        label=_("Learned from these solved problems"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A rule without a problem behind it is nobody’s lesson."),
    )
    title = forms.CharField(label=_("Name of the rule"), max_length=120)
    text = forms.CharField(
        label=_("What is done from now on"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who does what, by when, in which case. No names of people."),
    )
    category = CategoryField(label=_("What it is meant against"), help_text=_("Its trial and its watch count these matters."))
    place = PlaceField(label=_("Place where it holds"))
    unit = UnitField(label=_("Unit that sees to it"))
    when = CategoryField(label=_("It speaks in matters of"), required=False, empty=ANY)
    words = forms.CharField(
        label=_("and when one of these words was said"),
        required=False,
        max_length=200,
        help_text=_("Separated by commas, such as “不亮，没有灯”."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("and of these kinds"), choices=SAID, required=False, widget=forms.CheckboxSelectMultiple
    )
    triage = forms.MultipleChoiceField(
        label=_("and taken as"), choices=TRIAGE, required=False, widget=forms.CheckboxSelectMultiple
    )
    months = forms.MultipleChoiceField(
        label=_("and heard in these months"),
        choices=[(str(number), name) for number, name in MONTHS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    voices = forms.IntegerField(label=_("and from so many voices on"), required=False, min_value=2, max_value=1000)
    times = forms.IntegerField(
        label=_("and at least the so-manieth time in the same place"), required=False, min_value=2, max_value=100
    )
    days = forms.IntegerField(label=_("within so many days"), required=False, min_value=1, max_value=365)

    def offer(self, problems: Iterable[Problem]) -> None:
        """The problems to choose from; a draft that is changed keeps its own."""
        rows = list(problems)
        if not rows:
            del self.fields["problems"]
            return
        field: Any = self.fields["problems"]
        field.queryset = Problem.objects.filter(pk__in=[row.pk for row in rows])
        field.label_from_instance = lambda row: f"#{row.pk} {row.title}"

    def condition(self) -> Condition:
        """When it speaks, as it was filled in."""
        given = self.cleaned_data
        return Condition(
            categories=(given["when"],) if given["when"] else (),
            words=words_of(given["words"]),
            kinds=tuple(given["kinds"]),
            triage=tuple(given["triage"]),
            months=tuple(int(month) for month in given["months"]),
            voices=given["voices"] or 0,
            times=given["times"] or 0,
            days=given["days"] or 0,
        )


def filled(rule: StandingRule) -> dict[str, Any]:
    """What stands in the form of a draft that is changed."""
    asks = rule.asks
    return {
        "title": rule.title,
        "text": rule.text,
        "category": rule.category,
        "place": rule.place,
        "unit": rule.unit,
        "when": next(iter(asks.categories), ""),
        "words": "，".join(asks.words),
        "kinds": asks.kinds,
        "triage": asks.triage,
        "months": [str(month) for month in asks.months],
        "voices": asks.voices or None,
        "times": asks.times or None,
        "days": asks.days or None,
    }


class TryForm(DeskForm):
    """On how many past days it is tried."""

    days = forms.IntegerField(
        label=_("Try it on the cases of the last so many days"),
        min_value=1,
        max_value=1095,
        help_text=_("Confidential matters are never among them."),
    )


class AdoptForm(DeskForm):
    """Who keeps it, and when it is asked whether it works."""

    unit = UnitField(label=_("Unit that sees to it"))
    review_on = forms.DateField(
        label=_("By which day somebody must say whether it works"), widget=DateInput, help_text=_("The unit is reminded.")
    )


class ReviewForm(DeskForm):
    """A person's word on whether it works."""

    used_by: ClassVar = dict.fromkeys(("outcome", "note"), KEEPERS)

    outcome = forms.ChoiceField(label=_("Does it work?"), choices=OUTCOMES, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("How you know"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The numbers are kept beside it. What did you see on the spot?"),
    )
    next_on = forms.DateField(label=_("By which day it is asked again"), widget=DateInput)


class ReplaceForm(DeskForm):
    """The rule that takes its place."""

    used_by: ClassVar = {"successor": "whoever looks for the rule that holds"}

    successor = forms.ModelChoiceField(StandingRule.objects.none(), label=_("The rule that takes its place"))
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))

    def offer(self, rule: StandingRule) -> None:
        """Rules in force that the reader may see."""
        field: Any = self.fields["successor"]
        field.queryset = StandingRule.objects.visible_to(self.actor).in_force().exclude(pk=rule.pk).order_by("title", "pk")
        field.label_from_instance = lambda row: row.title


class ReasonForm(DeskForm):
    """A reason."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class ChooseForm(SixiaForm):
    """Giving a month to a topic: which month, who works on it, and why."""

    month = forms.DateField(widget=forms.HiddenInput)
    category = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Why this topic"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shall be different at the end of the month? Everybody who works on it reads it."),
    )
    problem = forms.BooleanField(
        label=_("Raise a problem from it at the same time"),
        required=False,
        help_text=_("It grows from the cases behind the topic that you may see; your reason becomes its words."),
    )

    used_by: ClassVar = {"problem": "whoever must name who answers for the problem, and the residents behind its cases"}


class FocusProblemForm(SixiaForm):
    """The problem a topic becomes; place, category and cases are known."""

    title = forms.CharField(label=_("The problem in one line"), max_length=120)
    words = forms.CharField(
        label=_("What is wrong, and for whom"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For whoever must solve it, and for the residents behind it: no names, no telephone numbers."),
    )


class DropForm(SixiaForm):
    """Why a topic is taken back."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))
