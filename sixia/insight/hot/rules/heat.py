"""How hot an issue is and why: six parts in points, each explained by its numbers; pure.

Points are doublings: twice as many people add the same whether there are three or three hundred. Others' votes count a tenth of a
voice each. What is not known (no votes, no verdicts, no person's key) adds nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from math import log2
from typing import Any, Final

from sixia.insight.hot.rules.marks import Said

PEOPLE, VOTES, GROWTH, SPREAD, NEGATIVE, REPEATS = "people", "votes", "growth", "spread", "negative", "repeats"
PARTS: Final = (PEOPLE, VOTES, GROWTH, SPREAD, NEGATIVE, REPEATS)
PER_DOUBLING: Final = {PEOPLE: 10.0, VOTES: 10.0, GROWTH: 6.0, SPREAD: 2.0, NEGATIVE: 3.0, REPEATS: 2.0}
VOTE: Final = 0.1
BURST: Final = timedelta(days=30)
"""Growth is how many spoke in the busiest so many days, against what an even year would have brought."""
EVEN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is counted of an issue: voices, the different people among them, the voices of the busiest 30 days, different places,
    bad verdicts, voices beyond each person's first or that say they were said before, votes of others for and against."""

    voices: int
    people: int
    burst: int
    places: int = 0
    negatives: int = 0
    repeats: int = 0
    up: int = 0
    down: int = 0

    @property
    def votes(self) -> int:
        """Votes of either kind: both say that somebody cares."""
        return self.up + self.down

    @property
    def growth(self) -> float:
        """How many times busier the busiest 30 days were than an even year; one voice alone grows by nothing."""
        return self.burst / (self.voices / EVEN + 1)


@dataclass(frozen=True, slots=True)
class Heat:
    """Points by part, largest first for telling why; `total` is their sum."""

    facts: Facts
    points: dict[str, float]

    @property
    def total(self) -> int:
        """The sum of the parts as they are shown, each rounded."""
        return sum(round(x) for x in self.points.values())

    @property
    def why(self) -> list[tuple[str, int]]:
        """The parts that add anything, the largest first."""
        shown = [(part, round(x)) for part, x in self.points.items()]
        return sorted((one for one in shown if one[1]), key=lambda one: (-one[1], PARTS.index(one[0])))

    def plain(self) -> dict[str, Any]:
        """For a file."""
        return {"heat": self.total, "points": {part: round(x, 1) for part, x in self.points.items()}, "facts": asdict(self.facts)}


def heat(facts: Facts) -> Heat:
    """The points of an issue."""
    people = log2(1 + facts.people)
    doublings = {
        PEOPLE: people,
        VOTES: log2(1 + facts.people + VOTE * facts.votes) - people,
        GROWTH: log2(1 + facts.growth) if facts.voices > 1 else 0.0,
        SPREAD: log2(max(1, facts.places)),
        NEGATIVE: log2(1 + facts.negatives),
        REPEATS: log2(1 + facts.repeats),
    }
    return Heat(facts, {part: PER_DOUBLING[part] * doublings[part] for part in PARTS})


def facts_of(voices: Sequence[Said]) -> Facts:
    """Count the voices of one issue; whoever is not known is somebody else each time."""
    known = Counter(one.who for one in voices if one.who)
    first_again = sum(n - 1 for n in known.values())
    return Facts(
        voices=len(voices),
        people=len(known) + sum(not one.who for one in voices),
        burst=burst(one.at for one in voices),
        places=len({one.place for one in voices if one.place}),
        negatives=sum(one.bad for one in voices),
        repeats=max(first_again, sum(one.again for one in voices)),
        up=_votes(voices, "up"),
        down=_votes(voices, "down"),
    )


def _votes(voices: Sequence[Said], way: str) -> int:
    """Votes of others: of what one person said several times the one with most, since the same people vote again."""
    most: dict[str, int] = {}
    for number, one in enumerate(voices):
        who = one.who or f"#{number}"
        most[who] = max(most.get(who, 0), getattr(one, way))
    return sum(most.values())


def burst(times: Iterable[datetime]) -> int:
    """How many fall into the busiest 30 days."""
    ordered, most, start = sorted(times), 0, 0
    for end, at in enumerate(ordered):
        while at - ordered[start] >= BURST:
            start += 1
        most = max(most, end - start + 1)
    return most
