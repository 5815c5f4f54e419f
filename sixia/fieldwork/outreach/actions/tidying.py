"""What ticks: policies whose last day is over end, and links whose day is over close; each by itself."""

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from sixia.fieldwork.outreach.actions.checking import end_by_itself
from sixia.fieldwork.outreach.events import PolicyExpired
from sixia.fieldwork.outreach.flow import PUBLISHED
from sixia.fieldwork.outreach.models import Check, Version
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM


def tidy(now: datetime) -> None:
    """End what is over; what somebody else changes at this moment is looked at the next time."""
    for version in Version.objects.filter(state=PUBLISHED, valid_to__lt=timezone.localdate(now)).order_by("pk"):
        with suppress(Refused):
            _expire(version, now=now)
    for check in Check.objects.filter(closed_at=None, closes_at__lte=now).select_related("session").order_by("pk"):
        end_by_itself(check, now=now)


@alone
def _expire(version: Version, *, now: datetime) -> None:
    event = PolicyExpired(policy=version.policy_id, version=version.pk)
    advance(version, "expire", by=SYSTEM, now=now, event=event, changes={"ended_at": now})
