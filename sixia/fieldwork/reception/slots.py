"""What this room shows on other rooms' pages: the next receptions on the start page of whoever receives or runs them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sixia.fieldwork.reception.flow import LIVE
from sixia.fieldwork.reception.models import Day
from sixia.people.actors import Actor
from sixia.ui.slots import Filling


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: one's own next reception days; nothing for whoever has none."""
    if actor.account_id is None:
        return None
    now = timezone.now()
    rows = Day.objects.visible_to(actor).filter(account_id=actor.account_id, state__in=LIVE, ends_at__gt=now - timedelta(hours=3))
    days = list(rows.select_related("place", "unit").order_by("starts_at")[:3])
    return ("reception/slots/start.html", {"days": days, "now": now}) if days else None
