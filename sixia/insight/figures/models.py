"""Tables of counted facts, of their sums by month, of what was made public, and of boards sent by mail; no verbs."""

from typing import Any

from django.db import models

from sixia.people.models import Account
from sixia.places.models import BytewiseCharField


class Fact(models.Model):
    """One countable thing: which part, of which row, on which day, where, by whom, about what; `n` is nearly always 1.

    Facts are added up, never read singly but for the list behind a number. `kind` and `thing` name what they were gathered
    from, so that they can be gathered again; of a village `thing` is its key, `row` too. `unit` is a unit's key or 0.
    `bucket` is the length of what took time. Confidential cases, and those about an official or a unit, have none.
    """

    kind = models.CharField(max_length=8)
    thing = models.BigIntegerField()
    row = models.BigIntegerField()
    part = models.CharField(max_length=16)
    day = models.DateField()
    place_path = BytewiseCharField(max_length=60)
    unit = models.BigIntegerField(default=0)
    topic = models.CharField(max_length=64, default="")
    bucket = models.PositiveSmallIntegerField(default=0)
    n = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "thing"], name="figures_fact_thing"),
            models.Index(fields=["part", "day", "place_path"], name="figures_fact_part"),
        ]


class Tally(models.Model):
    """Sums of facts by month and by town (or whatever lies above villages): the same numbers, in far fewer rows.

    Each fact is in one row of each `grain`: by place alone, and by unit (`u`), topic (`t`) or both besides. What a grain does
    not tell apart is 0 or "" in it.
    """

    grain = models.CharField(max_length=2, default="")
    part = models.CharField(max_length=16)
    month = models.PositiveIntegerField()
    place_path = BytewiseCharField(max_length=60)
    unit = models.BigIntegerField(default=0)
    topic = models.CharField(max_length=64, default="")
    bucket = models.PositiveSmallIntegerField(default=0)
    n = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "part", "month", "place_path", "unit", "topic", "bucket"], name="figures_tally_once"
            )
        ]


class Reading(models.Model):
    """How far the journal has been read into the facts: the key of the last entry that is surely counted, and when."""

    name = models.CharField(max_length=20, primary_key=True)
    entry = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)


class Publication(models.Model):
    """What everybody was told of a month (0: of the rest of a year), once and for ever: two states of one number, taken from each
    other, would tell what happened to a single case in between. `rows` are such as `rules.telling.Told.plain` gives."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    told_on = models.DateField()
    rows = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "month"], name="figures_told_once")]


class SubscriptionRows(models.QuerySet["Subscription"]):
    """Subscriptions, narrowed by who asks."""

    def visible_to(self, who: Any) -> "SubscriptionRows":
        """One's own."""
        return self.filter(account=who.account_id) if who.account_id is not None else self.none()


class Subscription(models.Model):
    """A person wants a board or a brief by mail, every day, week or month; `asked` is its address without its path."""

    BOARD, BRIEF = "board", "brief"
    EVERY = {BOARD: ("week", "month"), BRIEF: ("day", "week")}

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, default=BOARD)
    asked = models.CharField(max_length=400, default="")
    every = models.CharField(max_length=5)
    next_on = models.DateField()
    made_at = models.DateTimeField()

    objects = SubscriptionRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind", "asked"], name="figures_wanted_once")]
        indexes = [models.Index(fields=["next_on"], name="figures_wanted_due")]
