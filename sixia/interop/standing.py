"""Who may look at outgoing messages and at other systems' keys: the only place that decides it."""

from typing import Any

from django.conf import settings
from django.db.models import Q

from sixia.kit.standing import Standing
from sixia.people.rules import SYSTEM_ADMIN


def _keeper(who: Any) -> Q | None:
    return Q() if who.has(SYSTEM_ADMIN) else None


def _demo(who: Any) -> Q | None:
    """In the demo county everything is invented, and the outbox is where one sees what would be sent."""
    return Q() if settings.DEMO else None


STANDING: Standing = {SYSTEM_ADMIN: _keeper, "demo": _demo}
API_KEY: Standing = {SYSTEM_ADMIN: _keeper}
