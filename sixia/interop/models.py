"""Tables of what crosses the wall: messages to residents and officials, keys of other systems; no verbs."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Voice
from sixia.fieldwork.reception.models import Booking
from sixia.interop import standing
from sixia.kit.fields import SealedTextField
from sixia.kit.models import Entry
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit


class MessageRows(models.QuerySet["Message"]):
    """Messages, narrowed by who asks."""

    def visible_to(self, who: Any) -> "MessageRows":
        """Messages that `who` may read: the system administrator sees that they went out; in the demo their text too."""
        return visible(self, standing.STANDING, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Message(models.Model):
    """One message by one way to one person, because of one journal entry; written once however often a reaction runs.

    Address and text are sealed: they may hold a telephone number and the link that opens a voice.
    `not_before` keeps it back during quiet hours.
    """

    SMS, MAIL = "sms", "mail"
    WAYS = ((SMS, _("Text message")), (MAIL, _("E-mail")))
    WAITING, SENT, FAILED, SHOWN = "waiting", "sent", "failed", "shown"
    STATES = (
        (WAITING, _("To be sent")),
        (SENT, _("Sent")),
        (FAILED, _("Failed")),
        (SHOWN, _("Not sent: no gateway is set up")),
    )

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=4, choices=WAYS)
    address = SealedTextField()
    subject = models.CharField(max_length=120, default="")
    text = SealedTextField()
    state = models.CharField(max_length=7, choices=STATES, default=WAITING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, default="")

    objects = MessageRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "voice"], condition=Q(voice__isnull=False), name="message_voice_once"),
            models.UniqueConstraint(fields=["entry", "account"], condition=Q(account__isnull=False), name="message_account_once"),
            models.UniqueConstraint(fields=["entry", "booking"], condition=Q(booking__isnull=False), name="message_booking_once"),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="message_new")]


class ApiKeyRows(models.QuerySet["ApiKey"]):
    """Keys, narrowed by who asks."""

    def visible_to(self, who: Any) -> "ApiKeyRows":
        """Keys that `who` may look up: the system administrator."""
        return visible(self, standing.API_KEY, who)  # type: ignore[return-value] # filter() keeps the queryset class


class ApiKey(models.Model):
    """Another system that may hand in concerns. Only a digest of its secret is kept; `hint` are the secret's first characters.

    `desk` is the unit that hears what comes by it; where none is named, the one nearest to the place.
    """

    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    desk = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ApiKeyRows.as_manager()

    @property
    def source(self) -> str:
        """What voices that came by it name as their source."""
        return f"open311:{self.name}"
