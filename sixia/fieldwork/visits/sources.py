"""What rooms above say about visits: what came of one, what belongs in a place's dossier, what stands in the calendar.

They register at start-up; this room calls whoever is there and knows none of them by name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from django.utils.functional import Promise

from sixia.fieldwork.visits.models import Visit
from sixia.places.models import Place

Text: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that came of a visit: what it is, its name, and where it leads ("" for nowhere)."""

    kind: Text
    label: Text
    url: str = ""
    state: Text = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a place's dossier: at most a handful of rows, how many there are in all, and where to read on."""

    title: Text
    rows: tuple[Came, ...]
    total: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Engagement:
    """An entry of the calendar that is no visit: when, what, where it leads, at which place, and who goes."""

    starts_at: datetime
    ends_at: datetime
    kind: Text
    label: str
    url: str
    place: str = ""
    accounts: tuple[int, ...] = ()
    units: tuple[int, ...] = ()


CameOf: TypeAlias = Callable[[Visit, Any], Iterable[Came]]
OfPlace: TypeAlias = Callable[[Place, Any, datetime], Iterable[Block]]
Between: TypeAlias = Callable[[Any, date, date], Iterable[Engagement]]

_came: Final[dict[str, CameOf]] = {}
_dossier: Final[dict[str, OfPlace]] = {}
_calendar: Final[dict[str, Between]] = {}


def register(
    room: str, *, came_of: CameOf | None = None, dossier: OfPlace | None = None, calendar: Between | None = None
) -> None:
    """Say what `room` knows: `came_of(visit, who)`, `dossier(place, who, now)`, `calendar(who, since, until)` (both days
    included). Each shows to `who` only what they may see. Registering twice changes nothing."""
    for registry, given in ((_came, came_of), (_dossier, dossier), (_calendar, calendar)):
        if given is not None:
            registry[room] = given  # type: ignore[assignment] # each pair fits by its position


def came_of(visit: Visit, who: Any) -> Iterator[Came]:
    """What rooms above say came of this visit, as far as `who` may see it."""
    for said in _came.values():
        yield from said(visit, who)


def blocks(place: Place, who: Any, now: datetime) -> Iterator[Block]:
    """What rooms above put into the dossier of a place."""
    for said in _dossier.values():
        yield from said(place, who, now)


def engagements(who: Any, since: date, until: date) -> Iterator[Engagement]:
    """What rooms above put into the calendar from `since` to `until`, both included."""
    for said in _calendar.values():
        yield from said(who, since, until)
