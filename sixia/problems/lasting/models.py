"""Tables of standing rules with their trials and reviews, of watches, and of the topics of a month; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place
from sixia.problems.lasting import flow, recurrence, standing
from sixia.problems.lasting.conditions import Condition

OUTCOMES = (
    (recurrence.EFFECTIVE, _("It works")),
    (recurrence.NOT_EFFECTIVE, _("It does not work")),
    (recurrence.UNKNOWN, _("It cannot be said yet")),
)
WATCHED = (
    (recurrence.RUNNING, _("Being watched")),
    (recurrence.BACK, _("It has come back")),
    (recurrence.AWAY, _("It stayed away")),
    (recurrence.UNKNOWN, _("It cannot be said")),
)
JOINED, UNSORTED = "joined", "unsorted"
OUT = (
    ("", "-"),
    (JOINED, _("Stands under the case it joined")),
    (UNSORTED, _("Nobody has said what it is about")),
)


class RuleRows(models.QuerySet["StandingRule"]):
    """Standing rules, narrowed by who asks."""

    def visible_to(self, who: Any) -> "RuleRows":
        """Rules in which `who` has a role."""
        return visible(self, standing.RULE, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def in_force(self) -> "RuleRows":
        """Those that hold now."""
        return self.filter(state__in=flow.IN_FORCE)


class StandingRule(Moving):
    """What was learned from problems, as a rule: in which matters (`condition`, as data) something is done (`text`), where.

    `category` is what it is meant against, by a code of the catalog; `place` where it holds. `unit` keeps it, `author` drafted
    it. `review_on` is the day by which somebody must say whether it works; `outcome` what was said last.
    """

    FLOW: ClassVar = flow.RULE
    STANDING: ClassVar = standing.RULE

    title = models.CharField(max_length=120)
    text = models.TextField()
    condition = models.JSONField(default=dict)
    category = models.CharField(max_length=64)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, choices=OUTCOMES, default="")
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced")

    objects = RuleRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "place_path", "id"], name="rule_state"),
            models.Index(fields=["-drafted_at", "-id"], name="rule_new"),
            models.Index(fields=["review_on", "id"], name="rule_review"),
        ]

    @property
    def asks(self) -> Condition:
        """The condition as a value."""
        return Condition.of(self.condition)


class Origin(models.Model):
    """A problem that a standing rule grew from; every rule has at least one."""

    rule = models.ForeignKey(StandingRule, models.PROTECT, related_name="origins")
    problem = models.ForeignKey("problems.Problem", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "problem"], name="origin_once")]


class Trial(models.Model):
    """A rule tried on the cases of a past span, by a job in pieces: `done` of `total` cases have been looked at.

    `condition` and `category` are what was tried, whatever the draft says later. `cursor` is where the next piece begins.
    """

    RUNNING, OVER, FAILED = "running", "over", "failed"

    rule = models.ForeignKey(StandingRule, models.PROTECT, related_name="trials")
    condition = models.JSONField(default=dict)
    category = models.CharField(max_length=64)
    place_path = BytewiseCharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField()
    begun_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.JSONField(null=True)
    state = models.CharField(max_length=7, default=RUNNING)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule"], condition=Q(state="running"), name="trial_one_running"),
        ]

    @property
    def key(self) -> str:
        """The name of the trial."""
        return f"trial:{self.pk}"


class Tried(models.Model):
    """One past case in a trial: whether the rule is meant for it, whether it would have spoken, or why it was left out.

    Kept case by case so that each reader counts exactly the cases that reader may see.
    """

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="tried")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    meant = models.BooleanField()
    met = models.BooleanField()
    out = models.CharField(max_length=8, choices=OUT, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "case"], name="tried_once")]


class Review(models.Model):
    """What a person said of a rule in force, beside what the watch suggested from `figures`. Rows are only added."""

    rule = models.ForeignKey(StandingRule, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    suggested = models.CharField(max_length=16, choices=OUTCOMES)
    figures = models.JSONField(default=dict)
    note = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_on = models.DateField()


class WatchRows(models.QuerySet["Watch"]):
    """Watches, narrowed by who asks."""

    def visible_to(self, who: Any) -> "WatchRows":
        """Watches of problems that `who` may see."""
        return visible(self, standing.WATCH, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Watch(models.Model):
    """Whether a solved problem comes back: from `since`, when it was solved, for `days`; one for each time it was solved.

    `before`, `after`, `beside_before`, `beside_after` and `places` are the numbers when it was last looked at, over cases that
    are nobody's secret; the page counts anew what its reader may see. `told_at` is when it was told that it came back.
    """

    problem = models.ForeignKey("problems.Problem", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    days = models.PositiveIntegerField()
    until = models.DateTimeField()
    state = models.CharField(max_length=7, choices=WATCHED, default=recurrence.RUNNING)
    before = models.PositiveIntegerField(default=0)
    after = models.PositiveIntegerField(default=0)
    beside_before = models.PositiveIntegerField(default=0)
    beside_after = models.PositiveIntegerField(default=0)
    places = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    over = models.BooleanField(default=False)

    objects = WatchRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "since"], name="watch_once")]
        indexes = [
            models.Index(fields=["until", "id"], name="watch_until"),
            models.Index(fields=["until", "id"], name="watch_running", condition=Q(over=False)),
        ]


class FocusRows(models.QuerySet["Focus"]):
    """Topics of months, narrowed by who asks."""

    def visible_to(self, who: Any) -> "FocusRows":
        """Topics of territories that touch the reader's own."""
        return visible(self, standing.FOCUS, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Focus(models.Model):
    """A topic to which a leader has given a month, with what was suggested then; `month` is its first day.

    `suggested` are the candidates in their order with facts and points, `rank` the place of the chosen one among them
    (0: it was not among them). `problem` is the one that was raised from it.
    """

    month = models.DateField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    category = models.CharField(max_length=64)
    reason = models.TextField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    suggested = models.JSONField(default=list)
    rank = models.PositiveSmallIntegerField(default=0)
    chosen_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    dropped_reason = models.TextField(default="")
    problem = models.ForeignKey("problems.Problem", models.PROTECT, null=True, related_name="+")

    objects = FocusRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "place", "category"], condition=Q(dropped_at__isnull=True), name="focus_once_a_month"
            ),
        ]
        indexes = [models.Index(fields=["-month", "-id"], name="focus_month")]

    @property
    def stream(self) -> str:
        """The journal stream that tells of it."""
        return f"focus:{self.pk}"
