"""Forms about charges: proposing and naming, the plan, the meetings, the end."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import DeskForm, UnitField
from sixia.oversight.forms.promises import PersonField, RideForm
from sixia.oversight.models import DUTIES, Charge
from sixia.oversight.queries.charges import open_steps
from sixia.oversight.queries.fitness import leading_posts
from sixia.people.models import Account
from sixia.ui.forms import DateInput, SixiaForm


class LeaderField(forms.ChoiceField):
    """One of those who hold the post of a leader now."""

    def fill(self, now: datetime) -> None:
        """Offer them by unit."""
        posts = {post.account_id: post for post in leading_posts(now)}
        self.leaders: dict[str, Account] = {str(post.account_id): post.account for post in posts.values()}
        lines = [
            (str(post.account_id), f"{post.account.name} · {post.title or post.role_label} · {post.unit.said}")
            for post in posts.values()
        ]
        self.choices = [("", ""), *lines]

    def clean(self, value: Any) -> Account:
        """The account."""
        return self.leaders[super().clean(value)]


class LeaderForm(DeskForm):
    """A form that chooses a leader."""

    leader = LeaderField(label=_("Leader"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["leader"]
        assert isinstance(field, LeaderField)
        field.fill(self.now)


class NameForm(LeaderForm):
    """Who is in charge, until when."""

    until = forms.DateField(label=_("Until"), widget=DateInput, required=False)


class HandOverForm(LeaderForm):
    """Who takes it on, and why."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class ProposeForm(SixiaForm):
    """Why this case needs a leader."""

    note = forms.CharField(
        label=_("Reason, and what should be known"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names of residents. Needed when no criterion is met."),
    )


class ExtendForm(SixiaForm):
    """More time."""

    until = forms.DateField(label=_("Until"), widget=DateInput)
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(DeskForm):
    """One step of the plan."""

    duty = forms.ChoiceField(label=_("Duty"), choices=DUTIES)
    text = forms.CharField(label=_("What is to be done"), max_length=400)
    unit = UnitField(label=_("Unit"))
    account = PersonField(label=_("Who there"), required=False)
    due_on = forms.DateField(label=_("Due by"), widget=DateInput)


class _OldStep(forms.Form):
    """Which step of the present plan it is about."""

    step = forms.TypedChoiceField(label=_("Which step"), coerce=int)

    def offer(self, charge: Charge) -> None:
        """The steps that are neither done nor taken out."""
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(step.pk, f"{step.get_duty_display()}：{step.text}") for step in open_steps(charge)]


class ChangeForm(DeskForm, _OldStep):
    """Another wording, owner or day for a step."""

    text = forms.CharField(label=_("What is to be done"), max_length=400)
    unit = UnitField(label=_("Unit"))
    account = PersonField(label=_("Who there"), required=False)
    due_on = forms.DateField(label=_("Due by"), widget=DateInput)


class DoneForm(SixiaForm, _OldStep):
    """A step is done."""

    done_on = forms.DateField(label=_("On which day it was done"), widget=DateInput)
    note = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 3}))


class DropForm(SixiaForm, _OldStep):
    """A step is taken out."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class MeetingForm(RideForm):
    """A meeting with the person; what was promised there can be written down in the same act."""

    day = forms.DateField(label=_("Day"), widget=DateInput)
    place = forms.CharField(label=_("Place"), max_length=120)
    present = forms.CharField(label=_("Who was there"), max_length=200, help_text=_("Posts or relation, no names of residents."))
    said = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 4}))
    reached = forms.CharField(label=_("What was reached"), widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(
        label=_("An agreement was reached that brings the matter to rest"),
        required=False,
        help_text=_("Only with the person’s consent. It releases you once the person has taken the matter back."),
    )
    words = forms.CharField(label=_("What did you promise?"), required=False, max_length=400)
    field_order = ("day", "place", "present", "said", "reached", "agreed", "words", "due_on")


class EndForm(SixiaForm):
    """How it was brought to rest."""

    summary = forms.CharField(
        label=_("How it was solved or brought to rest"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The leader is released only when the case has ended by verdict, lawfully, or by agreement."),
    )
