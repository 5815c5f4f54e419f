"""Forms about sessions: planning one, how it went, a question."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, DeskForm, Known, PeopleField, PlaceField, UnitField
from sixia.cases.queries import names
from sixia.fieldwork.outreach import norms
from sixia.fieldwork.outreach.actions import NewQuestion, NewSession
from sixia.fieldwork.outreach.models import FORMS, Policy, Version
from sixia.fieldwork.outreach.queries import policies as reads
from sixia.fieldwork.visits.models import Visit
from sixia.oversight.forms.promises import PersonField
from sixia.people.models import Account, Post
from sixia.places.models import Place
from sixia.ui.forms import DateInput, NameField, PhoneInput, SixiaForm, TimeInput

OFFERED = 20


class PlacesField(Known):
    """Several villages, their names separated by commas."""

    options = "place-names"

    def nothing(self) -> tuple[Place, ...]:
        """None named."""
        return ()

    def named(self, text: str) -> tuple[Place, ...]:
        """The villages, each once."""
        found = []
        for part in names.parts(text):
            rows = names.place(part, self.under, timezone.localdate(self.now))
            if len(rows) != 1:
                sentence = gettext("“%(name)s” is no single village here. Write the town and the village.")
                raise ValidationError(sentence % {"name": part})
            found.append(rows[0])
        return tuple(found)


class People(PeopleField):
    """Several officials."""


class PoliciesField(forms.MultipleChoiceField):
    """Policies that hold now, by their titles."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.rows: dict[str, Version] = {}

    def fill(self, rows: Iterable[Version]) -> None:
        """Offer these."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, f"{row.title} · {row.policy.unit.said}") for key, row in self.rows.items()]

    def prepare_value(self, value: Any) -> Any:
        """Versions given at first are chosen by their keys."""
        return [str(one.pk) if isinstance(one, Version) else one for one in value] if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The versions chosen."""
        return [self.rows[key] for key in super().clean(value)]


class SessionForm(DeskForm):
    """A session that is planned, or written down afterwards."""

    used_by = {
        **dict.fromkeys(("title", "spot"), "residents who read the public calendar, and the visit's team"),
        "policies": "residents, and the coverage of each policy",
        "groups": "the coverage by group",
        "place": "residents, and the coverage by village",
        **dict.fromkeys(("case", "earlier", "rule"), "whoever asks what a study session was for"),
    }

    form = forms.ChoiceField(label=_("Form"), choices=FORMS, help_text=_("By it the public calendar says what to expect."))
    title = forms.CharField(label=_("Subject of the session"), max_length=120, help_text=_("In a few words."))
    policies = PoliciesField(label=_("Policies"), required=False)
    groups = forms.MultipleChoiceField(
        label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Coverage is counted by it.")
    )
    place = PlaceField(label=_("Place"), help_text=_("The village or community: coverage is counted by it."))
    spot = forms.CharField(label=_("Where exactly"), max_length=200, required=False, help_text=_("So that people find it."))
    day = forms.DateField(label=_("Day"), widget=DateInput)
    opens = forms.TimeField(label=_("From"), widget=TimeInput, initial=time(15))
    closes = forms.TimeField(label=_("Ends at"), widget=TimeInput, initial=time(16))
    led_by = PersonField(label=_("Who speaks"), required=False, help_text=_("Empty: you yourself."))
    unit = UnitField(label=_("Whose visit it is"), required=False, help_text=_("Empty: the unit of whoever speaks."))
    members = People(label=_("Who goes along"), required=False, help_text=_("Names, separated by commas."))
    announced = forms.BooleanField(label=_("Put it into the public calendar"), required=False, initial=True)
    case = CaseField(label=_("Case it serves"), required=False, help_text=_("A study session names a case, a visit or a rule."))
    earlier = forms.ModelChoiceField(
        label=_("Visit it serves"), queryset=Visit.objects.none(), required=False, empty_label=_("none")
    )
    rule = forms.CharField(label=_("Rule it serves"), max_length=300, required=False)
    client = NameField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["policies"].fill(reads.in_force())
        fields["groups"].choices = norms.group_choices(self.now)
        rows = Visit.objects.of(self.actor).filter(starts_at__lt=self.now).order_by("-starts_at").values("pk")[:OFFERED]
        fields["earlier"].queryset = Visit.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).order_by("-starts_at")
        fields["earlier"].label_from_instance = lambda visit: f"{visit.date:%Y-%m-%d} {visit.title}"

    def clean(self) -> dict[str, Any]:
        """Who speaks and for which unit, where that was left open."""
        given: dict[str, Any] = super().clean() or {}
        if "led_by" not in self.errors and not given.get("led_by"):
            given["led_by"] = Account.objects.filter(pk=self.actor.account_id or 0).first()
        if given.get("led_by") and not given.get("unit") and "unit" not in self.errors:
            post = (
                Post.objects.held(self.now).filter(account=given["led_by"]).select_related("unit__place").order_by("pk").first()
            )
            if post is None:
                self.add_error("led_by", _("This person holds no post now."))
            else:
                given["unit"] = post.unit
        return given

    def new(self) -> NewSession:
        """The session as the action takes it."""
        given = self.cleaned_data
        same = ("title", "form", "place", "unit", "led_by", "members", "announced", "spot", "case", "earlier", "rule")
        day = given["day"]
        return NewSession(
            **{name: given[name] for name in same},
            starts_at=_moment(day, given["opens"]),
            ends_at=_moment(day, given["closes"]),
            policies=tuple(row.policy for row in given["policies"]),
            groups=tuple(given["groups"]),
        )


def _moment(day: Any, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


class HoldForm(DeskForm):
    """How a session went: a number, and where people came from if from several villages."""

    used_by = dict.fromkeys(("audience", "places"), "the coverage by village and group, and the register of visits")

    audience = forms.IntegerField(
        label=_("How many people were there"), min_value=0, max_value=100_000, help_text=_("Counted or estimated; no names.")
    )
    places = PlacesField(
        label=_("From which villages, if from several"),
        required=False,
        help_text=_("Separated by commas. Coverage is counted by it."),
    )


class QuestionForm(SixiaForm):
    """What somebody asked: with the answer given there, or with how to reach them later."""

    text = forms.CharField(label=_("What was asked"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    policy = forms.ModelChoiceField(
        label=_("On which policy"), queryset=Policy.objects.none(), required=False, empty_label=_("something else")
    )
    answer = forms.CharField(
        label=_("Answered there, in one line"),
        max_length=1000,
        required=False,
        help_text=_("Empty: it becomes an inquiry with a receipt, which is answered later."),
    )
    name = forms.CharField(label=_("Name of the asker"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=PhoneInput,
        help_text=_("Only if they want to be told the answer."),
    )
    client = NameField()

    def offer(self, versions: Iterable[Version]) -> None:
        """The policies of the session, by their titles; the only one is chosen."""
        titles = {row.policy_id: row.title for row in versions}
        field: Any = self.fields["policy"]
        field.queryset = Policy.objects.filter(pk__in=titles)
        field.label_from_instance = lambda policy: titles.get(policy.pk, "")
        if len(titles) == 1:
            field.initial = next(iter(titles))

    def new(self, language: str) -> NewQuestion:
        """The question as the action takes it."""
        given = self.cleaned_data
        same = ("client", "text", "policy", "answer", "name", "phone")
        return NewQuestion(**{name: given[name] for name in same}, language=language)
