"""Does it come back? Cases of a category in a place before and after a moment, beside places of the same level and size."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from sixia.cases.flow import JOINED
from sixia.cases.models import Case
from sixia.catalog.queries import current_book
from sixia.places.models import Place
from sixia.places.rules.codes import COUNTY, RANK, path_parts
from sixia.problems.lasting.models import StandingRule, Watch
from sixia.problems.lasting.norms import watch_days
from sixia.problems.lasting.recurrence import Comparison, Like, Pair, alike
from sixia.problems.models import Problem
from sixia.problems.queries.countable import below, countable_for, inside


@dataclass(frozen=True, slots=True)
class Matter:
    """What is watched: a category in a place from a moment on, for so many days."""

    category: str
    place: Place
    at: datetime
    days: int

    def passed(self, now: datetime) -> int:
        """How many of the days have gone by."""
        return min(self.days, max(0, (now - self.at).days))


def of_watch(watch: Watch) -> Matter:
    """What the watch of a problem looks at."""
    return Matter(watch.problem.category, watch.problem.place, watch.since, watch.days)


def of_rule(rule: StandingRule, now: datetime) -> Matter:
    """What a rule in force is meant against, since its adoption: at most as long as a problem of that kind is watched."""
    at = rule.adopted_at or now
    longest = watch_days(rule.category, rule.place_path, now)
    return Matter(rule.category, rule.place, at, min(max((now - at).days, 1), longest))


def compare(matter: Matter, rows: QuerySet[Case], now: datetime) -> Comparison:
    """The counts; three queries. `rows` are the cases that may be counted."""
    passed, place = matter.passed(now), matter.place
    if not passed or not matter.category:
        return Comparison(matter.days, passed, Pair())
    root = _root(place, now)
    spots = _by_spot(matter, inside(rows, root), now)
    here = spots.pop(place.path, _NOTHING)
    wider = [spots.get(path, _NOTHING) for path in path_parts(place.path)[:-1]]
    beside = [Like(path, spots[path][0], Pair(*spots[path][1:3])) for path in _peers(place, root, now) if path in spots]
    return Comparison(
        term=matter.days,
        passed=passed,
        here=Pair(here[1], here[2]),
        like=alike(here[0], beside),
        joined=here[3],
        vague=sum(row[1] + row[2] for row in wider),
    )


def for_reader(matter: Matter, who: Any, now: datetime) -> Comparison:
    """The same over what `who` may see."""
    return compare(matter, countable_for(who), now)


PARTS: Final[dict[str, Callable[[datetime, timedelta], Q]]] = {
    "before": lambda at, span: Q(heard_at__gte=at - span, heard_at__lt=at) & ~Q(state=JOINED),
    "after": lambda at, span: Q(heard_at__gte=at, heard_at__lt=at + span) & ~Q(state=JOINED),
    "joined": lambda at, span: Q(heard_at__gte=at - span, heard_at__lt=at + span, state=JOINED),
}
"""Which cases each number of a place counts."""


def cases(matter: Matter, part: str, path: str, who: Any, now: datetime) -> QuerySet[Case]:
    """Exactly the cases behind a number of the place with this path."""
    span = timedelta(days=matter.passed(now))
    rows = inside(countable_for(who), path).filter(category__in=below(matter.category, current_book(now)))
    return rows.filter(PARTS[part](matter.at, span))


def wider_cases(matter: Matter, who: Any, now: datetime) -> QuerySet[Case]:
    """Those left out because only a wider place is known."""
    span = timedelta(days=matter.passed(now))
    rows = countable_for(who).filter(category__in=below(matter.category, current_book(now)))
    window = PARTS["before"](matter.at, span) | PARTS["after"](matter.at, span)
    return rows.filter(window, place_path__in=_wider(matter.place, now))


def names(comparison: Comparison, now: datetime) -> dict[str, str]:
    """Names of the places beside, by path; one query."""
    paths = [one.path for one in comparison.like]
    rows = Place.objects.current(timezone.localdate(now)).filter(path__in=paths)
    return dict(rows.values_list("path", "name"))


def watch_of(problem: Problem, who: Any) -> Watch | None:
    """The newest watch of a problem."""
    rows = Watch.objects.visible_to(who).filter(problem=problem).select_related("problem__place")
    return rows.order_by("-since", "-pk").first()


_Spot = tuple[int, int, int, int]
_NOTHING: Final[_Spot] = (0, 0, 0, 0)


def _by_spot(matter: Matter, rows: QuerySet[Case], now: datetime) -> dict[str, _Spot]:
    """By place of that level: all cases before, those of the category before and after, and those left out as joined."""
    span = timedelta(days=matter.passed(now))
    named = {name: part(matter.at, span) for name, part in PARTS.items()}
    own = Q(category__in=below(matter.category, current_book(now)))
    counted: Any = (
        rows.filter(heard_at__gte=matter.at - span, heard_at__lt=matter.at + span)
        .annotate(spot=Substr("place_path", 1, len(matter.place.path)))
        .order_by()
        .values_list("spot")
        .annotate(
            n_all=Count("pk", filter=named["before"]),
            n_before=Count("pk", filter=named["before"] & own),
            n_after=Count("pk", filter=named["after"] & own),
            n_joined=Count("pk", filter=named["joined"] & own),
        )
    )
    return {spot: tuple(numbers) for spot, *numbers in counted}


def _root(place: Place, now: datetime) -> str:
    """The county around a place, else the place itself."""
    if RANK[place.level] <= RANK[COUNTY]:
        return place.path
    around = Place.objects.current(timezone.localdate(now)).filter(path__in=path_parts(place.path), level=COUNTY)
    return around.values_list("path", flat=True).first() or path_parts(place.path)[0]


def _wider(place: Place, now: datetime) -> list[str]:
    root = _root(place, now)
    return [path for path in path_parts(place.path)[:-1] if path.startswith(root)]


def _peers(place: Place, root: str, now: datetime) -> list[str]:
    """Paths of the other places of the same level within the county."""
    rows = Place.objects.current(timezone.localdate(now)).under(root).filter(level=place.level).exclude(path=place.path)
    return list(rows.values_list("path", flat=True))
