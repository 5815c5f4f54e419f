"""Tables of research topics and what everything that lies in one shares; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.research import flow, standing
from sixia.fieldwork.surveys.models import Survey
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place

KINDS = (
    ("strategic", _("Strategic: where we should go in the long run")),
    ("remedy", _("Remedial: how a hard matter can be solved")),
    ("forward", _("Forward-looking: what is coming")),
    ("tracking", _("Tracking: what became of an earlier decision")),
    ("sparrow", _("Taking a typical case apart")),
    ("checking", _("Checking how a policy is carried out")),
)
"""Source: domain 4.1, the six kinds of 关于在全党大兴调查研究的工作方案 (2023)."""
METHODS = (
    ("walk", _("Walking the ground")),
    ("talk", _("Round of talks")),
    ("interview", _("Random interviews")),
    ("home", _("Calling at homes")),
    ("survey", _("Questionnaire")),
    ("files", _("Reading files")),
)


class TopicRows(models.QuerySet["Topic"]):
    """Topics, narrowed by who asks."""

    def visible_to(self, who: Any) -> "TopicRows":
        """Topics in which `who` has a role."""
        return visible(self, standing.TOPIC, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def of(self, who: Any) -> "TopicRows":
        """Topics on which `who` works: as lead, in the team, or as head of the unit."""
        own = {flow.RESEARCHER: standing.TOPIC[flow.RESEARCHER], flow.SYSTEM: standing.TOPIC[flow.SYSTEM]}
        return visible(self, own, who)  # type: ignore[return-value] # the same


class Topic(Moving):
    """A question that somebody goes to the places to answer.

    `unit_path` is the territory of the unit that asks and decides who sees the topic while it runs; `place` is the territory
    asked about, `surveys` are answered for it. `methods` are codes of METHODS, a space on both sides of each. `quota` is how
    many sites are meant.
    """

    FLOW: ClassVar = flow.TOPIC
    STANDING: ClassVar = standing.TOPIC

    title = models.CharField(max_length=160)
    question = models.TextField()
    kind = models.CharField(max_length=9, choices=KINDS)
    category = models.CharField(max_length=64, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = BytewiseCharField(max_length=60)
    lead = models.ForeignKey(Account, models.PROTECT, related_name="+")
    members = models.ManyToManyField(Account, related_name="+")
    surveys = models.ManyToManyField(Survey, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    since = models.DateField()
    until = models.DateField()
    methods = models.CharField(max_length=80, default="")
    plan = models.TextField(default="")
    quota = models.PositiveSmallIntegerField(default=3)
    conclusion = models.TextField(default="")
    reason = models.TextField(default="")
    made_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TopicRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="topic_new"),
            models.Index(fields=["until", "id"], name="topic_until"),
            models.Index(fields=["unit", "-made_at"], name="topic_unit"),
            models.Index(fields=["unit_path", "-made_at"], name="topic_path"),
        ]
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="topic_span")]

    def __str__(self) -> str:
        return self.title

    @property
    def stream(self) -> str:
        """The journal stream that tells of this topic and of all that lies in it."""
        return f"research:{self.pk}"

    @property
    def methods_said(self) -> list[str]:
        """The methods in the reader's language."""
        return [str(label) for code, label in METHODS if f" {code} " in self.methods]


class Within(models.Model):
    """Base of whatever lies in a topic and is told of in its stream."""

    topic_id: int

    class Meta:
        abstract = True

    @property
    def stream(self) -> str:
        """The stream of the topic."""
        return f"research:{self.topic_id}"
