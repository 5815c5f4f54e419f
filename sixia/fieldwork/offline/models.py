"""Tables of devices, of the packets they send, and of each act in them; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline import standing
from sixia.kit.fields import SealedTextField
from sixia.kit.standing import visible
from sixia.people.models import Account

ENDINGS = (
    ("signed_out", _("Signed out on the device")),
    ("revoked", _("Taken off the list")),
)


class TabletRows(models.QuerySet["Device"]):
    """Devices, narrowed by who asks."""

    def visible_to(self, who: Any) -> "TabletRows":
        """One's own; all of them for the security administrator."""
        return visible(self, standing.DEVICE, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def live(self) -> "TabletRows":
        """Those that may send."""
        return self.filter(ended_at=None)


class Device(models.Model):
    """A telephone or tablet on which somebody works without a network. `uuid` is how it names itself; with `secret` it signs.

    `waiting` is how many records it said last that it has not sent yet.
    """

    STANDING: ClassVar = standing.DEVICE

    uuid = models.UUIDField(unique=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    secret = SealedTextField()
    waiting = models.PositiveIntegerField(default=0)
    enrolled_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=ENDINGS, default="")

    objects = TabletRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"], name="device_account"),
            models.Index(fields=["-seen_at", "-id"], name="device_seen"),
        ]

    @property
    def stream(self) -> str:
        """Devices are told of in their person's stream."""
        return f"account:{self.account_id}"

    @property
    def live(self) -> bool:
        """Whether it may send."""
        return self.ended_at is None


class Packet(models.Model):
    """What arrived, as it was signed: sealed until each act in it has been seen to, and empty from then on."""

    device = models.ForeignKey(Device, models.PROTECT, related_name="packets")
    name = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64)
    body = SealedTextField()
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["received_at", "id"], name="packet_open", condition=Q(done_at=None))]


class LineRows(models.QuerySet["Line"]):
    """Acts that were sent, narrowed by who asks."""

    def visible_to(self, who: Any) -> "LineRows":
        """One's own."""
        return visible(self, standing.LINE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Line(models.Model):
    """One act that a device has sent, by the name it was given there: kept once, or refused with its sentence.

    `body` holds what was typed, sealed, until the act is kept or dropped. `about` and `stream` say where its photos belong,
    `label` and `url` what it became.
    """

    KEPT, REFUSED, CONFLICT, DROPPED = "kept", "refused", "conflict", "dropped"
    STATES = (
        (KEPT, _("Taken down")),
        (REFUSED, _("Not taken")),
        (CONFLICT, _("Somebody else wrote meanwhile")),
        (DROPPED, _("Given up")),
    )

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, models.PROTECT, related_name="lines")
    name = models.UUIDField(unique=True)
    verb = models.CharField(max_length=40)
    body = SealedTextField(default="")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=STATES)
    code = models.CharField(max_length=10, default="")
    sentence = models.TextField(default="")
    theirs = SealedTextField(default="")
    label = models.CharField(max_length=200, default="")
    url = models.CharField(max_length=200, default="")
    about = models.CharField(max_length=40, default="")
    stream = models.CharField(max_length=64, default="")
    photos = models.JSONField(default=list)
    first_at = models.DateTimeField()
    at = models.DateTimeField()

    objects = LineRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"], name="line_account"),
            models.Index(fields=["account", "id"], name="line_open", condition=Q(state="refused")),
            models.Index(fields=["at", "id"], name="line_stale", condition=~Q(body="")),
        ]


class Photo(models.Model):
    """A photo that a device has sent, by its name there and that of its act; it is attached when both have arrived."""

    device = models.ForeignKey(Device, models.PROTECT, related_name="photos")
    name = models.UUIDField(unique=True)
    act = models.UUIDField()
    digest = models.CharField(max_length=64)
    ticket = models.CharField(max_length=32)
    attached = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["act"], name="photo_act")]
