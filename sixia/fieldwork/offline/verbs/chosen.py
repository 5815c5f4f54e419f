"""What was chosen on a device from a list that it took along."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused
from sixia.people.models import Unit


def one(kind: Any, number: int | None) -> Any:
    """The unit or place of this number, where one was named. Raises Refused where it is gone."""
    if number is None:
        return None
    found = kind.objects.filter(pk=number).first()
    if found is None:
        raise Refused("guard", _("What was chosen from the list is no longer there. Load the list anew and choose again."))
    return found


def several(numbers: Iterable[int], now: datetime) -> tuple[Unit, ...]:
    """Units that still exist."""
    return tuple(Unit.objects.active(now).filter(pk__in=set(numbers)).order_by("pk"))
