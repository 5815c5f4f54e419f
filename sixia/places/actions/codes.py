"""Taking over a year's list of places: what is new, what goes on under another name or code, what is no more."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sixia.kit.flow import Refused
from sixia.kit.journal import Doer, tell
from sixia.places.actions.level import Level
from sixia.places.actions.report import Loaded
from sixia.places.actions.tree import Tree
from sixia.places.events import STREAM, TerritoryLoaded
from sixia.places.models import Place
from sixia.places.rules import codes
from sixia.places.rules.listing import Fault, Row

MANY: Final = 10
UPPER: Final = codes.RANK[codes.COUNTY]


class _Rehearsed(Exception):
    """Ends a dry run by rolling back."""


def load_codes(
    rows: Iterable[Row | Fault],
    *,
    by: Doer,
    now: datetime,
    on: date,
    source: str,
    progress: Callable[[int], object] = int,
    dry_run: bool = False,
    sweeping: bool = False,
) -> Loaded:
    """Take over a list that is valid from `on`; a second run of the same list changes nothing.

    A list is complete for what it speaks of: a county whose villages it names has no other villages, a province whose
    counties it names no other counties. Places it no longer names are closed; renamed and recoded ones get a follower
    that keeps path and history. Faulty rows are left out and reported. `dry_run` does it all and takes it back.
    Raises Refused("stale") when a later list is already in, and Refused("guard") when more than ten places and a
    quarter of a level would be closed, unless `sweeping`.
    """
    out = Loaded()
    try:
        with transaction.atomic():
            listed = _sorted(rows, out)
            known = _take(listed, on, out, progress)
            if not sweeping:
                _check_closings(known, out)
            out.stranded = _stranded()
            if dry_run:
                raise _Rehearsed
            if out.changed:
                event = TerritoryLoaded(
                    source=source, on=on.isoformat(), digest=_digest(listed), faulty=len(out.faults), **out.counts
                )
                tell(event, by=by, about=STREAM, now=now)
    except _Rehearsed:
        pass
    return out


def _sorted(rows: Iterable[Row | Fault], out: Loaded) -> list[Row]:
    """Good rows, each code once, ordered so that a province's upper levels, then each lower level, lie together."""
    seen: dict[str, Row] = {}
    for row in rows:
        out.rows += 1
        if isinstance(row, Fault):
            out.faults.append(row)
        elif row.code in seen:
            out.faults.append(Fault(row.source, row.line, "twice", row.code))
        else:
            seen[row.code] = row
    return sorted(seen.values(), key=_place_in_order)


def _place_in_order(row: Row) -> tuple[str, int, str]:
    rank = codes.RANK[row.level]
    return ("" if rank <= UPPER else row.code[:2], rank, row.code)


def _take(rows: Sequence[Row], on: date, out: Loaded, progress: Callable[[int], object]) -> dict[str, int]:
    known: dict[str, int] = {}
    for prefix, chunk in groupby(rows, key=lambda row: _place_in_order(row)[0]):
        _refuse_older(prefix, on)
        tree = Tree(prefix)
        for level, listed in groupby(chunk, key=lambda row: row.level):
            batch = list(listed)
            tree.load_above(level)
            known[level] = known.get(level, 0) + Level(level, prefix, tree, on, out).take(batch)
            progress(len(batch))
    return known


def _refuse_older(prefix: str, on: date) -> None:
    later = Place.objects.filter(Q(valid_from__gt=on) | Q(valid_to__gt=on), code__gte=prefix, code__lt=prefix + codes.AFTER)
    if later.exists():
        raise Refused(
            "stale",
            _("A list from after %(day)s has already been taken over. Give the day from which this list is valid, or leave it.")
            % {"day": on.isoformat()},
        )


def _check_closings(known: dict[str, int], out: Loaded) -> None:
    for level, count in known.items():
        closed = out.closed_at.get(level, 0)
        if closed > MANY and closed * 4 > count:
            raise Refused(
                "guard",
                _(
                    "This list would end %(closed)d of %(count)d places of the level “%(level)s”. "
                    "It is probably not complete. If it is right, repeat with --sweeping."
                )
                % {"closed": closed, "count": count, "level": str(dict(Place.LEVELS)[level])},
            )


def _digest(rows: Sequence[Row]) -> str:
    found = sha256()
    for row in rows:
        found.update(f"{row.code}\t{row.name}\n".encode())
    return found.hexdigest()


def _stranded() -> int:
    return Place.objects.filter(valid_to__isnull=True, parent__valid_to__isnull=False).count()
