"""Tables of where a topic goes: lists drawn or reckoned, the sites taken from them, and the visits made; no verbs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.research.models.topics import Topic, Within
from sixia.fieldwork.visits.models import Visit
from sixia.people.models import Account
from sixia.places.models import Place

LOT, NEED, HAND = "lot", "need", "hand"
WAYS = ((LOT, _("By lot")), (NEED, _("By need")), (HAND, _("Named by hand")))
PARTS = {
    "open": _("open cases: %(n)s"),
    "repeats": _("of these said more than once: %(n)s"),
    "negatives": _("of these with an answer that was not accepted: %(n)s"),
    "months": _("months since the last visit: %(n)s"),
    "never": _("no visit on record yet"),
    "silent": _("days without a word from anybody: %(n)s"),
}
"""What was counted of a place, how much of it there is."""
WEIGHTS = {
    "open": _("Each open case: %(n)s"),
    "repeat": _("if it was said more than once, besides: %(n)s"),
    "negative": _("if its answer was not accepted, besides: %(n)s"),
    "month": _("each month without a visit: %(n)s"),
    "most_months": _("months that count at most: %(n)s"),
    "silent": _("a place that is silent: %(n)s"),
    "silent_days": _("days after which it counts as silent: %(n)s"),
}
"""For how many points a county counts what, when it reckons by need."""


class Suggestion(Within):
    """One drawing of lots, or one list by need: what was suggested, from which pool, for ever.

    `seed` is the seal of the topic's last journal entry at that moment, which nobody chooses. `pool` holds codes of places,
    `suggested` ids of places in their order, `shown` per place (by id) the parts of its score, `weights` what counted how much.
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="suggestions")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=4, choices=WAYS)
    level = models.CharField(max_length=20)
    seed = models.CharField(max_length=64, default="")
    pool = models.JSONField(default=list)
    suggested = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="suggestion_number")]

    def why(self, place: int) -> str:
        """Why this place stands on it, in the reader's language: the parts of its score; nothing where the lot decided."""
        parts = self.shown.get(str(place), [])
        return "、".join(str(PARTS[code]) % {"n": amount} for code, amount, points in parts if points)

    @property
    def weights_said(self) -> list[str]:
        """The points by which it was reckoned, in the reader's language; nothing for one that was drawn by lot."""
        return [str(words) % {"n": self.weights[name]} for name, words in WEIGHTS.items() if name in self.weights]


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
