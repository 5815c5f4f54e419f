"""Which places a plan takes: greedily by need, spread over the towns, with room kept for silent places. Pure.

Need alone would send everybody to where most is said. A share of each plan is therefore kept for places nobody speaks from, and
each further place of a town counts for less (greedy coverage: Nemhauser, Wolsey and Fisher, Mathematical Programming 14, 1978).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sixia.fieldwork.visits.rules import Spot, km

HOT, QUIET, SPREAD, NEAR = "hot", "silent", "spread", "near"
WHY: Final = (HOT, QUIET, SPREAD, NEAR)
FAR_KM: Final = 2.0
"""On one day, so many kilometres to the nearest other stop weigh as much as one point."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be taken: its key, where it lies in the order of codes, its town, how much it needs a visit, how silent it
    is (0 not at all; the larger the more), and its point if known."""

    pk: int
    path: str
    town: str
    score: int
    silence: float = 0.0
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the plan, and why it is in: needs it most, silent, its town would be left out else, or on the way."""

    pk: int
    why: str


Gain = Callable[[Candidate, Sequence[Candidate]], float]


def for_month(places: Iterable[Candidate], count: int, silent: int) -> list[Stop]:
    """At most `count` places; each further one of a town counts half, a third and so on. `silent` percent of them, rounded up,
    are silent ones while there are any."""
    return _plan(list(places), count, silent, lambda place, taken: place.score / (1 + _in_town(place, taken)), SPREAD)


def for_day(places: Iterable[Candidate], count: int, silent: int) -> list[Stop]:
    """The same for one day: places near each other, so that the day is not spent on the road."""
    return _plan(list(places), count, silent, lambda place, taken: place.score - _away(place, taken) / FAR_KM, NEAR)


def _plan(left: list[Candidate], count: int, silent: int, gain: Gain, else_why: str) -> list[Stop]:
    kept = min(-(-count * silent // 100), sum(1 for place in left if place.silence), count)
    taken: list[Candidate] = []
    stops = []
    while left and len(taken) < count:
        owed = kept - sum(1 for place in taken if place.silence)
        pool = [place for place in left if place.silence] if owed >= count - len(taken) else left
        best = min(pool, key=lambda place: (-gain(place, taken), -place.silence, place.path))
        top = max((place.score for place in left if not place.silence), default=0)
        left.remove(best)
        taken.append(best)
        stops.append(Stop(best.pk, _why(best, top, else_why)))
    return stops


def _why(place: Candidate, top: int, else_why: str) -> str:
    if place.silence:
        return QUIET
    return HOT if place.score >= top else else_why


def _in_town(place: Candidate, taken: Sequence[Candidate]) -> int:
    return Counter(other.town for other in taken)[place.town]


def _away(place: Candidate, taken: Sequence[Candidate]) -> float:
    """Kilometres to the nearest stop; 0 where the map does not know."""
    if place.spot is None:
        return 0.0
    return min((km(place.spot, other.spot) for other in taken if other.spot is not None), default=0.0)


def spread_days(days: Sequence[date], stops: int) -> list[date]:
    """A day for each stop, evenly over the days there are; fewer where there are none."""
    return [days[number * len(days) // stops] for number in range(stops)] if days else []
