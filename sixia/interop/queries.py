"""Reads of what leaves the house: messages with their reason, and work that was given up. Knows no request."""

from typing import Any

from django.db.models import QuerySet

from sixia.interop.models import Message
from sixia.kit.masking import mask, mask_phone
from sixia.kit.models import Delivery
from sixia.people.rules import SYSTEM_ADMIN


def outbox(who: Any) -> QuerySet[Message]:
    """Messages the reader may see, with what caused them."""
    return Message.objects.visible_to(who).select_related("entry", "account", "voice")


def masked_address(row: Message) -> str:
    """To whom, so that an administrator can tell addresses apart without reading them."""
    return mask_phone(row.address) if row.way == Message.SMS else mask(row.address)


def given_up(who: Any) -> QuerySet[Delivery]:
    """Deliveries that failed as often as they may; for system administrators alone."""
    rows = Delivery.objects.filter(dead=True).select_related("entry")
    return rows if who.has(SYSTEM_ADMIN) else rows.none()
