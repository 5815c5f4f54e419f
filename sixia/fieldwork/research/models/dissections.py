"""Tables of cases taken apart: why it came to be, and who could have stopped it; no verbs."""

from typing import Any

from django.db import models

from sixia.cases.models import Case
from sixia.fieldwork.research import standing
from sixia.fieldwork.research.models.topics import Topic, Within
from sixia.people.models import Account


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
