"""What a visit may be for, what its lines are, and in which order a day's stops are best reached; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import cos, hypot, radians
from typing import Final

EARTH_KM: Final = 6371.0
HAIR: Final = 1e-9

OUTREACH, RESEARCH, RECEPTION, ONSITE = "outreach", "research", "reception", "onsite"
PURPOSES: Final = (OUTREACH, RESEARCH, RECEPTION, ONSITE)
SAID, SEEN, QUESTION, PRAISE, INSTRUCTION, PROMISE, PROBLEM = (
    "said",
    "seen",
    "question",
    "praise",
    "instruction",
    "promise",
    "problem",
)
LINES: Final = (SAID, SEEN, QUESTION, PRAISE, INSTRUCTION, PROMISE, PROBLEM)
WORDS: Final = (SAID, QUESTION, PRAISE)
"""Lines that residents have said: each can become a voice of theirs."""


def in_order(purposes: tuple[str, ...]) -> tuple[str, ...]:
    """The purposes once each, in the usual order; LookupError for an unknown one."""
    if unknown := set(purposes) - set(PURPOSES):
        raise LookupError(sorted(unknown))
    return tuple(purpose for purpose in PURPOSES if purpose in purposes)


@dataclass(frozen=True, slots=True)
class Spot:
    """A stop on the map: its number and its point in degrees (WGS 84)."""

    pk: int
    lat: float
    lon: float


def km(one: Spot, other: Spot) -> float:
    """Kilometres between two points as the crow flies."""
    lat = radians(one.lat + other.lat) / 2
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon) * cos(lat)
    return EARTH_KM * hypot(north, east)


def length(start: Spot | None, stops: Sequence[Spot]) -> float:
    """Kilometres from the start along the stops in this order, without the way back."""
    way = [start, *stops] if start else list(stops)
    return sum((km(one, other) for one, other in pairwise(way)), 0.0)


def route(start: Spot | None, stops: Sequence[Spot]) -> list[Spot]:
    """The stops in an order that makes the way short: always to the nearest one, then crossings undone (2-opt).

    A day has a handful of stops, for which this is as good as the best. Stops at the same point keep their given order.
    """
    left, order = list(stops), list[Spot]()
    here = start or (left[0] if left else None)
    while left and here:
        here = min(left, key=partial(km, here))
        left.remove(here)
        order.append(here)
    return _uncrossed(start, order)


def _uncrossed(start: Spot | None, order: list[Spot]) -> list[Spot]:
    best, turned = length(start, order), True
    while turned:
        turned = False
        for first in range(len(order) - 1):
            for last in range(first + 2, len(order) + 1):
                tried = order[:first] + order[first:last][::-1] + order[last:]
                if (found := length(start, tried)) < best - HAIR:
                    order, best, turned = tried, found, True
    return order


NEVER, ONCE, MORE = "never", "once", "more"


def reached(times: int) -> str:
    """How a place counts in the report of coverage."""
    return MORE if times > 1 else ONCE if times else NEVER
