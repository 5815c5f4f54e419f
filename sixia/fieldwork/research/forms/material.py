"""Forms about what comes from the field: interviews and their codes, dissected cases, findings and what they became."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, CategoryField, DeskForm, Known, PlaceField
from sixia.cases.models import Case
from sixia.cases.queries import names
from sixia.fieldwork.research.actions import NewFinding, NewInterview
from sixia.fieldwork.research.models import Code, Finding, Interview, Line, Outing, Topic
from sixia.fieldwork.research.queries.answers import Said, Spot
from sixia.places.models import Place
from sixia.problems.models import SCALES
from sixia.ui.forms import NameField, SixiaForm

FEWEST: Final = 5
MOST: Final = 20


class PlacesField(PlaceField):
    """Several places, their names separated by commas."""

    def nothing(self) -> Any:
        """No place."""
        return ()

    def named(self, text: str) -> Any:
        """The places, each once."""
        one = super().named
        return tuple({place.pk: place for place in (one(part) for part in names.parts(text))}.values())

    def prepare_value(self, value: Any) -> Any:
        """Places given as initial value show their names."""
        return "、".join(place.name for place in value) if isinstance(value, list | tuple) else value


class CasesField(Known):
    """Several cases by their numbers or receipts, separated by commas."""

    def nothing(self) -> tuple[Case, ...]:
        """No case."""
        return ()

    def named(self, text: str) -> tuple[Case, ...]:
        """The cases the reader may see, each once."""
        found = {part: names.case(part, self.actor) for part in names.parts(text)}
        for part, row in found.items():
            if row is None:
                raise ValidationError(
                    gettext("No case is found by “%(name)s”. Check the number or the receipt.") % {"name": part}
                )
        return tuple({row.pk: row for row in found.values() if row}.values())

    def prepare_value(self, value: Any) -> Any:
        """Cases given as initial value show their numbers."""
        return "、".join(str(row.pk) for row in value) if isinstance(value, list | tuple) else value


class InterviewForm(DeskForm):
    """What somebody answered. Questions of the last interview of the topic stand in it already."""

    used_by: ClassVar = {
        "consent": "the person who answers: without it nothing is kept",
        "group": "the report, which counts by it",
        "people": "the report, which counts by it",
        "outing": "the register of visits, which says what came of one",
        "place": "whoever reads a finding, to know where it was said",
        "name": "the team, to ask back; sealed, and each look is written down",
    }
    consent = forms.ChoiceField(
        label=_("They agreed"),
        choices=Interview.CONSENTS,
        widget=forms.RadioSelect,
        help_text=_("Say first what it is for, that they may decline, and that they may take it back. No consent, no record."),
    )
    group = forms.ChoiceField(
        label=_("Who answers"), choices=Interview.GROUPS, help_text=_("The group is enough: the report counts by it.")
    )
    people = forms.IntegerField(label=_("How many answered"), min_value=1, max_value=200, initial=1)
    outing = forms.ModelChoiceField(
        label=_("During the visit"), queryset=Outing.objects.none(), required=False, empty_label=_("outside a visit")
    )
    place = PlaceField(label=_("Place, outside a visit"), required=False)
    name = forms.CharField(
        label=_("Name, only if they want it kept"),
        max_length=80,
        required=False,
        help_text=_("Sealed; for asking back. Each look at it is written down with its reason."),
    )
    client = NameField()

    def offer(self, topic: Topic, outings: Iterable[Outing]) -> None:
        """The visits of the topic, and as many pairs of question and answer as the last interview had, and some more."""
        field: Any = self.fields["outing"]
        field.queryset = Outing.objects.filter(pk__in=[row.pk for row in outings]).select_related("visit__place")
        field.label_from_instance = lambda row: f"{row.visit.date:%Y-%m-%d} {row.visit.place.name}"
        last = topic.interviews.filter(withdrawn_at=None).order_by("-pk").first()
        asked = list(last.lines.order_by("seq").values_list("question", flat=True)) if last else []
        self.pairs = min(max(len(asked) + 1, FEWEST), MOST)
        for number in range(1, self.pairs + 1):
            question = asked[number - 1] if number <= len(asked) else ""
            self.fields[f"question_{number}"] = forms.CharField(
                label=_("Question %(number)s") % {"number": number}, max_length=400, required=False, initial=question
            )
            self.fields[f"answer_{number}"] = forms.CharField(
                label=_("Answer given"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def new(self) -> NewInterview:
        """The interview as the action takes it."""
        given = self.cleaned_data
        asked = [(given[f"question_{n}"], given[f"answer_{n}"]) for n in range(1, self.pairs + 1)]
        plain = {name: given[name] for name in ("consent", "group", "people", "outing", "place", "name", "client")}
        return NewInterview(lines=asked, **plain)


class CodeForm(SixiaForm):
    """One entry of the code book."""

    word = forms.CharField(label=_("Code word"), max_length=40, help_text=_("A word or two, such as: waits too long."))
    meaning = forms.CharField(
        label=_("When it applies"), max_length=400, required=False, help_text=_("So that the second coder understands the same.")
    )


class CodingForm(SixiaForm):
    """Which codes each answer gets."""

    def offer(self, lines: Iterable[Line], codes: Iterable[Code], given: dict[int, set[int]]) -> None:
        """One group of ticks per answer."""
        choices = [(code.pk, code.word) for code in codes]
        self.lines = list(lines)
        for line in self.lines:
            self.fields[f"line_{line.pk}"] = forms.TypedMultipleChoiceField(
                label=_("Codes"),
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=sorted(given.get(line.pk, ())),
            )

    def given(self) -> dict[int, list[int]]:
        """Per answer the codes."""
        return {line.pk: self.cleaned_data[f"line_{line.pk}"] for line in self.lines}

    def rows(self) -> list[tuple[Line, Any]]:
        """Each answer with its field."""
        return [(line, self[f"line_{line.pk}"]) for line in self.lines]


class WrittenForm(SixiaForm):
    """Which codes each written answer gets."""

    def offer(self, said: Iterable[Said], codes: Iterable[Code], given: Mapping[Spot, Collection[int]]) -> None:
        """One group of ticks per answer."""
        choices = [(code.pk, code.word) for code in codes]
        self.said = list(said)
        for one in self.said:
            self.fields[one.field] = forms.TypedMultipleChoiceField(
                label=_("Codes"),
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=sorted(given.get(one.spot, ())),
            )

    def given(self) -> dict[Spot, list[int]]:
        """Per answer the codes."""
        return {one.spot: self.cleaned_data[one.field] for one in self.said}

    def rows(self) -> list[tuple[Said, Any]]:
        """Each answer with its field."""
        return [(one, self[one.field]) for one in self.said]


class DissectForm(DeskForm):
    """Which case is taken apart."""

    case = CaseField(label=_("Case"), help_text=_("Its number or a receipt. Confidential and secret cases stay closed."))


class WhyForm(SixiaForm):
    """One reason."""

    used_by: ClassVar = dict.fromkeys(("text", "parent"), "the tree of reasons and the report")
    text = forms.CharField(label=_("Why?"), max_length=600)
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StopForm(SixiaForm):
    """Who could have stopped it, and where."""

    used_by: ClassVar = dict.fromkeys(("who", "where", "how"), "other places and units, which check their own work by it")
    who = forms.CharField(
        label=_("Unit or post"), max_length=120, widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"})
    )
    where = forms.CharField(label=_("At which point"), max_length=600)
    how = forms.CharField(label=_("How"), max_length=600, required=False)


class LessonForm(SixiaForm):
    """What of it holds elsewhere."""

    lesson = forms.CharField(
        label=_("What holds elsewhere"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What other places and units can check in their own work; it goes into the report."),
    )


class FindingForm(DeskForm):
    """A finding, and what it rests on."""

    used_by: ClassVar = {
        "words": "the list of problems, the register of findings and the report",
        "category": "the list of problems",
        **dict.fromkeys(("interviews", "outings", "cases"), "whoever asks what the finding rests on"),
    }
    words = forms.CharField(
        label=_("What was found"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One finding at a time, without names. Whoever takes it up as a problem reads it."),
    )
    category = CategoryField(label=_("What it is about"), required=False)
    places = PlacesField(label=_("Where"), required=False, help_text=_("Separated by commas; empty: the whole territory."))
    interviews = forms.ModelMultipleChoiceField(
        label=_("Interviews it rests on"),
        queryset=Interview.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outings = forms.ModelMultipleChoiceField(
        label=_("Visits it rests on"), queryset=Outing.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    cases = CasesField(label=_("Cases it rests on"), required=False, help_text=_("Numbers or receipts, separated by commas."))
    client = NameField()

    def offer(self, topic: Topic, outings: Iterable[Outing]) -> None:
        """The topic's interviews, and its visits that were held."""
        asked: Any = self.fields["interviews"]
        asked.queryset = topic.interviews.filter(withdrawn_at=None).select_related("place").order_by("number")
        asked.label_from_instance = _interview
        went: Any = self.fields["outings"]
        held = [row.pk for row in outings if row.visit.state == "held"]
        went.queryset = Outing.objects.filter(pk__in=held).select_related("visit__place").order_by("pk")
        went.label_from_instance = lambda row: f"{row.visit.date:%Y-%m-%d} {row.visit.place.name}"

    def new(self) -> NewFinding:
        """The finding as the action takes it."""
        return NewFinding(**self.cleaned_data)


def _interview(row: Interview) -> str:
    place = f" · {row.place.name}" if row.place else ""
    return gettext("no. %(number)s") % {"number": row.number} + f" · {row.get_group_display()}{place}"


class RaiseForm(DeskForm):
    """The problem a finding becomes."""

    title = forms.CharField(label=_("Problem in a line"), max_length=120)
    place = PlaceField(label=_("Place"))
    scale = forms.ChoiceField(label=_("How far it reaches"), choices=[("", _("not known yet")), *SCALES], required=False)
    cause = forms.CharField(
        label=_("Cause, as far as it is known"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ConvertForm(SixiaForm):
    """What a finding has become."""

    used_by: ClassVar = dict.fromkeys(("into", "words"), "the register of findings, the report, and whoever ends the follow-up")
    into = forms.ChoiceField(label=_("It has become"), choices=Finding.INTO, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Which, and since when; or why nothing"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name of the measure, number of the document, or the reason. The register shows it beside the finding."),
    )


def place_of(topic: Topic, finding: Finding) -> Place:
    """The place a problem is first thought to lie in."""
    return finding.places.order_by("path").first() or topic.place
