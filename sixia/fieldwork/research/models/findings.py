"""Tables of what was found, on what it rests, and what it has become; no verbs."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.fieldwork.research.models.sites import Outing
from sixia.fieldwork.research.models.talks import Interview
from sixia.fieldwork.research.models.topics import Topic, Within
from sixia.people.models import Account
from sixia.places.models import Place
from sixia.problems.models import Problem


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
