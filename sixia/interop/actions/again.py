"""Trying again: messages that could not be sent, and work that was given up; each by a system administrator, each told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.interop.actions.messages import send_message
from sixia.interop.events import DeliveryRevived, MessageRetried
from sixia.interop.models import Message
from sixia.kit import jobs
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.kit.models import Delivery
from sixia.people.actors import Actor
from sixia.people.rules import SYSTEM_ADMIN


@transaction.atomic
def retry_message(message: Message, *, by: Actor, now: datetime) -> None:
    """Send a failed message again, or one that found no gateway. Refused for any other."""
    _administrator(by)
    again = Message.objects.filter(pk=message.pk, state__in=(Message.FAILED, Message.SHOWN))
    if not again.update(state=Message.WAITING, error=""):
        raise Refused("state", _("Only a message that was not sent can be tried again."), move="retry_message")
    jobs.schedule(send_message, {"message": message.pk}, run_at=max(now, message.not_before))
    tell(MessageRetried(message=message.pk), by=by, about=f"message:{message.pk}", now=now)


@transaction.atomic
def revive_delivery(delivery: Delivery, *, by: Actor, now: datetime) -> None:
    """Run work again that failed as often as it may. Refused for work that is not given up."""
    _administrator(by)
    if not Delivery.objects.filter(pk=delivery.pk, dead=True).exists():
        raise Refused("state", _("This runs again already."), move="revive_delivery")
    jobs.revive(delivery.pk, now=now)
    tell(DeliveryRevived(delivery=delivery.pk, job=delivery.job), by=by, about=f"delivery:{delivery.pk}", now=now)


def _administrator(by: Actor) -> None:
    if not by.has(SYSTEM_ADMIN):
        raise Refused("role", _("Only a system administrator may do this."))
