"""Forms about a topic: planning and changing it, choosing sites, going out, going back, and its moves."""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CategoryField, DeskForm, PeopleField, PlaceField, UnitField
from sixia.fieldwork.research.actions import NewTopic
from sixia.fieldwork.research.models import HAND, KINDS, METHODS, WAYS, Outing, Site, Topic
from sixia.fieldwork.research.queries.sites import moment
from sixia.fieldwork.surveys.models import Survey
from sixia.oversight.forms.promises import PersonField
from sixia.places.models import Place
from sixia.ui.forms import DateInput, NameField, SixiaForm, TimeInput


class TopicForm(DeskForm):
    """A topic, planned or changed. The register, the report and whoever is asked twice read these fields."""

    used_by: ClassVar = {
        **dict.fromkeys(("title", "question", "kind", "methods", "surveys", "plan"), "the register of topics and the report"),
        "category": "the score of places by need, and the warning when the same is asked twice",
        "place": "the choice of sites, and whoever is asked about once it is concluded",
        "quota": "the choice of sites",
    }
    title = forms.CharField(label=_("Topic"), max_length=160)
    question = forms.CharField(
        label=_("Question to be answered"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One question, in plain words. The report answers it."),
    )
    kind = forms.ChoiceField(label=_("Kind of research"), choices=KINDS, initial="remedy")
    category = CategoryField(label=_("What it is about"), required=False, empty=_("several things"))
    place = PlaceField(label=_("Territory asked about"))
    unit = UnitField(label=_("Unit that asks"), required=False, help_text=_("Empty: your own unit."))
    lead = PersonField(label=_("Who leads it"), required=False, help_text=_("Empty: you yourself."))
    members = PeopleField(label=_("Team"), required=False, help_text=_("Names, separated by commas."))
    since = forms.DateField(label=_("From"), widget=DateInput)
    until = forms.DateField(label=_("To the day of"), widget=DateInput)
    methods = forms.MultipleChoiceField(
        label=_("How"), choices=METHODS, required=False, widget=forms.CheckboxSelectMultiple, initial=["walk", "interview"]
    )
    surveys = forms.ModelMultipleChoiceField(
        label=_("Surveys for it"), queryset=Survey.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    quota = forms.IntegerField(label=_("How many sites"), min_value=1, max_value=100, initial=3)
    plan = forms.CharField(
        label=_("Plan"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is looked at and asked, and what is already known. It goes into the report as it stands."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["surveys"]
        field.queryset = Survey.objects.visible_to(self.actor).order_by("title", "pk")
        field.label_from_instance = lambda row: row.title
        if not field.queryset.exists():
            del self.fields["surveys"]

    def new(self) -> NewTopic:
        """The topic as the action takes it."""
        given = self.cleaned_data
        people, words = ("lead", "members"), ("title", "question", "kind", "category", "methods", "plan")
        names = (*words, *people, "place", "since", "until", "quota")
        return NewTopic(**{name: given[name] for name in names}, surveys=tuple(given.get("surveys", ())))


class SuggestForm(SixiaForm):
    """How sites are found, at which level, and how many."""

    used_by: ClassVar = dict.fromkeys(("way", "level", "count"), "the choice of sites, and whoever draws again")
    way = forms.ChoiceField(
        label=_("How sites are found"), choices=[way for way in WAYS if way[0] != HAND], widget=forms.RadioSelect, initial="lot"
    )
    level = forms.ChoiceField(label=_("Among"), choices=Place.LEVELS)
    count = forms.IntegerField(label=_("How many sites"), min_value=1, max_value=100)

    def offer(self, levels: list[str], quota: int) -> None:
        """The levels there are below the territory, and the quota first."""
        field: Any = self.fields["level"]
        field.choices = [(code, label) for code, label in Place.LEVELS if code in levels]
        self.fields["level"].initial = levels[-1] if levels else ""
        self.fields["count"].initial = quota


class SiteForm(DeskForm):
    """A site named by hand."""

    place = PlaceField(label=_("Place"))
    reason = forms.CharField(
        label=_("Why there"),
        max_length=400,
        help_text=_("It stands beside what the lot or the need suggested."),
    )


class ReasonForm(SixiaForm):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class OutingForm(DeskForm):
    """A visit for the topic; it enters the one register of visits by itself."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=None)
    day = forms.DateField(label=_("Day"), widget=DateInput)
    opens = forms.TimeField(label=_("From"), widget=TimeInput, initial=time(9))
    closes = forms.TimeField(label=_("Ends at"), widget=TimeInput, initial=time(12))
    led_by = PersonField(label=_("Who leads it"), required=False, help_text=_("Empty: the lead of the topic."))
    members = PeopleField(label=_("Who goes along"), required=False, help_text=_("Names, separated by commas."))
    announced = forms.BooleanField(
        label=_("It is announced to the place"),
        required=False,
        help_text=_("Leave it empty for a visit nobody is told of: straight there, without escort or report."),
    )
    client = NameField()

    def offer(self, topic: Topic) -> None:
        """The topic's sites."""
        field: Any = self.fields["site"]
        field.queryset = topic.sites.filter(left_at=None).select_related("place").order_by("pk")
        field.label_from_instance = lambda row: row.place.name

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        day, opens, closes = data.pop("day"), data.pop("opens"), data.pop("closes")
        return {**data, "starts_at": _at(day, opens), "ends_at": _at(day, closes)}


class BackForm(OutingForm):
    """The same for going back to look; the site is that of the first visit."""

    site = None  # type: ignore[assignment] # Django takes a field away so

    def offer(self, topic: Topic) -> None:
        """Nothing to choose."""


def _at(day: Any, at: time) -> datetime:
    return moment(day, at)


class JudgeForm(SixiaForm):
    """What going back showed."""

    used_by: ClassVar = dict.fromkeys(("result", "words"), "the report, and whoever ends the follow-up")
    result = forms.ChoiceField(label=_("How it stands now"), choices=Outing.RESULTS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What was seen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("By the place itself and by those who live there; it goes into the report."),
    )


class ConcludeForm(SixiaForm):
    """The conclusion."""

    conclusion = forms.CharField(
        label=_("Conclusion of the topic"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The answer to the question, in plain words. From now on the places asked about read the topic too."),
    )
