"""Forms about visits: planning one, how it went, one line, what it becomes, somebody met. Fields say what they are for."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, CategoryField, DeskForm, PeopleField, PlaceField, UnitField, UnitsField
from sixia.cases.models import KINDS
from sixia.fieldwork.visits.models import PURPOSES, Note, Visit
from sixia.fieldwork.visits.queries.warnings import Wish
from sixia.fieldwork.visits.standing import WORKING
from sixia.oversight.forms.promises import PersonField
from sixia.people.models import Account, Post
from sixia.problems.models import SCALES
from sixia.ui.forms import DateInput, Downward, NameField, PhoneInput, SixiaForm, TimeInput

ORDINARY = tuple(kind for kind in KINDS if kind[0] != "accusation")
REASON = forms.CharField(
    label=_("Why"),
    max_length=200,
    widget=forms.Textarea(attrs={"rows": 2}),
    help_text=_("Whoever sees the visit reads it: no names."),
)


class People(PeopleField):
    """Several officials; those given at first show their names."""

    def prepare_value(self, value: Any) -> Any:
        """Names, separated by commas."""
        return "、".join(account.name for account in value) if isinstance(value, list | tuple) else value


class ChangeForm(DeskForm):
    """A visit that is planned already; its unit stays."""

    title = forms.CharField(
        label=_("What it is about"),
        max_length=120,
        help_text=_("In a few words."),
    )
    purposes = forms.MultipleChoiceField(
        label=_("What the visit is for"),
        choices=PURPOSES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One visit may serve several."),
    )
    place = PlaceField(label=_("Place"), help_text=_("The village or community: coverage and crowding are counted by it."))
    spot = forms.CharField(label=_("Where exactly"), max_length=200, required=False, help_text=_("For the team to meet."))
    day = forms.DateField(label=_("Day"), widget=DateInput)
    opens = forms.TimeField(label=_("Begins at"), widget=TimeInput, initial=time(9))
    closes = forms.TimeField(label=_("Ends at"), widget=TimeInput, initial=time(12))
    last_day = forms.DateField(label=_("Last day, if more than one"), widget=DateInput, required=False)
    led_by = PersonField(label=_("Who leads"), required=False, help_text=_("Empty: you yourself."))
    unit = UnitField(label=_("Whose visit it is"), required=False, help_text=_("Empty: the unit of whoever leads."))
    members = People(
        label=_("Who goes along"), required=False, help_text=_("Names, separated by commas; their calendars show it.")
    )
    announced = forms.TypedChoiceField(
        label=_("Do they know that you come?"),
        choices=[("1", _("Announced")), ("", _("Unannounced: until it was held only the team sees it"))],
        widget=Downward,
        initial="1",
        coerce=bool,
        empty_value="",
        required=False,
    )
    return_due = forms.DateField(
        label=_("Come back by"), widget=DateInput, required=False, help_text=_("Whoever leads is reminded a week before.")
    )

    def clean(self) -> dict[str, Any]:
        """Who leads, where that was left open; when it begins and ends."""
        given: dict[str, Any] = super().clean() or {}
        if "led_by" not in self.errors and not given.get("led_by"):
            given["led_by"] = Account.objects.filter(pk=self.actor.account_id or 0).first()
        given["announced"] = bool(given.get("announced"))
        if "day" in given and given.get("opens") and given.get("closes"):
            given["starts_at"] = _moment(given["day"], given["opens"])
            given["ends_at"] = _moment(given.get("last_day") or given["day"], given["closes"])
        return given

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("title", "place", "spot", "starts_at", "ends_at", "led_by", "members", "announced", "return_due")
        return {**{name: self.cleaned_data[name] for name in names}, "purposes": tuple(self.cleaned_data["purposes"])}


def as_it_is(visit: Visit, now: datetime) -> dict[str, Any]:
    """What stands in the form of a visit that is changed."""
    starts, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    return {
        "title": visit.title,
        "purposes": list(visit.purposes),
        "place": visit.place,
        "spot": visit.spot,
        "day": starts.date(),
        "opens": starts.time(),
        "closes": ends.time(),
        "last_day": ends.date() if ends.date() != starts.date() else None,
        "led_by": visit.led_by,
        "members": list(visit.members.all()),
        "announced": "1" if visit.announced else "",
        "return_due": visit.return_due,
    }


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


class PlanForm(ChangeForm):
    """A visit that is planned, or written down afterwards."""

    unit = UnitField(label=_("Whose visit it is"), required=False, help_text=_("Empty: the unit of whoever leads."))
    client = NameField()
    field_order = (
        *("title", "purposes", "place", "spot", "day", "opens", "closes", "last_day"),
        *("led_by", "unit", "members", "announced", "return_due", "client"),
    )

    def clean(self) -> dict[str, Any]:
        """The unit of whoever leads, where none is named."""
        given = super().clean()
        if given.get("led_by") and "unit" not in self.errors and not given.get("unit"):
            rows = Post.objects.held(self.now).filter(account=given["led_by"], role__in=WORKING).select_related("unit__place")
            post = rows.order_by("pk").first()
            if post is None:
                self.add_error("led_by", _("This person holds no post now."))
            else:
                given["unit"] = post.unit
        return given

    def wish(self, known: int = 0) -> Wish:
        """The visit as it would be, to ask what speaks against it."""
        given = self.cleaned_data
        people = (given["led_by"], *given["members"])
        return Wish(given["place"], given["unit"], given["starts_at"], given["ends_at"], people, known)


class HoldForm(SixiaForm):
    """It has taken place: one number, which may stay empty."""

    met = forms.IntegerField(
        label=_("How many residents were met"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("A rough number for the report of coverage, or nothing. Nobody is measured by it."),
    )


class AmendForm(HoldForm):
    """What was missing."""

    return_due = forms.DateField(
        label=_("Come back by"), widget=DateInput, required=False, help_text=_("Whoever leads is reminded a week before.")
    )


class CallOffForm(SixiaForm):
    """Why it does not take place."""

    reason = REASON


class LineForm(SixiaForm):
    """One short line."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Note.KINDS)
    text = forms.CharField(
        label=_("In a line"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The team, your unit and those who supervise read it; those who were visited do not."),
    )
    client = NameField()


class MetForm(SixiaForm):
    """Somebody who agreed to be named."""

    name = forms.CharField(label=_("Name"), max_length=80)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, widget=PhoneInput)
    what = forms.CharField(label=_("Met as"), max_length=80, required=False, help_text=_("Such as villager or teacher."))
    consent = forms.CharField(
        label=_("How they agreed to be named"),
        max_length=200,
        help_text=_("Kept sealed for the return visit; each look is written down. They may take it back at any time."),
    )
    client = NameField()


class LookForm(SixiaForm):
    """What a name is needed for."""

    reason = forms.CharField(label=_("What do you need it for?"), max_length=80)


class VoiceForm(DeskForm):
    """The line as a voice: everything may stay as it is."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ORDINARY)
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as understood"))
    place = PlaceField(label=_("Where it is"), required=False)
    into = CaseField(
        label=_("Joins this case"), required=False, help_text=_("Its number or a receipt; empty for a matter of its own.")
    )
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=PhoneInput, help_text=_("The answer goes there by message.")
    )
    consent = forms.CharField(label=_("How they agreed to be named"), max_length=200, required=False)


class OrderForm(DeskForm):
    """The line as an instruction to a unit."""

    unit = UnitField(label=_("Lead unit"))
    assisting = UnitsField(label=_("Assisting units"), required=False)
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as it is"))
    case = CaseField(label=_("About this case"), required=False, help_text=_("Empty: a case of its own is opened."))


class PromiseForm(DeskForm):
    """The line as a promise."""

    words = forms.CharField(label=_("What was promised, in the words that were said"), max_length=400)
    due_on = forms.DateField(label=_("By which day"), widget=DateInput)
    unit = UnitField(label=_("Unit that keeps it"), required=False)


class ProblemForm(DeskForm):
    """The line as a problem beyond one case."""

    title = forms.CharField(label=_("The problem in one line"), max_length=120)
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as it is"))
    scale = forms.ChoiceField(label=_("How far it reaches"), choices=[("", _("not known yet")), *SCALES], required=False)
    cause = forms.CharField(label=_("Cause"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class SpanForm(SixiaForm):
    """Since when, what for and where coverage is counted."""

    used_by: ClassVar = dict.fromkeys(
        ("since", "purpose"), "whoever reads where visits go: it narrows what is counted, and is not kept"
    )

    since = forms.DateField(label=_("Since"), widget=DateInput, required=False)
    purpose = forms.ChoiceField(label=_("What the visit is for"), choices=[("", _("any of the four")), *PURPOSES], required=False)


class ReportForm(SixiaForm):
    """From which day to which visits are counted."""

    used_by: ClassVar = dict.fromkeys(("since", "until"), "whoever reads the report: it narrows what is counted, and is not kept")

    since = forms.DateField(label=_("From"), widget=DateInput)
    until = forms.DateField(label=_("To the day of"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """The first day comes first."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", _("This day lies before the first one."))
        return given


def year_before(today: date) -> date:
    """The span offered first."""
    return today - timedelta(days=365)
