"""Tables of hot issues and their voices, of weekly counts, and of early warnings; no verbs."""

from typing import Any, ClassVar

from django.db import models

from sixia.cases.models import Voice
from sixia.insight.hot import flow, standing
from sixia.insight.hot.rules.clusters import Cluster
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account
from sixia.places.models import BytewiseCharField, Place
from sixia.problems.models import Problem


class Wordbook(models.Model):
    """The words learnt from the county's voices, one row; `read` is the key of the last voice that was looked at with them.

    `body` holds words and how often they stand, and no text; `trial` what warnings were worth when they were last played back.
    """

    made_at = models.DateTimeField()
    texts = models.PositiveIntegerField()
    body = models.JSONField()
    read = models.BigIntegerField(default=0)
    trial = models.JSONField(default=dict)


class IssueRows(models.QuerySet["Issue"]):
    """Issues, narrowed by who asks."""

    def visible_to(self, who: Any) -> "IssueRows":
        """Issues of the reader's territories."""
        return visible(self, standing.ISSUE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Issue(models.Model):
    """Voices that speak of one thing. `body` is what further voices are compared with; `heat` is over voices that are nobody's
    secret and only puts issues in order: what a reader is shown is counted anew.

    `line` is the title of the voice `said_by`, and is shown to whoever may see that voice. `place_path` is the smallest place
    that holds them all, `everywhere` that they have a kind of trouble in common, but neither a place nor a body.
    """

    line = models.CharField(max_length=80)
    said_by = models.ForeignKey(Voice, models.SET_NULL, null=True, related_name="+")
    phrases = models.JSONField(default=list)
    names = models.JSONField(default=list)
    body = models.JSONField()
    size = models.PositiveIntegerField(default=1)
    category = models.CharField(max_length=64, default="")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    heat = models.PositiveIntegerField(default=0)
    everywhere = models.BooleanField(default=False)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    problem = models.ForeignKey(Problem, models.SET_NULL, null=True, related_name="+")

    objects = IssueRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-heat", "-id"], name="hot_issue_heat", condition=models.Q(size__gt=1)),
            models.Index(fields=["last_at", "id"], name="hot_issue_last"),
        ]

    @property
    def cluster(self) -> Cluster:
        """What voices are compared with."""
        return Cluster.of(self.body, self.size, self.first_at, self.last_at)


class Member(models.Model):
    """One voice of an issue; `again` whether its words say that it was said before."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="members")
    voice = models.OneToOneField(Voice, models.CASCADE, related_name="+")
    again = models.BooleanField(default=False)


class Sign(models.Model):
    """A heavy word of an issue, so that a new voice finds the issues it may belong to."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="signs")
    word = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "issue"], name="hot_sign_once")]


class Week(models.Model):
    """How many voices, and of how many people, spoke of a topic in a town in the week that begins on `monday`."""

    place_path = BytewiseCharField(max_length=60)
    topic = models.CharField(max_length=64)
    monday = models.DateField()
    voices = models.PositiveIntegerField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place_path", "topic", "monday"], name="hot_week_once")]
        indexes = [models.Index(fields=["monday"], name="hot_week_monday")]


class WarningRows(models.QuerySet["EarlyWarning"]):
    """Warnings, narrowed by who asks."""

    def visible_to(self, who: Any) -> "WarningRows":
        """Warnings of the reader's territories."""
        return visible(self, standing.WARNING, who)  # type: ignore[return-value] # filter() keeps the queryset class


class EarlyWarning(Moving):
    """More was said of a topic in a town than the season explains, in the week that begins on `monday`.

    `usual`, `season`, `middle` and `unusual` are what was expected, `weeks` on how many weeks it rests, `once_in` how seldom
    chance alone passes it. `voices` and `people` are the numbers when it was last counted. `words` say what was decided.
    """

    FLOW: ClassVar = flow.WARNING
    STANDING: ClassVar = standing.WARNING

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    topic = models.CharField(max_length=64)
    monday = models.DateField()
    voices = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    usual = models.FloatField()
    season = models.FloatField()
    middle = models.FloatField()
    unusual = models.PositiveIntegerField()
    weeks = models.PositiveIntegerField()
    once_in = models.PositiveIntegerField()
    raised_at = models.DateTimeField()
    words = models.TextField(default="")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = WarningRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place_path", "topic", "monday"], name="hot_warning_once")]
        indexes = [models.Index(fields=["-raised_at", "-id"], name="hot_warning_new")]
