"""Moving places in the tree: paths are rewritten for everything within, closed rows included, so history moves along."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Value
from django.db.models.functions import Concat, Substr

from sixia.places.models import Place, Succession


def carry(old_path: str, new_path: str) -> None:
    """Everything under the old path comes to lie under the new one: one statement."""
    if old_path != new_path:
        Place.objects.under(old_path).update(path=Concat(Value(new_path), Substr("path", len(old_path) + 1)))


def hand_over(old: int, new: int, *, on: date, note: str) -> None:
    """`new` follows `old`: the link, and the children that are still current."""
    Succession.objects.get_or_create(old_id=old, new_id=new, defaults={"on": on, "note": note})
    Place.objects.filter(parent_id=old, valid_to__isnull=True).update(parent_id=new)


def close(ids: Iterable[int], *, on: date) -> None:
    """These places are no more from that day on."""
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        Place.objects.filter(pk__in=wanted[start : start + 500]).update(valid_to=on)
