"""Tables of promises and what was said of them, of charges with their plan and meetings, and of cases marked important."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Answer, Case, Voice
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.oversight import flow, rules, standing
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place

WHERE = (
    (rules.RECEPTION, _("At a reception")),
    (rules.ONSITE, _("On site")),
    (rules.OUTREACH, _("At an outreach")),
    (rules.ANSWER, _("In an answer")),
    (rules.CONTACT, _("In a conversation")),
    (rules.VISIT, _("At a visit")),
    (rules.MEETING, _("At a meeting with the leader in charge")),
)
TO = (
    (rules.TO_VOICE, _("One resident")),
    (rules.TO_CASE, _("Everybody in the case")),
    (rules.TO_PLACE, _("The people of a place")),
    (rules.TO_GROUP, _("A group")),
)
DUTIES = (
    (rules.KNOW, _("Know the facts")),
    (rules.EXPLAIN, _("Explain and persuade")),
    (rules.SOLVE, _("Solve it")),
    (rules.SETTLE, _("Bring the dispute to rest")),
)
REASONS = (
    (rules.AGE, _("open for long")),
    (rules.REPEATS, _("the same person came again")),
    (rules.NEGATIVES, _("answers not accepted")),
    (rules.GROUP, _("many people")),
    (rules.UNITS, _("several units")),
    (rules.IMPORTANT, _("marked important")),
)
WAYS = (
    (rules.BY_VERDICT, _("By the person’s verdict")),
    (rules.BY_FINALITY, _("By lawful finality")),
    (rules.BY_AGREEMENT, _("By agreement")),
    (rules.WITH_OTHER, _("Goes on with the case it was joined to")),
)


class Held(models.Model):
    """A promise in an answer that waits for a second person: given with the answer, never before; no resident sees it."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=400)
    due_on = models.DateField()


class PromiseRows(models.QuerySet["Promise"]):
    """Promises, narrowed by who asks."""

    def visible_to(self, who: Any) -> "PromiseRows":
        """Promises in which `who` has a role."""
        return visible(self, standing.PROMISE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Promise(Moving):
    """What an official has promised, in the exact words, by a day.

    `account` said it for `unit` in the post `title`; `written_by` wrote it down. `due_on` is the last day, `due_at` the moment
    after it, `first_due_on` the day first named, by which being on time is measured however often it was moved. `link_kind`
    and `link_id` name where it was said. `public` is whether it stands on the public board, `hidden` whether without words.
    """

    FLOW: ClassVar = flow.PROMISE
    STANDING: ClassVar = standing.PROMISE

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=64)
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    to = models.CharField(max_length=5, choices=TO)
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    group = models.CharField(max_length=80, default="")
    place_path = BytewiseCharField(max_length=60)
    words = models.CharField(max_length=400)
    where = models.CharField(max_length=9, choices=WHERE)
    link_kind = models.CharField(max_length=16, default="")
    link_id = models.BigIntegerField(null=True)
    given_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    first_due_on = models.DateField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    evidence = models.TextField(default="")
    link = models.URLField(max_length=400, default="")
    done_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    on_time = models.BooleanField(null=True)
    made_good_at = models.DateTimeField(null=True)
    public = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    objects = PromiseRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="promise_due"),
            models.Index(fields=["state", "due_at", "id"], name="promise_state_due"),
            models.Index(fields=["account", "due_at", "id"], name="promise_account"),
            models.Index(fields=["unit", "due_at"], name="promise_unit"),
            models.Index(fields=["case", "id"], name="promise_case", condition=Q(case__isnull=False)),
            models.Index(fields=["voice"], name="promise_voice", condition=Q(voice__isnull=False)),
            models.Index(fields=["-due_at", "-id"], name="promise_public", condition=Q(public=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(to="voice") | Q(voice__isnull=False), name="promise_to_voice"),
            models.CheckConstraint(condition=~Q(to="case") | Q(case__isnull=False), name="promise_to_case"),
            models.CheckConstraint(condition=~Q(to="place") | Q(place__isnull=False), name="promise_to_place"),
        ]

    @property
    def stream(self) -> str:
        """A promise is told of in its case's stream where it has one."""
        return f"case:{self.case_id}" if self.case_id else self.key


class Saying(models.Model):
    """What somebody said of a promise: kept or not. Rows are only added; `by` is the official who wrote it down, if any."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="sayings")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    kept = models.BooleanField()
    note = models.TextField(default="")
    at = models.DateTimeField()


class Mark(models.Model):
    """A case that somebody has marked important; the reason is in the journal."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ChargeRows(models.QuerySet["Charge"]):
    """Charges, narrowed by who asks."""

    def visible_to(self, who: Any) -> "ChargeRows":
        """Charges in which `who` has a role."""
        return visible(self, standing.CHARGE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Charge(Moving):
    """A leader in charge of one case until it is over.

    `reasons` are the criteria met when it was proposed, as [name, number]. `leader` holds the post `title` in `leader_unit`.
    `due_on` is the day until which they were named, `meet_by` the day of the next meeting at the latest. `way` says how it
    ended, `open` repeats that it has not.
    """

    FLOW: ClassVar = flow.CHARGE
    STANDING: ClassVar = standing.CHARGE

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    note = models.TextField(default="")
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    leader = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    leader_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=64, default="")
    named_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    met_on = models.DateField(null=True)
    meet_by = models.DateField(null=True)
    open = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, choices=WAYS, default="")
    summary = models.TextField(default="")

    objects = ChargeRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="charge_state_due"),
            models.Index(fields=["leader", "open"], name="charge_leader"),
            models.Index(fields=["case", "-id"], name="charge_case"),
        ]
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(open=True), name="charge_one_open")]

    @property
    def stream(self) -> str:
        """A charge is told of in its case's stream."""
        return f"case:{self.case_id}"


class Tenure(models.Model):
    """Who was in charge from when until when: a hand-over is never silent."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="tenures")
    leader = models.ForeignKey(Account, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    named_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reason = models.TextField(default="")


class Step(models.Model):
    """One step of the plan, under one of the four duties. A change makes a new row that `replaces` the old one."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="steps")
    duty = models.CharField(max_length=7, choices=DUTIES)
    text = models.CharField(max_length=400)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    note = models.TextField(default="")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    dropped_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["charge", "due_on", "id"], name="step_charge")]


class Meeting(models.Model):
    """One face-to-face meeting of the leader with the person: where, who was there, what was said and what was reached."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="meetings")
    leader = models.ForeignKey(Account, models.PROTECT, related_name="+")
    day = models.DateField()
    place = models.CharField(max_length=120)
    present = models.CharField(max_length=200)
    said = models.TextField()
    reached = models.TextField()
    agreed = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["charge", "-day", "-id"], name="meeting_charge")]
