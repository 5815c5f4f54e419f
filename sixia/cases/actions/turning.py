"""Moving a case along its table: as every lifecycle, and its orders learn at once whether it is still open."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from sixia.kit import advance as shell
from sixia.kit.models import Entry, Moving
from sixia.orders import actions as orders


def advance(thing: Moving, name: str, *, changes: Mapping[str, Any] | None = None, **given: Any) -> Entry:
    """`kit.advance` for a case; where it opens or closes, the lists of its units follow in the same transaction."""
    with transaction.atomic():
        entry = shell.advance(thing, name, changes=changes, **given)
        if changes and "open" in changes:
            kind, _colon, pk = thing.stream.partition(":")
            orders.keep_open(kind, int(pk), is_open=changes["open"])
    return entry
