"""Tables of what people said, in interviews and in written answers, and how it was coded; no verbs."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.research import flow, standing
from sixia.fieldwork.research.models.sites import Outing
from sixia.fieldwork.research.models.topics import Topic, Within
from sixia.fieldwork.surveys.models import Submission
from sixia.kit.fields import SealedTextField
from sixia.kit.standing import visible
from sixia.people.models import Account
from sixia.places.models import Place


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
