"""Sessions, whom and where they reached, what was asked, and the counts of understanding checks."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.fieldwork.outreach import rules, standing
from sixia.fieldwork.outreach.models.policies import Doubt, Policy, Version
from sixia.fieldwork.visits.models import Visit
from sixia.kit.standing import Standing, roles_in, visible
from sixia.people.models import Account
from sixia.places.models import Place

FORMS = (
    (rules.VILLAGE, _("Village talk")),
    (rules.COURTYARD, _("Courtyard talk")),
    (rules.HOME, _("Home visits")),
    (rules.STUDY, _("Study group")),
    (rules.LECTURE, _("Lecture")),
    (rules.LOUDSPEAKER, _("Loudspeaker")),
    (rules.STALL, _("Stall")),
)
MOMENTS = ((rules.BEFORE, _("Before the talk")), (rules.AFTER, _("After the talk")))
WAYS = (
    (rules.PAPER, _("On sheets of paper")),
    (rules.HANDS, _("By show of hands")),
    (rules.LINK, _("By code on the telephone")),
)


class SessionRows(models.QuerySet["Session"]):
    """Sessions, narrowed by who asks."""

    def visible_to(self, who: Any) -> "SessionRows":
        """Sessions in which `who` has a role: those of visits they see."""
        return visible(self, standing.SESSION, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Session(models.Model):
    """Explaining policies to people: the form, for whom, and how many were there. When, where and who went stand in its visit.

    A study session names what it serves: a case, an earlier visit, or a rule in words. `audience` is null until it was held.
    """

    STANDING: ClassVar[Standing] = standing.SESSION

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="+")
    form = models.CharField(max_length=12, choices=FORMS)
    policies = models.ManyToManyField(Policy, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    earlier = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=300, default="")
    audience = models.PositiveIntegerField(null=True)
    client = models.UUIDField(unique=True, null=True)
    made_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)

    objects = SessionRows.as_manager()

    @property
    def stream(self) -> str:
        """The journal stream that tells of this session."""
        return f"outreach:{self.pk}"

    def roles_of(self, who: Any, among: Collection[str] | None = None) -> frozenset[str]:
        """Every role `who` has in this session, or of those named."""
        return roles_in(self, self.STANDING, who, among)


class Audience(models.Model):
    """A group of people whom a session is for; the code of a rule."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="groups")
    group = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "group"], name="audience_once")]
        indexes = [models.Index(fields=["group", "session"], name="audience_group")]


class Reach(models.Model):
    """A village (or community) that a session reached: where it was, or where people had come from."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="reached")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "place"], name="reach_once")]
        indexes = [models.Index(fields=["place", "session"], name="reach_place")]


class QuestionRows(models.QuerySet["Question"]):
    """Questions, narrowed by who asks."""

    def visible_to(self, who: Any) -> "QuestionRows":
        """Questions that `who` may read, without those that led to a case closed to them."""
        return visible(self.filter(standing.free(who)), standing.QUESTION, who)  # type: ignore[return-value] # as above


class Question(models.Model):
    """Something somebody asked at a session: with the one line that answered it there, or with the voice it has become.

    `client` is the name its sender gave it: sent twice it is asked once. `doubt` is the one it was counted for. After an
    erasure the words are gone and the count stays.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="questions")
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, related_name="+")
    client = models.UUIDField(unique=True)
    text = models.TextField()
    salt = models.CharField(max_length=32)
    answer = models.TextField(default="")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    doubt = models.ForeignKey(Doubt, models.PROTECT, null=True, related_name="questions")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = QuestionRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["policy", "-id"], name="question_policy"),
            models.Index(fields=["session", "id"], name="question_session"),
            models.Index(fields=["voice"], name="question_voice", condition=Q(voice__isnull=False)),
            models.Index(fields=["-at", "-id"], name="question_new"),
        ]


class Check(models.Model):
    """A check of understanding at a session: counts per question, never a person. `code` opens it on a telephone."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="checks")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    moment = models.CharField(max_length=6, choices=MOMENTS)
    way = models.CharField(max_length=5, choices=WAYS)
    people = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=8, unique=True, null=True)
    client = models.UUIDField(unique=True, null=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["session", "moment"], name="check_session")]


class Tally(models.Model):
    """Of one check question: how many answered it, and how many of them right. `item` is its number, from 0."""

    of = models.ForeignKey(Check, models.PROTECT, related_name="tallies")
    item = models.PositiveSmallIntegerField()
    asked = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "item"], name="tally_once"),
            models.CheckConstraint(condition=Q(right__lte=models.F("asked")), name="tally_right"),
        ]
