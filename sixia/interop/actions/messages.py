"""Queueing messages with the journal entry they come from, and sending them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from sixia.interop import gateway
from sixia.interop.models import Message
from sixia.kit import jobs
from sixia.kit.models import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be: to one voice, one account or one booking, by one way."""

    way: str
    address: str
    subject: str
    text: str
    voice: int | None = None
    account: int | None = None
    booking: int | None = None
    not_before: datetime


def queue(entry: Entry, drafts: Sequence[Draft], *, now: datetime) -> int:
    """Keep these messages and have them sent; one that this entry has already caused is left as it is."""
    made = 0
    for draft in drafts:
        with transaction.atomic():
            row, created = Message.objects.get_or_create(
                entry=entry,
                **_to_whom(draft),
                defaults={
                    "way": draft.way,
                    "address": draft.address,
                    "subject": draft.subject[:120],
                    "text": draft.text,
                    "made_at": now,
                    "not_before": draft.not_before,
                },
            )
            if created:
                made += 1
                jobs.schedule(send_message, {"message": row.pk}, run_at=draft.not_before)
    return made


def _to_whom(draft: Draft) -> dict[str, int | None]:
    if draft.booking is not None:
        return {"booking_id": draft.booking}
    return {"voice_id": draft.voice} if draft.voice is not None else {"account_id": draft.account}


@jobs.outward
def send_message(payload: dict[str, Any], now: datetime) -> None:
    """The job that sends one message. Without a gateway it stays readable in the outbox; a lasting refusal is kept as failed."""
    row = Message.objects.filter(pk=payload["message"], state=Message.WAITING).first()
    if row is None:
        return
    if not gateway.can_send(row.way):
        row.state = Message.SHOWN
        row.save(update_fields=["state"])
        return
    try:
        gateway.send(row.way, address=row.address, subject=row.subject, text=row.text, reference=f"message-{row.pk}")
        row.state, row.sent_at, row.error = Message.SENT, now, ""
    except gateway.GatewayError as error:
        if error.again:
            raise
        row.state, row.error = Message.FAILED, str(error)[:300]
    row.save(update_fields=["state", "sent_at", "error"])


@jobs.when_given_up(send_message)
def fail_message(payload: dict[str, Any], error: str) -> None:
    """It was tried as often as it may: failed, with the last reason, to be tried again from the outbox."""
    Message.objects.filter(pk=payload["message"], state=Message.WAITING).update(state=Message.FAILED, error=error[:300])


def forget_messages(voice: int) -> int:
    """Empty what was sent to a resident whose data were erased, and where to; returns how many messages."""
    theirs = Q(voice_id=voice) | Q(booking__voice_id=voice) | Q(booking__acts__voice_id=voice)
    return Message.objects.filter(theirs).update(address="", text="", subject="")
