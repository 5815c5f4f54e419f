"""How much a place needs a visit, as a sum whose parts are shown; pure."""

from dataclasses import dataclass
from typing import Final

MONTH_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Weights:
    """What a county counts: points for each open case, more where it was said again or its answer was not accepted, for each
    month without a visit up to so many, and for a place silent for so many days."""

    open: int = 1
    repeat: int = 2
    negative: int = 3
    month: int = 1
    most_months: int = 12
    silent: int = 3
    silent_days: int = 180


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: what was counted (`code`), how much there is of it, and the points it gives."""

    code: str
    amount: int
    points: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a place: open cases, repeated ones, negative verdicts, months since the last visit (None: never),
    and voices of the days in which silence is counted."""

    open: int = 0
    repeats: int = 0
    negatives: int = 0
    months: int | None = None
    voices: int = 0


def parts(facts: Facts, by: Weights) -> list[Part]:
    """The parts of the score. A place never visited counts like one not visited for longest; silence is no proof of calm."""
    months = by.most_months if facts.months is None else min(facts.months, by.most_months)
    return [
        Part("open", facts.open, facts.open * by.open),
        Part("repeats", facts.repeats, facts.repeats * by.repeat),
        Part("negatives", facts.negatives, facts.negatives * by.negative),
        Part("never" if facts.months is None else "months", facts.months or 0, months * by.month),
        Part("silent", 0 if facts.voices else by.silent_days, 0 if facts.voices else by.silent),
    ]


def score(facts: Facts, by: Weights) -> int:
    """The sum of the parts."""
    return sum(part.points for part in parts(facts, by))
