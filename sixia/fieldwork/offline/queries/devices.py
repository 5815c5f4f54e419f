"""Reads about devices and what they sent, for their own people and for whoever keeps the system safe."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F

from sixia.fieldwork.offline.models import Device, Line, LineRows, TabletRows
from sixia.people.actors import Actor

LATELY: Final = timedelta(days=2)
MOST: Final = 50


def device_of(text: str, who: Actor) -> Device | None:
    """The device that names itself so, where it is this person's; also one that has ended."""
    try:
        uuid = UUID(text)
    except ValueError:
        return None
    return Device.objects.select_related("account").filter(uuid=uuid, account_id=who.account_id or 0).first()


def devices(who: Actor, account: int) -> TabletRows:
    """Devices of an account as far as `who` may see them, those in use first."""
    return Device.objects.visible_to(who).filter(account_id=account).order_by(F("ended_at").asc(nulls_first=True), "-seen_at")


def lines_of(who: Actor, names: Iterable[UUID]) -> list[Line]:
    """What became of these acts."""
    return list(Line.objects.visible_to(who).filter(name__in=set(names)).order_by("pk"))


def lately(who: Actor, now: datetime) -> LineRows:
    """What has arrived from this person's devices in the last days, newest first."""
    return Line.objects.visible_to(who).filter(account_id=who.account_id or 0, at__gte=now - LATELY).order_by("-pk")
