"""Whether something comes back: counts before and after, beside places like it, and what they allow to be said. Pure."""

from dataclasses import dataclass
from typing import Final

RUNNING, AWAY, BACK, UNKNOWN = "running", "away", "back", "unknown"
EFFECTIVE, NOT_EFFECTIVE = "effective", "not_effective"
JUDGED: Final = {AWAY: EFFECTIVE, BACK: NOT_EFFECTIVE, UNKNOWN: UNKNOWN, RUNNING: UNKNOWN}
"""What an outcome suggests for a standing rule; a person confirms it or says otherwise."""
FEW: Final = 5
"""Below so many before it, a difference says nothing."""
ENOUGH_LIKE: Final = 10
"""From so many in the places like it on, their change says what would have happened anyway."""
SURELY_BACK: Final = 3
"""So many, and as many as before, before the term is over: it is back."""
MOST_LIKE: Final = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """How many matters in equal spans before and after a moment."""

    before: int = 0
    after: int = 0

    def __add__(self, other: "Pair") -> "Pair":
        return Pair(self.before + other.before, self.after + other.after)


@dataclass(frozen=True, slots=True)
class Like:
    """A place beside: its path, all its matters in the span before, and those of the kind in question."""

    path: str
    all: int
    pair: Pair


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came after the moment in one place, beside places like it.

    `term` days are watched, `passed` of them have gone by; before and after are counted over `passed` days each. `joined` were
    left out since they stand under the case they joined, `vague` since only a wider place is known.
    """

    term: int
    passed: int
    here: Pair
    like: tuple[Like, ...] = ()
    joined: int = 0
    vague: int = 0

    @property
    def over(self) -> bool:
        """Whether the term has gone by."""
        return self.passed >= self.term

    @property
    def beside(self) -> Pair:
        """All places like it together."""
        return sum((one.pair for one in self.like), Pair())

    @property
    def expected(self) -> float:
        """How many would have come had it gone as in the places like it; as many as before where those are too few to say."""
        beside = self.beside
        if beside.before < ENOUGH_LIKE:
            return self.here.before
        return self.here.before * beside.after / beside.before

    @property
    def outcome(self) -> str:
        """`running` while the term lasts, `back`, `away`, or `unknown` where the numbers do not allow more."""
        here = self.here
        if not self.over:
            return BACK if here.after >= max(SURELY_BACK, here.before) else RUNNING
        if here.after == 0:
            return AWAY if here.before else UNKNOWN
        if here.after >= SURELY_BACK and here.after >= max(self.expected, 1):
            return BACK
        if here.before < FEW:
            return UNKNOWN
        return AWAY if here.after <= self.expected / 2 else UNKNOWN

    @property
    def suggests(self) -> str:
        """What the numbers suggest for a standing rule: nothing where little came before and since."""
        return UNKNOWN if max(self.here.before, self.here.after) < FEW else JUDGED[self.outcome]


def alike(total: int, rows: list[Like], *, most: int = MOST_LIKE) -> tuple[Like, ...]:
    """Those with between half and double as many matters in all, the nearest in number first."""
    low, high = total / 2, max(total * 2, 2)
    near = [row for row in rows if low <= row.all <= high]
    return tuple(sorted(near, key=lambda row: (abs(row.all - total), row.path))[:most])
