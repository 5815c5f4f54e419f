"""What may stand on an agenda and why, which decisions there are, and in which order suggestions are shown; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

CASE, PROBLEM, TOPIC, PLACE = "case", "problem", "topic", "place"
"""What an item, or a call of units, is about."""

STUCK, OVERDUE, BOUNCED, REPEATED, NEGATIVE, JOINT, OPEN_PROBLEM, CARRIED_OVER = (
    "stuck",
    "overdue",
    "bounced",
    "repeated",
    "negative",
    "joint",
    "problem",
    "carried",
)
WEIGHTS: Final[Mapping[str, int]] = {
    CARRIED_OVER: 6,
    NEGATIVE: 5,
    BOUNCED: 4,
    STUCK: 4,
    JOINT: 3,
    REPEATED: 3,
    OPEN_PROBLEM: 3,
    OVERDUE: 2,
}
"""Which reasons bring something to the top: what was carried over to this meeting first, then what no single unit has managed."""

SOLVED, ORDERED, EXPLAINED, CARRIED, OVERTAKEN = "solved", "ordered", "explained", "carried", "overtaken"
DECIDING: Final = (SOLVED, ORDERED, EXPLAINED, CARRIED, OVERTAKEN)
"""What ends an item: one of them for each."""
PROMISED, RAISED = "promised", "raised"
BESIDES: Final = (PROMISED, RAISED)
"""What may come of an item beside its decision."""


@dataclass(slots=True)
class Suggestion:
    """Something that could stand on the agenda: what it is, in one line, and why, as reason → number.

    What was raised on the spot and carried over to here has the key of that decision.
    """

    kind: str
    pk: int
    title: str = ""
    reasons: dict[str, int] = field(default_factory=dict)
    after: int | None = None

    @property
    def name(self) -> str:
        """How a form names it: `case:7`."""
        return f"{self.kind}:{self.pk}"

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        return sum(WEIGHTS[reason] for reason in self.reasons)


def merged(found: Iterable[tuple[str, str, int, int]]) -> dict[tuple[str, int], Suggestion]:
    """One suggestion for each thing, from rows of (kind, reason, key, number)."""
    things: dict[tuple[str, int], Suggestion] = {}
    for kind, reason, pk, number in found:
        things.setdefault((kind, pk), Suggestion(kind, pk)).reasons[reason] = number
    return things


def ranked(things: Iterable[Suggestion], most: int) -> list[Suggestion]:
    """Those for which most speaks first; of equals the older one."""
    return sorted(things, key=lambda one: (-one.weight, one.pk))[:most]


def read_name(name: str) -> tuple[str, int] | None:
    """(kind, key) of a name such as `case:7`; None for anything else."""
    kind, _colon, pk = name.partition(":")
    known = kind in (CASE, PROBLEM) and pk.isascii() and pk.isdigit() and len(pk) < 19  # a 64-bit key has at most 18 safe digits
    return (kind, int(pk)) if known else None
