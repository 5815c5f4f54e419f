"""Tables of the lists that were suggested and kept, and of samples drawn by lot; no verbs."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.visits.models import Visit
from sixia.insight.ahead.standing import KEPT
from sixia.kit.standing import visible
from sixia.people.models import Unit
from sixia.places.models import BytewiseCharField, Place

DAY, MONTH = "day", "month"
SPANS = ((DAY, _("for a day")), (MONTH, _("for a month")))
WHYS = (
    ("hot", _("needs it most")),
    ("silent", _("little or nothing is heard from there")),
    ("spread", _("so that its town is not left out")),
    ("near", _("near the other stops of the day")),
)
HOUSEHOLDS, VOICES = "households", "voices"
WHATS = ((HOUSEHOLDS, _("Households of the village")), (VOICES, _("Voices of residents")))


class KeptRows(models.QuerySet[Any]):
    """Rows of a unit, narrowed by who asks."""

    def visible_to(self, who: Any) -> "KeptRows":
        """Those of the reader's units and territories."""
        return visible(self, KEPT, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Listing(models.Model):
    """A plan that was suggested and kept, for ever: of which unit, for which days, out of how many places, by which weights.

    It names no person, so that nobody's choices are counted. `digest` tells the same list of a day from another.
    """

    span = models.CharField(max_length=5, choices=SPANS)
    since = models.DateField()
    until = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    looked = models.PositiveIntegerField()
    weights = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = KeptRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "span", "since", "until", "digest"], name="ahead_listing_once")]
        indexes = [models.Index(fields=["-at", "-id"], name="ahead_listing_new")]

    @property
    def stream(self) -> str:
        """Where it is told of."""
        return f"ahead:{self.pk}"


class Suggested(models.Model):
    """One place of a list, why it stood there, and the first visit to it that was planned afterwards for those days, or none."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=6, choices=WHYS)
    day = models.DateField(null=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "place"], name="ahead_suggested_once")]
        indexes = [models.Index(fields=["place"], name="ahead_suggested_free", condition=Q(visit__isnull=True))]


class Sample(models.Model):
    """Households or voices of a place drawn by lot. `seed` is the seal of the journal entry that asked for the draw, which holds
    a random salt: nobody chooses it. `names` are those drawn from (of households only how many), `drawn` the names in the order
    of their lots. Households are numbers in the village's own list of households."""

    what = models.CharField(max_length=10, choices=WHATS)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    pool = models.PositiveIntegerField()
    names = models.JSONField(default=list)
    seed = models.CharField(max_length=64, default="")
    drawn = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = KeptRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="ahead_sample_new")]

    @property
    def stream(self) -> str:
        """Where it is told of."""
        return f"sample:{self.pk}"
