"""What was learnt, and what was suggested for each voice; no verbs."""

from typing import Any

from django.db import models
from django.db.models import Q

from sixia.cases.models import KINDS, TRIAGE, Case, Voice
from sixia.insight.suggestions.standing import SUGGESTION
from sixia.kit.standing import visible
from sixia.people.models import Unit


class Learnt(models.Model):
    """One learning: tables that answer three questions, packed (`kind` and `triage` are empty where too little was known), and
    the card that says from what they were learnt and how good they are. The newest holds."""

    made_at = models.DateTimeField()
    edition = models.PositiveIntegerField()
    texts = models.PositiveIntegerField()
    topic = models.BinaryField()
    kind = models.BinaryField(default=b"")
    triage = models.BinaryField(default=b"")
    card = models.JSONField(default=dict)


class SuggestionRows(models.QuerySet["Suggestion"]):
    """Suggestions, narrowed by who asks."""

    def visible_to(self, who: Any) -> "SuggestionRows":
        """Those for cases that the official may see."""
        return visible(self, SUGGESTION, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Suggestion(models.Model):
    """What was suggested for one voice when it came in, with the reasons, and what a person decided.

    `learnt` is None where only the catalog's words spoke; then no chance is told (`share` None). `sure` says whether the chance
    reached the line below which it is better to say “do not know”. `others` are the next labels with their chances, `words` the
    words that led there, `past` the ids of earlier cases with such words, `why` where the unit comes from (duty, usual), `hints`
    the signs found in the text, `named` the places and things it names. `given_*` is what was confirmed at dispatch.
    """

    voice = models.OneToOneField(Voice, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    learnt = models.ForeignKey(Learnt, models.SET_NULL, null=True, related_name="+")
    category = models.CharField(max_length=64, default="")
    share = models.FloatField(null=True)
    sure = models.BooleanField(default=False)
    others = models.JSONField(default=list)
    words = models.JSONField(default=list)
    past = models.JSONField(default=list)
    kind = models.CharField(max_length=10, choices=KINDS)
    triage = models.CharField(max_length=5, choices=TRIAGE)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=8, default="")
    hints = models.JSONField(default=list)
    named = models.JSONField(default=list)
    made_at = models.DateTimeField()
    given_category = models.CharField(max_length=64, default="")
    given_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    given_kind = models.CharField(max_length=10, choices=KINDS, default="")
    given_triage = models.CharField(max_length=5, choices=TRIAGE, default="")
    given_at = models.DateTimeField(null=True)

    objects = SuggestionRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["given_at", "category"], name="suggestion_given", condition=Q(given_at__isnull=False))]
