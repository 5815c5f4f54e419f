"""Forms of this room: a policy's words, a session, how it went, a question, counts of a check. Fields say what they are for."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, DeskForm, Known, PeopleField, PlaceField, UnitField
from sixia.cases.queries import names
from sixia.fieldwork.outreach import norms, rules
from sixia.fieldwork.outreach.actions import NewCount, NewQuestion, NewSession, NewWords
from sixia.fieldwork.outreach.models import FORMS, MOMENTS, WAYS, Policy, Version
from sixia.fieldwork.outreach.queries import policies as reads
from sixia.fieldwork.visits.models import Visit
from sixia.kit.files.kinds import OFFICE
from sixia.oversight.forms.promises import PersonField
from sixia.people.models import Account, Post
from sixia.places.models import Place
from sixia.ui.files import FilesField
from sixia.ui.forms import DateInput, Downward, PhoneInput, SixiaForm, TimeInput

FAULTS: Any = {
    rules.NO_ANSWER: _("Paragraph %(number)d has no answer below its question."),
    rules.MANY: _("At most five questions: paragraph %(number)d is one too many."),
    rules.OPTIONS: _("Paragraph %(number)d needs two to five answers to choose from, each on its own line."),
    rules.ONE_RIGHT: _("Paragraph %(number)d needs exactly one right answer, with a star (*) before it."),
}
OFFERED = 20


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
    client = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)


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
    client = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

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
    client = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

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


class CountForm(SixiaForm):
    """Counts of a check on paper or by hands: people, and per question how many answered and how many of them right."""

    used_by = dict.fromkeys(("moment", "way", "people"), "whoever improves the talk, and the coverage: was it understood?")

    moment = forms.ChoiceField(label=_("Before or after"), choices=MOMENTS, widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How"), choices=[row for row in WAYS if row[0] != rules.LINK], widget=forms.RadioSelect, initial=rules.HANDS
    )
    people = forms.IntegerField(label=_("How many took part"), min_value=1, max_value=100_000)
    client = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: list[rules.Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for number, _item in enumerate(items, start=1):
            words = {"number": number}
            asked = forms.IntegerField(label=_("Question %(number)d: answered") % words, min_value=0, max_value=100_000)
            right = forms.IntegerField(label=_("Question %(number)d: right") % words, min_value=0, max_value=100_000)
            self.fields |= {f"asked_{number}": asked, f"right_{number}": right}

    def rows(self) -> list[tuple[rules.Item, Any, Any]]:
        """Each question with its two fields."""
        return [(item, self[f"asked_{at}"], self[f"right_{at}"]) for at, item in enumerate(self.items, start=1)]

    def new(self) -> NewCount:
        """The counts as the action takes them."""
        given = self.cleaned_data
        counts = tuple((given[f"asked_{at}"], given[f"right_{at}"]) for at in range(1, len(self.items) + 1))
        return NewCount(moment=given["moment"], way=given["way"], people=given["people"], counts=counts, client=given["client"])


class LinkForm(SixiaForm):
    """When the people answer on their telephones."""

    used_by = {"moment": "whoever improves the talk: before and after are compared"}

    moment = forms.ChoiceField(label=_("Before or after"), choices=MOMENTS, widget=forms.RadioSelect)


class CodeForm(SixiaForm):
    """The code of a check."""

    used_by = {"code": "the software, to open the questions of that talk"}

    code = forms.CharField(
        label=_("Code on the wall"), max_length=20, widget=forms.TextInput({"class": "code short", "autocomplete": "off"})
    )


class AnswerForm(SixiaForm):
    """The questions of a check, to be answered on one's own telephone; none must be answered."""

    def __init__(self, *args: Any, items: list[rules.Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, item in enumerate(items):
            choices = [(str(number), option) for number, option in enumerate(item.options)]
            self.fields[f"item_{at}"] = forms.ChoiceField(
                label=f"{at + 1}. {item.text}", choices=choices, widget=Downward, required=False
            )

    def chosen(self) -> dict[int, int]:
        """Item → option, of those that were answered."""
        given = self.cleaned_data
        return {int(name.removeprefix("item_")): int(value) for name, value in given.items() if value}
