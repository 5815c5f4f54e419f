"""What a month might be given to: candidates scored by what is frequent, wide and long unsolved. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from sixia.problems.lasting.conditions import share_points

MOST: Final = 12
LEAST: Final = 3
"""What was said less often is nobody's topic of a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One category in a territory: how often it was said in the span, in how many parts of the territory, and how many of its
    matters have been open for long."""

    category: str
    said: int
    parts: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The facts with their points: each 100 for the largest of all candidates, the score their mean."""

    facts: Facts
    often: int
    wide: int
    long: int

    @property
    def score(self) -> int:
        """The mean of the three."""
        return round((self.often + self.wide + self.long) / 3)

    def plain(self) -> dict[str, Any]:
        """As it is kept beside a choice."""
        return {**asdict(self.facts), "often": self.often, "wide": self.wide, "long": self.long, "score": self.score}


def candidates(rows: Iterable[Facts], *, most: int = MOST) -> list[Candidate]:
    """The highest scores first; of equals the one said more often, then by name, so that a list never shifts by itself."""
    kept = [row for row in rows if row.said >= LEAST]
    points = zip(
        kept,
        share_points(row.said for row in kept),
        share_points(row.parts for row in kept),
        share_points(row.waiting for row in kept),
        strict=True,
    )
    found = [Candidate(facts=row, often=often, wide=wide, long=long) for row, often, wide, long in points]
    return sorted(found, key=lambda one: (-one.score, -one.facts.said, one.facts.category))[:most]
