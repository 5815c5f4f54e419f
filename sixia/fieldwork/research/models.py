"""Tables of research topics, their sites and outings, what people said, how it was coded, and what was found; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.fieldwork.research import flow, standing
from sixia.fieldwork.surveys.models import Submission, Survey
from sixia.fieldwork.visits.models import Visit
from sixia.kit.fields import SealedTextField
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place
from sixia.problems.models import Problem

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
LOT, NEED, HAND = "lot", "need", "hand"
WAYS = ((LOT, _("By lot")), (NEED, _("By need")), (HAND, _("Named by hand")))


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


class Suggestion(Within):
    """One drawing of lots, or one list by need: what was suggested, from which pool, for ever.

    `seed` is the seal of the topic's last journal entry at that moment, which nobody chooses. `pool` holds codes of places,
    `suggested` ids of places in their order, `shown` per place (by id) the parts of its score.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="suggestions")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=4, choices=WAYS)
    level = models.CharField(max_length=20)
    seed = models.CharField(max_length=64, default="")
    pool = models.JSONField(default=list)
    suggested = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="suggestion_number")]


class Site(Within):
    """A place that was chosen; `suggestion` is the list it was taken from, `reason` why it was named or left out again."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="sites")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    way = models.CharField(max_length=4, choices=WAYS)
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, null=True, related_name="sites")
    reason = models.TextField(default="")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "place"], condition=Q(left_at=None), name="site_once"),
        ]
        indexes = [models.Index(fields=["place", "-at"], name="site_place")]


class Outing(Within):
    """A visit made for the topic. `back`: it looks again at what was found; `result` is what it showed."""

    RESULTS = (
        ("solved", _("Solved: nothing of it is left")),
        ("better", _("Better than before")),
        ("same", _("No change")),
        ("worse", _("Worse than before")),
    )

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="outings")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="outings")
    back = models.BooleanField(default=False)
    result = models.CharField(max_length=6, choices=RESULTS, default="")
    words = models.TextField(default="")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="outing_topic")]


class InterviewRows(models.QuerySet["Interview"]):
    """Interviews, narrowed by who asks."""

    def visible_to(self, who: Any) -> "InterviewRows":
        """What people said is read by the team and by those who oversee it; others read how many said what."""
        near = {word: standing.TOPIC[word] for word in (flow.RESEARCHER, flow.OVERSEER, flow.SYSTEM)}
        return self.filter(topic__in=visible(Topic.objects.all(), near, who).values("pk"))


class Interview(Within):
    """What one person, or a group, answered with their consent. Who it was is not kept, only of which group they are;
    a name only where they wanted it kept, sealed. `client` is the name its sender gave it, so that it is taken once."""

    GROUPS = (
        ("resident", _("Residents")),
        ("elder", _("Older people")),
        ("parent", _("Parents")),
        ("farmer", _("Farmers")),
        ("worker", _("Workers")),
        ("trader", _("Traders and self-employed")),
        ("firm", _("Companies")),
        ("village", _("Village or neighbourhood staff")),
        ("office", _("Staff of offices and counters")),
        ("other", _("Others")),
    )
    CONSENTS = (("spoken", _("Agreed in words")), ("written", _("Agreed in writing")))

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="interviews")
    outing = models.ForeignKey(Outing, models.PROTECT, null=True, related_name="interviews")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=8, choices=GROUPS)
    people = models.PositiveSmallIntegerField(default=1)
    consent = models.CharField(max_length=7, choices=CONSENTS)
    name = SealedTextField(default="")
    salt = models.CharField(max_length=32)
    client = models.UUIDField(unique=True, null=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = InterviewRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="interview_number")]
        indexes = [models.Index(fields=["-at", "-id"], name="interview_new")]


class Line(models.Model):
    """One question and its answer, in the words that were said."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="lines")
    seq = models.PositiveSmallIntegerField()
    question = models.TextField()
    answer = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "seq"], name="line_seq")]


class Code(Within):
    """One entry of a topic's code book: a short word for what an answer says, and when it applies."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="codes")
    word = models.CharField(max_length=40)
    meaning = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "word"], name="code_word")]


class Coding(models.Model):
    """Which codes somebody gave an answer, perhaps none. `second`: by a second person, blind, to compare."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="codings")
    second = models.BooleanField(default=False)
    codes = models.ManyToManyField(Code, related_name="codings")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "second"], name="coding_once")]


class AnswerCoding(models.Model):
    """The same for one written answer of a filled form: question `name`, `time` of a repeat or 0 outside of one."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    time = models.PositiveSmallIntegerField(default=0)
    second = models.BooleanField(default=False)
    codes = models.ManyToManyField(Code, related_name="answer_codings")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "submission", "name", "time", "second"], name="written_once")]

    @property
    def spot(self) -> tuple[int, str, int]:
        """Which answer."""
        return self.submission_id, self.name, self.time


class DissectionRows(models.QuerySet["Dissection"]):
    """Dissected cases, narrowed by who asks."""

    def visible_to(self, who: Any) -> "DissectionRows":
        """Those of visible topics whose case the reader may see, and which is neither confidential nor secret by now."""
        return self.filter(standing.free(who, "case"), topic__in=Topic.objects.visible_to(who).values("pk"))


class Dissection(Within):
    """One case taken apart. What it cost is never typed: it is read from the case's own journal."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="dissections")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    lesson = models.TextField(default="")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DissectionRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "case"], name="dissection_once")]


class Why(models.Model):
    """One row of the why-tree: the reason for the row above it, or for the case itself."""

    dissection = models.ForeignKey(Dissection, models.CASCADE, related_name="whys")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="below")
    seq = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["dissection", "seq"], name="why_seq")]


class Stop(models.Model):
    """Who could have stopped it, at which point, and how. A unit or a post, never a person."""

    dissection = models.ForeignKey(Dissection, models.CASCADE, related_name="stops")
    seq = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=120)
    where = models.TextField()
    how = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["dissection", "seq"], name="stop_seq")]


class FindingRows(models.QuerySet["Finding"]):
    """Findings, narrowed by who asks."""

    def visible_to(self, who: Any) -> "FindingRows":
        """Findings of visible topics."""
        return self.filter(topic__in=Topic.objects.visible_to(who).values("pk"))


class Finding(Within):
    """What was found, in which places, resting on what; the problem it was raised to, and what it has become."""

    MEASURE, DECISION, RULE, PROJECT, NONE = "measure", "decision", "rule", "project", "none"
    INTO = (
        (MEASURE, _("A measure")),
        (DECISION, _("A decision")),
        (RULE, _("A standing rule")),
        (PROJECT, _("A project")),
        (NONE, _("Nothing, with the reason")),
    )

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="findings")
    words = models.TextField()
    category = models.CharField(max_length=64, default="")
    places = models.ManyToManyField(Place, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    into = models.CharField(max_length=8, choices=INTO, default="")
    became = models.TextField(default="")
    converted_at = models.DateTimeField(null=True)
    client = models.UUIDField(unique=True, null=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FindingRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="finding_new"),
            models.Index(fields=["problem"], name="finding_problem", condition=Q(problem__isnull=False)),
        ]


class Evidence(models.Model):
    """One thing a finding rests on: an interview, an outing or a case; exactly one of them."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    interview = models.ForeignKey(Interview, models.PROTECT, null=True, related_name="+")
    outing = models.ForeignKey(Outing, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(interview__isnull=False, outing=None, case=None)
                | Q(interview=None, outing__isnull=False, case=None)
                | Q(interview=None, outing=None, case__isnull=False),
                name="evidence_one",
            )
        ]
