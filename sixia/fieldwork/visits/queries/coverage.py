"""Where visits go and where they do not: which villages nobody ever reached, which once, which more often, and when last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from sixia.fieldwork.visits import norms, rules
from sixia.fieldwork.visits.flow import HELD, PLANNED
from sixia.fieldwork.visits.models import Visit
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.places.rules.codes import VILLAGE


@dataclass(frozen=True, slots=True)
class Reach:
    """One village or community: visits held in the span, when somebody was there last, and the next that is planned."""

    place: Place
    times: int
    last: datetime | None
    next: datetime | None
    silent: bool

    @property
    def word(self) -> str:
        """never, once or more: in the span."""
        return rules.reached(self.times)


@dataclass(frozen=True, slots=True)
class Share:
    """A town, or all together (`place` None): how many of its villages were reached in the span, and of how many."""

    place: Place | None
    reached: int
    of: int
    silent: int


def reach(under: str, *, since: date, who: Actor, now: datetime, purpose: str = "") -> list[Reach]:
    """Every village within the path, in the order of the codes. Only visits that `who` may see count. Three queries.

    A visit to a household, a group or a grid counts for its village; one to a whole town for none: nobody can say whom it met.
    """
    today = timezone.localdate(now)
    villages = list(Place.objects.current(today).under(under).at_level(VILLAGE).select_related("parent").order_by("path"))
    begins = timezone.make_aware(datetime.combine(since, datetime.min.time()))
    rows = Visit.objects.visible_to(who).filter(place_path__gte=under, place_path__lt=under + "~")
    rows = rows.serving(purpose) if purpose else rows
    held = rows.filter(state=HELD).values_list("place_path")
    found = held.annotate(n=Count("pk", filter=Q(starts_at__gte=begins), distinct=True), at=Max("starts_at")).order_by()
    ahead = dict(
        _soonest(rows.filter(state=PLANNED, ends_at__gte=now).values_list("place_path", "starts_at").order_by("starts_at"))
    )
    counts = _by_village({row.path for row in villages}, found)
    dumb = now - timedelta(days=norms.silent_days(now))
    return [_reach(row, *counts.get(row.path, (0, None)), ahead.get(row.path), dumb) for row in villages]


def _reach(place: Place, times: int, last: datetime | None, following: datetime | None, dumb: datetime) -> Reach:
    return Reach(place, times, last, following, last is None or last < dumb)


def _soonest(rows: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for path, at in rows:
        found.setdefault(path, at)
    return found


def _by_village(paths: set[str], rows: Iterable[tuple[str, int, datetime]]) -> dict[str, tuple[int, datetime | None]]:
    """Counts per village; places within one are added to it."""
    length = max((len(path) for path in paths), default=0)
    found: dict[str, tuple[int, datetime | None]] = {}
    for path, times, last in rows:
        village = path[:length]
        if village in paths:
            before, at = found.get(village, (0, None))
            found[village] = before + times, max(at, last) if at else last
    return found


def by_town(rows: Sequence[Reach]) -> list[tuple[Share, list[Reach]]]:
    """Per town its share and its villages, in the order of the codes."""
    towns: dict[int | None, list[Reach]] = {}
    for row in rows:
        towns.setdefault(row.place.parent_id, []).append(row)
    return [(share(part[0].place.parent, part), part) for part in towns.values()]


def share(place: Place | None, rows: Sequence[Reach]) -> Share:
    """How many of these villages were reached and how many are silent; `place` None for all together."""
    return Share(place, sum(1 for row in rows if row.times), len(rows), sum(1 for row in rows if row.silent))


def silent(under: str, *, who: Actor, now: datetime) -> list[Reach]:
    """Villages within the path where nobody has been for as long as the rules say, and to which nobody plans to go; first those
    never reached, then those reached longest ago."""
    since = timezone.localdate(now) - timedelta(days=norms.silent_days(now))
    rows = [row for row in reach(under, since=since, who=who, now=now) if row.silent and row.next is None]
    early = datetime.min.replace(tzinfo=now.tzinfo)
    return sorted(rows, key=lambda row: (row.last or early, row.place.path))
