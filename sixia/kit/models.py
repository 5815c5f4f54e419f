"""Tables of the journal, deliveries and clocks, and the base of everything that moves through a lifecycle."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from sixia.kit.fields import SealedTextField
from sixia.kit.flow import Flow, Move
from sixia.kit.standing import Standing, roles_in


class Entry(models.Model):
    """One fact in the journal: append-only, chained by hash within its stream. `body` is canonical JSON without personal data."""

    stream = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    event = models.CharField(max_length=64)
    body = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="entry_stream_seq")]
        indexes = [models.Index(fields=["at", "id"], name="entry_at")]


class Wording(models.Model):
    """Words that an entry has committed to: erasable, since the entry holds only sha256(salt + text)."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="wordings")
    name = models.CharField(max_length=32)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="wording_entry_name")]


class Checkpoint(models.Model):
    """A signed statement over all entries up to `last_id`: Merkle root of the entries since the checkpoint before."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    prev = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)


class Delivery(models.Model):
    """One piece of work to do at least once: a reaction to an entry, or a named job with a payload."""

    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")
    job = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=40, default="")
    error = models.TextField(default="")
    dead = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["run_at", "id"], name="delivery_due", condition=Q(dead=False))]
        constraints = [models.UniqueConstraint(fields=["entry", "job"], name="delivery_once", condition=Q(entry__isnull=False))]


class Tick(models.Model):
    """When a periodic job ran last, so that many workers run it once."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()


class Clock(models.Model):
    """A running limit on something: its norm is copied here when it starts, so that later norms do not touch it.

    `owner` is the thing (such as `order:7`), `stream` the journal stream to tell. `amount` counts `unit`s
    (`hour`, `workhour`, `day`, `workday`), `extended` how many more were granted, `resumed` whether it ever stood still.
    `look_at` is the next moment the sweep must look, null when never again.
    """

    owner = models.CharField(max_length=64)
    stream = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    calendar = models.CharField(max_length=64)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=8)
    source = models.CharField(max_length=200, default="")
    rolls = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    left_seconds = models.BigIntegerField(null=True)
    extended = models.PositiveIntegerField(default=0)
    resumed = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["look_at", "id"], name="clock_look", condition=Q(look_at__isnull=False)),
            models.Index(fields=["owner", "kind"], name="clock_owner"),
            models.Index(
                fields=["provisional"], name="clock_provisional", condition=Q(provisional=True, stopped_at__isnull=True)
            ),
        ]


class StoredFile(models.Model):
    """A file somebody handed in; its bytes lie sealed under `ticket`. `about` names the thing it is attached to (such as
    `thing:7`), "" while its form is not through. The journal commits to `sha256` under `salt`. `shared`: it goes to those
    outside the office too. An erased one keeps its row, without name, digest and bytes."""

    ticket = models.CharField(max_length=32, unique=True)
    about = models.CharField(max_length=64, default="")
    name = SealedTextField(default="")
    kind = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    shared = models.BooleanField(default=False)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["about", "id"], name="file_about")]

    @property
    def is_picture(self) -> bool:
        """Whether a browser can show it in the page."""
        return self.kind == "image/jpeg"


class Moving(models.Model):
    """Base of things with a lifecycle. Subclasses set FLOW and STANDING and say their `key` and `stream`."""

    FLOW: ClassVar[Flow]
    STANDING: ClassVar[Standing]

    state = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """The name under which clocks belong to this thing, such as `order:7`."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def stream(self) -> str:
        """The journal stream that tells of this thing."""
        return self.key

    def roles_of(self, who: Any, among: Collection[str] | None = None) -> frozenset[str]:
        """Every role `who` has in this row, or of those named: to ask for fewer is cheaper."""
        return roles_in(self, self.STANDING, who, among)

    def moves_for(self, roles: Collection[str]) -> list[Move]:
        """What somebody with these roles may try now."""
        return self.FLOW.moves_from(self.state, roles)

    @property
    def state_label(self) -> str:
        """The state's name in the reader's language."""
        return str(self.FLOW.states[self.state])
