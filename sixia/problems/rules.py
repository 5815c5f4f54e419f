"""What a problem is made from, when residents' words settle it, and who is drawn to be asked; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from sixia.cases.models import Case

CASE, FINDING, DECISION, INSPECTION, VISIT = "case", "finding", "decision", "inspection", "visit"
KINDS: Final = (CASE, FINDING, DECISION, INSPECTION, VISIT)
FEW, GROUP, VILLAGE, SEVERAL, WIDE = "few", "group", "village", "several", "wide"
SCALES: Final = (FEW, GROUP, VILLAGE, SEVERAL, WIDE)
"""How far a problem reaches, the narrowest first."""
YES, PARTLY, NO = "yes", "partly", "no"
WAITING, SOLVED, NOT_SOLVED, UNHEARD = "waiting", "solved", "not_solved", "unheard"
"""What the residents' words come to."""
BEHIND, DRAWN = "behind", "drawn"
"""Why somebody is asked: their own voice is behind the problem, or they were drawn among the voices of its place."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NewSource:
    """What a problem grows from: a `case`, or a finding, decision, inspection or visit named by `ref` such as "finding:12"
    and shown by `label`."""

    kind: str
    case: "Case | None" = None
    ref: str = ""
    label: str = ""


def judged(words: Collection[str], asked: int, *, over: bool, share: int, heard: int) -> str:
    """What the words of those who have answered come to, when `asked` were asked.

    Nothing before everybody has answered or the time is `over`. Then fewer than `heard` percent of those asked count as
    unheard; else it is solved when at least `share` percent of those who answered say a plain yes. “Partly” is no yes.
    """
    if not over and len(words) < asked:
        return WAITING
    if not words or len(words) * 100 < heard * asked:
        return UNHEARD
    yes = sum(word == YES for word in words)
    return SOLVED if yes * 100 >= share * len(words) else NOT_SOLVED


def draw(seed: str, known: Iterable[tuple[str, T]], most: int) -> list[T]:
    """Draw at most `most` of the things, each given with its public name: those whose SHA-256 of “seed:name” is smallest.

    Whoever knows the seed and the names can draw again and finds the same.
    """
    ranked = sorted((sha256(f"{seed}:{name}".encode()).hexdigest(), number, thing) for number, (name, thing) in enumerate(known))
    return [thing for _digest, _number, thing in ranked[:most]]
