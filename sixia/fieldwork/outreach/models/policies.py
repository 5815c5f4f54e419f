"""A policy, its versions, and doubts about its words."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from sixia.fieldwork.outreach import flow, standing
from sixia.fieldwork.outreach.rules import Item
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place


class Policy(models.Model):
    """What stays the same while the words change: the unit that answers for the words, and where the policy holds."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    client = models.UUIDField(unique=True, null=True)
    made_at = models.DateTimeField()

    @property
    def stream(self) -> str:
        """The journal stream that tells of this policy and all its versions."""
        return f"policy:{self.pk}"


class VersionRows(models.QuerySet["Version"]):
    """Versions, narrowed by state and by who asks."""

    def visible_to(self, who: Any) -> "VersionRows":
        """Versions in which `who` has a role."""
        return visible(self, standing.VERSION, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def public(self) -> "VersionRows":
        """Those that everybody may read: what holds, and what held."""
        return self.filter(state__in=flow.PUBLIC)

    def current(self) -> "VersionRows":
        """Of each policy the version that holds, or held last, or its first draft: one row each."""
        later = Version.objects.filter(policy=models.OuterRef("policy"), number__gt=models.OuterRef("number"))
        shown = later.filter(state__in=flow.PUBLIC)
        public = Q(state__in=flow.PUBLIC) & ~models.Exists(shown)
        never = Version.objects.filter(policy=models.OuterRef("policy"), state__in=flow.PUBLIC)
        return self.filter(public | (~models.Exists(never) & ~models.Exists(later)))


class Version(Moving):
    """The words of a policy: a change is a new version, and an old one stays to be read.

    `ref` is the issuing number, `issuer` who issued the document, `link` where it is published; the document itself is a kept
    file. `answers` are [question, answer] pairs, `items` the check questions as [text, [options], number of the right one],
    `audience` the codes of the groups it is for, each
    with a space on both sides so that one can be looked for. `valid_to` is the last day, null without end.
    """

    FLOW: ClassVar = flow.VERSION
    STANDING: ClassVar = standing.VERSION

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    ref = models.CharField(max_length=120, default="")
    issuer = models.CharField(max_length=200, default="")
    link = models.CharField(max_length=500, default="")
    summary = models.TextField(default="")
    answers = models.JSONField(default=list)
    items = models.JSONField(default=list)
    audience = models.CharField(max_length=400, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.TextField(default="")
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = VersionRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_once"),
            models.UniqueConstraint(fields=["policy"], condition=Q(state=flow.PUBLISHED), name="policy_one_holds"),
            models.UniqueConstraint(fields=["policy"], condition=Q(state=flow.DRAFT), name="policy_one_draft"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="policy_span"),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="policy_new"),
            models.Index(fields=["valid_to", "id"], name="policy_ends", condition=Q(state=flow.PUBLISHED)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The name under which its document is kept."""
        return f"policyversion:{self.pk}"

    @property
    def stream(self) -> str:
        """A version is told of in the stream of its policy."""
        return f"policy:{self.policy_id}"

    @property
    def groups(self) -> list[str]:
        """The codes of the groups it is for."""
        return self.audience.split()

    @property
    def check_items(self) -> list[Item]:
        """The questions of an understanding check."""
        return [Item(text, tuple(options), right) for text, options, right in self.items]


class DoubtRows(models.QuerySet["Doubt"]):
    """Doubts, narrowed by who asks."""

    def visible_to(self, who: Any) -> "DoubtRows":
        """Doubts in which `who` has a role."""
        return visible(self, standing.DOUBT, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Doubt(Moving):
    """The same question, asked so often of a policy that its words must be unclear: confirmed or dismissed by a person.

    `example` is the question in one of its forms, `asked` how often it had been asked then, `words` the version that held.
    """

    FLOW: ClassVar = flow.DOUBT
    STANDING: ClassVar = standing.DOUBT

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="doubts")
    words = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    example = models.TextField()
    asked = models.PositiveIntegerField()
    reply = models.TextField(default="")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = DoubtRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["policy", "state"], name="doubt_policy")]

    @property
    def key(self) -> str:
        """Its name."""
        return f"policydoubt:{self.pk}"

    @property
    def stream(self) -> str:
        """A doubt is told of in the stream of its policy."""
        return f"policy:{self.policy_id}"
