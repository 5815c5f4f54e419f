"""When a case should have a leader in charge, when the next meeting is due, and how it may be left; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

RECEPTION, ONSITE, OUTREACH, ANSWER, CONTACT, VISIT, MEETING = (
    "reception",
    "onsite",
    "outreach",
    "answer",
    "contact",
    "visit",
    "meeting",
)
TO_VOICE, TO_CASE, TO_PLACE, TO_GROUP = "voice", "case", "place", "group"
KNOW, EXPLAIN, SOLVE, SETTLE = "know", "explain", "solve", "settle"
AGE, REPEATS, NEGATIVES, GROUP, UNITS, IMPORTANT = "age", "repeats", "negatives", "group", "units", "important"
SILENT_ENDS: Final = ("without_verdict", "imported", "replied")
EXPLAINED_ENDS: Final = ("explained", "redirected", "final", "refused")
AGREED_ENDS: Final = ("settled", "withdrawn")
"""How old cases are counted apart: those that ended without the person saying so, those explained by law, those agreed."""
BY_VERDICT, BY_FINALITY, BY_AGREEMENT, WITH_OTHER = "verdict", "finality", "agreement", "with_other"

LAWFUL_ENDS: Final[Mapping[str, str]] = {
    "verdict": BY_VERDICT,
    "explained": BY_FINALITY,
    "redirected": BY_FINALITY,
    "final": BY_FINALITY,
    "settled": BY_AGREEMENT,
    "withdrawn": BY_AGREEMENT,
    "joined": WITH_OTHER,
}
"""How a case may end so that its leader is released, by the case's ending. Taking it back counts as agreement only where a
meeting has agreed. What was not accepted, closed without a verdict, or was never said to be over by the person keeps its
leader."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """From which number on a case should have a leader in charge; 0 leaves a criterion out.

    `age` in days since it was first said, `repeats` times that the same person spoke of the matter, `negatives` verdicts
    that did not accept the answer, `group` voices, `units` that have or had an order on it.
    """

    age: int
    repeats: int
    negatives: int
    group: int
    units: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The same numbers of one case."""

    age: int
    repeats: int
    negatives: int
    group: int
    units: int
    important: bool = False


def reasons(facts: Facts, criteria: Criteria) -> list[tuple[str, int]]:
    """Which criteria a case meets, each with its number, in a fixed order; [] for none."""
    pairs = [(name, getattr(facts, name), getattr(criteria, name)) for name in (AGE, REPEATS, NEGATIVES, GROUP, UNITS)]
    met = [(name, number) for name, number, least in pairs if least and number >= least]
    return [*met, (IMPORTANT, 1)] if facts.important else met


def meet_by(last: date, per_month: int) -> date:
    """By which day the leader must have met the person again, with so many meetings a month (1 to 4)."""
    return last + timedelta(days=30 // max(1, per_month))


def way_out(ending: str, *, agreed: bool, other_led: bool) -> str:
    """How the leader is released from a case with this ending, or "" when they are not.

    `agreed`: a meeting has recorded an agreement. `other_led`: the case this one was joined to has a leader in charge.
    """
    way = LAWFUL_ENDS.get(ending, "")
    if (ending == "withdrawn" and not agreed) or (way == WITH_OTHER and not other_led):
        return ""
    return way


def on_time(done: date, due: date) -> bool:
    """Whether what was promised was done by the day first named."""
    return done <= due
