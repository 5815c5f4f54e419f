"""How much a place needs a visit, as a sum whose parts are shown; pure."""

from dataclasses import dataclass
from typing import Final

OPEN_POINTS: Final = 1
REPEAT_POINTS: Final = 2
NEGATIVE_POINTS: Final = 3
MONTH_POINTS: Final = 1
MOST_MONTHS: Final = 12
SILENT_POINTS: Final = 3
MONTH_DAYS: Final = 30
SILENT_DAYS: Final = 180


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: what was counted (`code`), how much there is of it, and the points it gives."""

    code: str
    amount: int
    points: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a place: open cases, repeated ones, negative verdicts, months since the last visit (None: never),
    and voices of the last half year."""

    open: int = 0
    repeats: int = 0
    negatives: int = 0
    months: int | None = None
    voices: int = 0


def parts(facts: Facts) -> list[Part]:
    """The parts of the score. A place nobody visited for a year counts as one never visited; silence is no proof of calm."""
    months = MOST_MONTHS if facts.months is None else min(facts.months, MOST_MONTHS)
    return [
        Part("open", facts.open, facts.open * OPEN_POINTS),
        Part("repeats", facts.repeats, facts.repeats * REPEAT_POINTS),
        Part("negatives", facts.negatives, facts.negatives * NEGATIVE_POINTS),
        Part("months", months, months * MONTH_POINTS),
        Part("silent", int(not facts.voices), SILENT_POINTS if not facts.voices else 0),
    ]


def score(facts: Facts) -> int:
    """The sum of the parts."""
    return sum(part.points for part in parts(facts))
