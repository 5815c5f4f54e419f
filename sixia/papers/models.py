"""The table of units' own Word templates; no verbs."""

from typing import Any

from django.db import models
from django.db.models import Q

from sixia.kit.standing import visible
from sixia.papers import standing
from sixia.papers.rules.kinds import KINDS
from sixia.people.models import Account, Unit


class TemplateRows(models.QuerySet["Template"]):
    """Templates, narrowed by who asks."""

    def visible_to(self, who: Any) -> "TemplateRows":
        """Templates that `who` may look up."""
        return visible(self, standing.TEMPLATE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Template(models.Model):
    """A unit's own Word template for one kind of paper, in its versions. It holds from `made_at` until `ended_at` for the
    unit and every unit below that has none. Rows stay, so that a paper can be printed as on the day it was issued."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    file = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    note = models.CharField(max_length=200, default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = TemplateRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-made_at", "-id"], name="template_new")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "version"], name="template_version"),
            models.UniqueConstraint(fields=["unit", "kind"], condition=Q(ended_at__isnull=True), name="template_one"),
        ]

    @property
    def kind_label(self) -> str:
        """What people call the kind of paper."""
        return str(KINDS[self.kind].title) if self.kind in KINDS else self.kind
