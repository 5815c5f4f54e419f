"""Plays journeys in the order of time, many at once: each sleeps until its next moment."""

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from sixia.config.demo.hands import Journey


class Stage(Protocol):
    """What playing needs of a hand."""

    def before(self, now: datetime) -> None:
        """What happens by itself until `now`."""

    def keep(self, made: Any) -> None:
        """A journey has come to its end and returned what it made."""


def play(
    journeys: Iterable[tuple[datetime, int, Journey]],
    stage: Stage,
    *,
    until: datetime,
    told: Callable[[datetime], None] = lambda now: None,
) -> set[int]:
    """Play (start, number, journey) until that moment; returns the numbers of those that are still under way then."""
    sleeping = list(journeys)
    heapq.heapify(sleeping)
    fresh = {number for _at, number, _journey in sleeping}
    while sleeping and sleeping[0][0] <= until:
        at, number, journey = heapq.heappop(sleeping)
        stage.before(at)
        told(at)
        try:
            following = next(journey) if number in fresh else journey.send(at)
        except StopIteration as end:
            stage.keep(end.value)
            continue
        finally:
            fresh.discard(number)
        heapq.heappush(sleeping, (max(following, at), number, journey))
    stage.before(until)
    return {number for _at, number, _journey in sleeping}
