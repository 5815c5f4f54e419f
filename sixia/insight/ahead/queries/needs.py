"""How much each village needs a visit, counted over what the reader may see, and the rows behind each number."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from sixia.cases.models import Case
from sixia.cases.queries.boards import stuck
from sixia.fieldwork.visits.flow import HELD, PLANNED
from sixia.fieldwork.visits.models import Visit
from sixia.insight.ahead import norms
from sixia.insight.ahead.rules import weighing
from sixia.insight.ahead.rules.weighing import Facts, Part, Weights
from sixia.insight.figures.queries.reach import READERS, reach
from sixia.insight.figures.queries.silence import FEWEST
from sixia.insight.figures.queries.sums import facts as counted
from sixia.insight.figures.rules.cuts import Cut, Reach
from sixia.insight.figures.rules.silence import silent
from sixia.orders.standing import within
from sixia.oversight.flow import GIVEN
from sixia.oversight.models import Promise
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.places.rules.codes import SEGMENT, VILLAGE
from sixia.problems.queries.countable import countable_for

DAY: Final = timedelta(days=1)
NOTHING: Final = 0.5
"""How silent a place is from which nothing was heard, where that may still be chance: less than any that is surely silent."""


@dataclass(frozen=True, slots=True)
class Need:
    """One village: what is known of it, the parts of its score, when somebody was there last, the next visit that is planned, and
    how silent it is (0: not)."""

    place: Place
    facts: Facts
    parts: tuple[Part, ...]
    last: datetime | None
    next: Visit | None
    silence: float

    @property
    def score(self) -> int:
        """The sum of the parts."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class Ground:
    """Every village of the reader's, those that need it most first. `unplaced` open cases name no village and count for none;
    `listens` whether anything was counted that silence can be told from."""

    rows: list[Need]
    unplaced: int
    listens: bool
    weights: Weights


def territories(who: Actor) -> tuple[str, ...]:
    """Paths of the territories that the reader looks after."""
    return who.scopes(*READERS)


def ground(who: Actor, now: datetime) -> Ground:
    """The reader's villages; seven queries, however many there are."""
    by = norms.weights(now)
    places = _villages(who, now)
    paths = {place.path for place in places}
    amounts: dict[str, Counter[str]] = {}
    unplaced = 0
    for name, path, n in _amounts(who, now, by):
        village = _village(path, paths)
        if village:
            amounts.setdefault(village, Counter())[name] += n
        elif name == weighing.OPEN:
            unplaced += n
    seen = _last(who, paths, now)
    coming = _next(who, paths, now)
    heard, expected = _silence(who, now, places, by)
    rows = []
    for place in places:
        last = seen.get(place.path)
        months = None if last is None else max((now - last).days, 0) // weighing.MONTH_DAYS
        told = amounts.get(place.path, Counter())
        known = Facts(**told, months=months, heard=heard.get(place.path, 0), expected=expected.get(place.path))
        quiet = _quiet(known, listens=bool(heard))
        rows.append(Need(place, known, tuple(weighing.parts(known, by)), last, coming.get(place.path), quiet))
    rows.sort(key=lambda row: (-row.score, row.place.path))
    return Ground(rows, unplaced, bool(heard), by)


def one(place: Place, who: Actor, now: datetime) -> Need | None:
    """One village of the reader's, or None: as the list of all has it, beside its neighbours."""
    if place.level != VILLAGE or not any(place.path.startswith(path) for path in territories(who)):
        return None
    return next((row for row in ground(who, now).rows if row.place.pk == place.pk), None)


def _quiet(known: Facts, *, listens: bool) -> float:
    if known.expected is not None:
        return 1 + known.expected - known.heard
    return NOTHING if listens and not known.heard and not known.open else 0.0


def _villages(who: Actor, now: datetime) -> list[Place]:
    rows = Place.objects.current(timezone.localdate(now)).at_level(VILLAGE).select_related("parent").order_by("path")
    return list(mine(rows, who, column="path"))


def mine(rows: QuerySet[Any], who: Actor, *, under: str = "", column: str = "place_path") -> QuerySet[Any]:
    """Those rows that lie in the reader's territories, and within the path `under`."""
    inside = within(territories(who), column)
    if inside is None:
        return rows.none()
    return rows.filter(inside & Q(**{f"{column}__gte": under, f"{column}__lt": under + "~"}) if under else inside)


def _village(path: str, paths: set[str]) -> str:
    """The village in which a path lies, or ""."""
    return next((path[:end] for end in range(len(path), 0, -SEGMENT) if path[:end] in paths), "")


def cases(part: str, who: Actor, now: datetime) -> QuerySet[Case]:
    """The open cases behind a part: none that is confidential or somebody's secret, whoever reads it."""
    rows: QuerySet[Case] = countable_for(who).filter(open=True)
    if part == weighing.STUCK:
        return stuck(rows, now)
    narrow = {weighing.REPEATS: Q(voices_count__gt=1), weighing.NEGATIVES: Q(negatives__gt=0)}
    return rows.filter(narrow.get(part, Q()))


def promises(who: Actor, now: datetime, by: Weights) -> QuerySet[Promise]:
    """Promises that are overdue or due soon."""
    return Promise.objects.visible_to(who).filter(state=GIVEN, due_at__lt=now + by.promise_days * DAY)


def visits(who: Actor, now: datetime) -> QuerySet[Visit]:
    """Visits that were held."""
    return Visit.objects.visible_to(who).filter(state=HELD, starts_at__lte=now)


def heard_of(place: str, who: Actor, now: datetime, by: Weights) -> QuerySet[Case]:
    """The cases heard from a place in the days in which it is compared with its neighbours."""
    rows = counted({"heard"}, _cut(now, by, place), _listening(who, now), who)
    return Case.objects.visible_to(who).filter(pk__in=rows.order_by().values("row"))


def _amounts(who: Actor, now: datetime, by: Weights) -> Iterable[tuple[str, str, int]]:
    """(what, path, how many): three queries."""
    rows = mine(cases(weighing.OPEN, who, now), who).order_by().values_list("place_path")
    told = rows.annotate(
        n=Count("pk"), again=Count("pk", filter=Q(voices_count__gt=1)), back=Count("pk", filter=Q(negatives__gt=0))
    )
    for path, n, again, back in told:
        yield weighing.OPEN, path, n
        yield weighing.REPEATS, path, again
        yield weighing.NEGATIVES, path, back
    for name, found in ((weighing.STUCK, cases(weighing.STUCK, who, now)), (weighing.PROMISES, promises(who, now, by))):
        for path, n in mine(found, who).order_by().values_list("place_path").annotate(n=Count("pk")):
            yield name, path, n


def _last(who: Actor, paths: set[str], now: datetime) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    rows = mine(visits(who, now), who).order_by().values_list("place_path")
    for path, at in rows.annotate(at=Max("starts_at")):
        village = _village(path, paths)
        found[village] = max(at, found.get(village, at))
    return found


def _next(who: Actor, paths: set[str], now: datetime) -> dict[str, Visit]:
    found: dict[str, Visit] = {}
    rows = Visit.objects.visible_to(who).filter(state=PLANNED, ends_at__gte=now).select_related("unit")
    for visit in mine(rows, who).order_by("starts_at", "pk"):
        found.setdefault(_village(visit.place_path, paths), visit)
    return found


def _cut(now: datetime, by: Weights, place: str = "") -> Cut:
    today: date = timezone.localdate(now)
    return Cut(today - by.silent_days * DAY, today + DAY, today, place)


def _listening(who: Actor, now: datetime) -> Reach:
    """Of which cases the reader can tell that they are missing."""
    found = reach(who, now)
    return replace(found, units=frozenset()) if found.paths else found


def _silence(who: Actor, now: datetime, places: Sequence[Place], by: Weights) -> tuple[dict[str, int], dict[str, float]]:
    """Cases heard by village, and what would be usual for those that are too silent to believe: among all cases of a territory
    for whoever sees them all, among those of their own units for others. Nothing where nothing was counted yet."""
    of = _listening(who, now)
    if of.nothing:
        return {}, {}
    whole = {place.path for place in places if not of.paths or any(place.path.startswith(path) for path in of.paths)}
    rows = counted({"heard"}, _cut(now, by), of, who).order_by().values_list("place_path").annotate(total=Sum("n"))
    heard: Counter[str] = Counter()
    for path, n in rows:
        heard[_village(path, whole)] += n
    del heard[""]
    if not heard:
        return {}, {}
    weight: dict[Hashable, int] = {place.path: place.households or FEWEST for place in places if place.path in whole}
    around: dict[Hashable, Hashable] = {place.path: place.path[:-SEGMENT] for place in places}
    found = silent({path: heard[str(path)] for path in weight}, weight, around)
    told = {str(path): heard[str(path)] for path in weight}
    return told, {str(row.place): row.expected for row in found}
