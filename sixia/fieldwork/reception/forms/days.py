"""Forms about reception days: one that is added or changed, putting off, swapping, and the span of a plan."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import CaseField, DeskForm, PlaceField, UnitField, UnitsField
from sixia.fieldwork.reception.actions import NewDay
from sixia.fieldwork.reception.models import FORMS, Day
from sixia.fieldwork.reception.queries.planning import moment, partners
from sixia.fieldwork.reception.rules import CASE, LONGEST_TERM
from sixia.oversight.forms.promises import PersonField
from sixia.people.models import Post
from sixia.ui.forms import DateInput, SixiaForm, TimeInput

REASON = forms.CharField(
    label=_("Why"),
    max_length=200,
    widget=forms.Textarea(attrs={"rows": 2}),
    help_text=_("Whoever has booked reads it, and so does everybody else: no names."),
)


class TimesForm(DeskForm):
    """When: a day, from when until when."""

    day = forms.DateField(label=_("Day"), widget=DateInput)
    opens = forms.TimeField(label=_("From"), widget=TimeInput, initial=time(9))
    closes = forms.TimeField(label=_("Ends at"), widget=TimeInput, initial=time(12))
    place = PlaceField(label=_("Place"), required=False)
    address = forms.CharField(label=_("Address and room"), max_length=200, required=False)

    def starts_at(self) -> datetime:
        """The moment it begins."""
        return moment(self.cleaned_data["day"], self.cleaned_data["opens"])

    def ends_at(self) -> datetime:
        """The moment it ends."""
        return moment(self.cleaned_data["day"], self.cleaned_data["closes"])


class DayForm(TimesForm):
    """A reception day, added by hand or changed before it is public."""

    leader = PersonField(label=_("Who receives"))
    unit = UnitField(label=_("In a post of this unit"), required=False, help_text=_("Empty: the unit of their post."))
    portfolio = forms.CharField(
        label=_("What they answer for"),
        max_length=200,
        required=False,
        help_text=_("As it will be public: schools, health."),
    )
    form = forms.ChoiceField(label=_("Form"), choices=FORMS, initial="fixed")
    case = CaseField(label=_("Case, when going down with one"), required=False)
    units = UnitsField(label=_("Units that receive together"), required=False, help_text=_("Separated by commas."))
    capacity = forms.IntegerField(label=_("Appointments"), min_value=1, max_value=200, initial=12)
    wheelchair = forms.BooleanField(label=_("A wheelchair gets in"), required=False, initial=True)
    interpreter = forms.BooleanField(label=_("A sign language or dialect interpreter is there"), required=False)
    field_order = (
        *("leader", "unit", "portfolio", "form", "day", "opens", "closes", "place", "address"),
        *("case", "units", "capacity", "wheelchair", "interpreter"),
    )

    def clean(self) -> dict[str, Any]:
        """The unit of the leader's own post where none is named."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("leader") and not given.get("unit"):
            post = Post.objects.held(self.now).filter(account=given["leader"]).select_related("unit").order_by("pk").first()
            if post is None:
                self.add_error("leader", _("This person holds no post now."))
            else:
                given["unit"] = post.unit
        return given

    def new(self, rule: str = "") -> NewDay:
        """The day as the action takes it."""
        given = self.cleaned_data
        return NewDay(
            leader=given["leader"],
            unit=given["unit"],
            starts_at=self.starts_at(),
            ends_at=self.ends_at(),
            form=given["form"],
            place=given["place"],
            address=given["address"],
            portfolio=given["portfolio"],
            capacity=given["capacity"],
            wheelchair=given["wheelchair"],
            interpreter=given["interpreter"],
            units=given["units"],
            case=given["case"] if given["form"] == CASE else None,
            rule=rule,
        )


class PutOffForm(TimesForm):
    """Another day, and why."""

    reason = REASON
    field_order = ("day", "opens", "closes", "place", "address", "reason")


class SwapForm(SixiaForm):
    """With whose day it is swapped."""

    other = forms.ModelChoiceField(label=_("With the day of"), queryset=Day.objects.none(), empty_label=_("Choose a day"))
    reason = REASON

    def offer(self, day: Day) -> None:
        """Days of other leaders at the same office."""
        rows = partners(day)
        field: Any = self.fields["other"]
        field.queryset = Day.objects.filter(pk__in=[row.pk for row in rows]).select_related("account").order_by("starts_at")
        field.label_from_instance = lambda row: f"{row.date:%Y-%m-%d} {row.title} {row.account.name}"


class CallOffForm(SixiaForm):
    """Why it is called off."""

    reason = REASON


class PlainForm(SixiaForm):
    """Nothing to fill in."""


class SpanForm(SixiaForm):
    """From when until when the plan is drawn."""

    since = forms.DateField(label=_("From"), widget=DateInput)
    until = forms.DateField(label=_("To the day of"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """At most a year, the end after the beginning."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and not since <= until <= since + LONGEST_TERM:
            self.add_error("until", _("Draw at most one year at a time; the end lies after the beginning."))
        return given


def term_of(today: date) -> tuple[date, date]:
    """The span offered first: the rest of this month and the two that follow."""
    after = date(today.year + (today.month + 2) // 12, (today.month + 2) % 12 + 1, 1)
    return today + timedelta(days=1), after - timedelta(days=1)
