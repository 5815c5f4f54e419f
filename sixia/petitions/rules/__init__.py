"""Pure rules of petitions: classes, grounds, outcomes, means of service, who reviews. Articles are those of the 信访工作条例."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import fingerprint

SUGGESTION, ACCUSATION, CLAIM = "suggestion", "accusation", "claim6"
CLASSES: Final = (
    (SUGGESTION, _("Suggestion (Art. 29)")),
    (ACCUSATION, _("Accusation (Art. 30)")),
    ("claim1", _("Claim 1: court, procuratorate or police procedure (Art. 31(1))")),
    ("claim2", _("Claim 2: arbitration (Art. 31(2))")),
    ("claim3", _("Claim 3: appeal within the party (Art. 31(3))")),
    ("claim4", _("Claim 4: reconsideration or another administrative procedure (Art. 31(4))")),
    ("claim5", _("Claim 5: a duty to be performed (Art. 31(5))")),
    (CLAIM, _("Claim 6: by the procedure of petitions (Art. 31(6))")),
)
OTHER_WAYS: Final = frozenset({"claim1", "claim2", "claim3", "claim4"})
"""Classes that another lawful procedure decides: they are redirected, never decided here."""

FORWARD, ASSIGN = "forward", "assign"
MANNERS: Final = ((FORWARD, _("Forwarded, no report due")), (ASSIGN, _("Assigned, the result must be reported")))

NO_REMIT, FINALITY, IN_HAND, NOT_FIRST = "no_remit", "final", "in_hand", "no_petition"
GROUNDS: Final = (
    (NO_REMIT, _("Outside the remit of every unit here")),
    (IN_HAND, _("The unit below still has it within its time limit (Art. 19)")),
    (FINALITY, _("Final after re-review, same facts and reasons (Art. 36)")),
    (NOT_FIRST, _("Not a petition: no request, no facts, or nobody concerned")),
)

SUPPORT, UNDERSTOOD, REJECTED = "support", "no_basis", "rejected"
OUTCOMES: Final = (
    (SUPPORT, _("Supported: facts are clear and the law or policy is on its side")),
    (UNDERSTOOD, _("Reasonable, but without a legal basis: explained")),
    (REJECTED, _("Not supported: no facts, or against law or policy")),
)
REVIEW_OUTCOMES: Final = (
    ("uphold", _("The opinion stands")),
    ("change", _("The opinion is changed")),
    ("revoke", _("The opinion is set aside and handled anew")),
)

MEANS: Final = (
    ("handed", _("Handed over in person")),
    ("post", _("By post")),
    ("published", _("Published")),
    ("electronic", _("Electronically, with consent")),
)

FIRST, REVIEW, REREVIEW = 0, 1, 2
STAGES: Final = ((FIRST, _("Handling")), (REVIEW, _("Review")), (REREVIEW, _("Re-review")))

ALIKE: Final = 0.3
"""The share of common character triples from which two descriptions probably speak of the same matter; people decide."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit as the line of superiors knows it: its id, its parent's id, and whether it exists and can decide now."""

    pk: int
    parent: int | None
    active: bool


def organ_above(unit: int, tree: Iterable[Node]) -> int | None:
    """The unit one level up that reviews what `unit` decided (Arts. 35, 36): its nearest superior in the tree of units
    that can decide. None where the line ends: that organ is not among the units here and is asked in writing."""
    nodes = {node.pk: node for node in tree}
    here = nodes.get(unit)
    while here is not None and here.parent is not None:
        here = nodes.get(here.parent)
        if here is not None and here.active:
            return here.pk
    return None


def alike(text: str, earlier: str) -> bool:
    """Whether two descriptions probably speak of the same matter: they share many character triples of the shorter one."""
    a, b = fingerprint(text), fingerprint(earlier)
    return len(a & b) >= ALIKE * min(len(a), len(b))


def within_term(due_at: datetime | None, now: datetime) -> bool:
    """Whether a term that ends at `due_at` is still open; one that was never counted is."""
    return due_at is None or now < due_at


def number_of(word: str, year: int, count: int) -> str:
    """A document number in the official style, such as `信受〔2026〕3号`."""
    return f"{word}〔{year}〕{count}号"
