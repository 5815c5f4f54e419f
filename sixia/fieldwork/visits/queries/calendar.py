"""Weeks and months of visits, and of what rooms above hold at the same time: one's own, one's unit's, or all that one may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sixia.fieldwork.visits import sources
from sixia.fieldwork.visits.flow import CANCELLED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.sources import Engagement
from sixia.fieldwork.visits.standing import WORKING
from sixia.people.actors import Actor

MINE, UNIT, ALL = "mine", "unit", "all"
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a day: a visit, or something that a room above holds."""

    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    place: str
    kinds: tuple[str, ...]
    visit: Visit | None = None
    clashes: bool = False


def midnight(day: date) -> datetime:
    """The moment a local day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def of(rows: "QuerySet[Visit]", cut: str, who: Actor) -> "QuerySet[Visit]":
    """Those that `who` goes on, those of their units, or all."""
    members = Visit.members.through._default_manager
    goes = Q(led_by_id=who.account_id) | Q(Exists(members.filter(visit_id=OuterRef("pk"), account_id=who.account_id or 0)))
    if cut == MINE:
        return rows.filter(goes)
    return rows.filter(Q(unit_id__in=who.units(*WORKING)) | goes) if cut == UNIT else rows


def days(who: Actor, since: date, until: date, cut: str, address: Any) -> dict[date, list[Entry]]:
    """Entries per day from `since` to `until`, both included, by the clock; a visit of several days stands on each.

    `address` gives a visit's page. Entries of one person that lie at the same time are marked.
    """
    seen = Visit.objects.visible_to(who).filter(starts_at__lt=midnight(until + DAY), ends_at__gt=midnight(since))
    rows = of(seen.exclude(state=CANCELLED), cut, who).select_related("place", "unit", "led_by").order_by("starts_at", "pk")
    entries = [_of_visit(row, address(row)) for row in rows]
    entries += [_of_other(row) for row in sources.engagements(who, since, until) if _belongs(row, cut, who)]
    found: dict[date, list[Entry]] = {}
    for entry in _marked(sorted(entries, key=lambda entry: (entry.starts_at, entry.title)), cut):
        first, last = timezone.localdate(entry.starts_at), timezone.localdate(entry.ends_at - timedelta(seconds=1))
        day = max(first, since)
        while day <= min(last, until):
            found.setdefault(day, []).append(entry)
            day += DAY
    return found


def _belongs(row: Engagement, cut: str, who: Actor) -> bool:
    if cut == ALL:
        return True
    return who.account_id in row.accounts or (cut == UNIT and not who.units(*WORKING).isdisjoint(row.units))


def _of_visit(row: Visit, url: str) -> Entry:
    kinds = tuple(row.purposes_said)
    return Entry(row.starts_at, row.ends_at, row.title, url, row.place.name, kinds, row)


def _of_other(row: Engagement) -> Entry:
    return Entry(row.starts_at, row.ends_at, row.label, row.url, row.place, (str(row.kind),))


def _marked(entries: list[Entry], cut: str) -> Iterable[Entry]:
    """In one's own calendar, what lies at the same time as something else says so."""
    for entry in entries:
        met = cut == MINE and any(
            other is not entry and other.starts_at < entry.ends_at and entry.starts_at < other.ends_at for other in entries
        )
        yield Entry(entry.starts_at, entry.ends_at, entry.title, entry.url, entry.place, entry.kinds, entry.visit, met)
