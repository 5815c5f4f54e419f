"""A merge by decree, between two yearly lists: one place ends, another stands where it stood."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sixia.kit.flow import Refused
from sixia.kit.journal import Doer, tell
from sixia.places.actions import moving
from sixia.places.events import STREAM, PlaceReplaced
from sixia.places.models import Place
from sixia.places.rules import codes


def replace(*, old: Place, new: Place, on: date, by: Doer, now: datetime, note: str = "") -> None:
    """From `on`, `new` stands where `old` stood; what lay within `old` lies within `new`. Several may be merged into one.

    Raises Refused("guard") for a place that has ended, that would follow itself or something within itself, or is
    of another level.
    """
    with transaction.atomic():
        old = Place.objects.select_for_update().get(pk=old.pk)
        new = Place.objects.select_for_update().get(pk=new.pk)
        _check(old, new, on)
        moving.close([old.pk], on=on)
        for child in Place.objects.filter(parent=old, valid_to__isnull=True):
            moving.carry(child.path, new.path + child.path[-codes.SEGMENT :])
        moving.hand_over(old.pk, new.pk, on=on, note=note or "merged")
        tell(PlaceReplaced(old=old.pk, new=new.pk, on=on.isoformat(), note=note), by=by, about=STREAM, now=now)


def _check(old: Place, new: Place, on: date) -> None:
    names = {"old": old.name, "new": new.name, "day": on.isoformat()}
    if old.valid_to is not None or new.valid_to is not None:
        raise Refused("guard", _("%(old)s or %(new)s has already ended; only current places can be merged.") % names)
    if new.level != old.level or new.path.startswith(old.path) or old.path.startswith(new.path):
        raise Refused("guard", _("%(old)s cannot be merged into %(new)s: they must be two places of the same level.") % names)
    if on < max(old.valid_from, new.valid_from):
        raise Refused("guard", _("%(old)s and %(new)s do not both exist on %(day)s.") % names)
