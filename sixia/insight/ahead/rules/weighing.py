"""How much a place needs a visit, as a sum whose parts are shown; pure."""

from dataclasses import dataclass
from typing import Final

MONTH_DAYS: Final = 30
OPEN, REPEATS, NEGATIVES, STUCK, PROMISES, MONTHS, NEVER, SILENT = (
    "open",
    "repeats",
    "negatives",
    "stuck",
    "promises",
    "months",
    "never",
    "silent",
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a county counts: points for each open case, besides where it was said again, its answer was not accepted or nobody
    has touched it for long; for each promise due; for each month without a visit up to so many; for a place too silent to
    believe. No part gives more than `most` points, so that a large place does not drown a small one."""

    open: int = 1
    repeat: int = 2
    negative: int = 3
    stuck: int = 3
    promise: int = 3
    month: int = 1
    most_months: int = 12
    silent: int = 8
    most: int = 15
    promise_days: int = 30
    silent_days: int = 365


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a place: open cases and of these the repeated, not accepted and stuck ones; promises due; months since
    the last visit (None: nobody has been there yet); cases `heard` where `expected` would be usual for its neighbours, None
    where it is not silent."""

    open: int = 0
    repeats: int = 0
    negatives: int = 0
    stuck: int = 0
    promises: int = 0
    months: int | None = None
    heard: int = 0
    expected: float | None = None

    @property
    def silent(self) -> bool:
        """Whether it is too silent to believe."""
        return self.expected is not None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: what was counted (`code`), how much there is of it, the points it gives, and whether it would be
    more but for the bound."""

    code: str
    amount: int
    points: int
    bounded: bool = False


def parts(facts: Facts, by: Weights) -> list[Part]:
    """The parts of the score that give points. A place never visited counts like one not visited for longest."""
    months = by.most_months if facts.months is None else min(facts.months, by.most_months)
    counted = [
        _part(OPEN, facts.open, by.open, by.most),
        _part(REPEATS, facts.repeats, by.repeat, by.most),
        _part(NEGATIVES, facts.negatives, by.negative, by.most),
        _part(STUCK, facts.stuck, by.stuck, by.most),
        _part(PROMISES, facts.promises, by.promise, by.most),
        Part(NEVER if facts.months is None else MONTHS, facts.months or 0, months * by.month),
        Part(SILENT, facts.heard, by.silent if facts.silent else 0),
    ]
    return [part for part in counted if part.points]


def _part(code: str, amount: int, weight: int, most: int) -> Part:
    points = amount * weight
    return Part(code, amount, min(points, most), bounded=points > most)


def score(facts: Facts, by: Weights) -> int:
    """The sum of the parts."""
    return sum(part.points for part in parts(facts, by))
