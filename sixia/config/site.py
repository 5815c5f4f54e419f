"""What this installation calls itself in every page's head: the territory of its hotline."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sixia.people.models import Unit

KEPT_MINUTES = 5


def site_name(request: HttpRequest, thing: Any) -> SafeString | None:
    """The filling of the slot `site.name`; None before a hotline or petition office has been founded."""
    now = timezone.now()
    name = _name(now.replace(minute=now.minute // KEPT_MINUTES * KEPT_MINUTES, second=0, microsecond=0))
    return format_html("{}", name) if name else None


@lru_cache(maxsize=1)
def _name(about: datetime) -> str:
    """Asked anew every few minutes: the name stands on every page."""
    rows = Unit.objects.active(about).filter(function__in=("hotline", "petition_office")).select_related("place")
    found = min(rows, key=lambda unit: len(unit.place.path), default=None)
    return found.place.name if found else ""
