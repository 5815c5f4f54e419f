"""What a visit may be for, what its lines are, and in which order a day's stops are best reached; pure."""

from typing import Final

OUTREACH, RESEARCH, RECEPTION, ONSITE = "outreach", "research", "reception", "onsite"
PURPOSES: Final = (OUTREACH, RESEARCH, RECEPTION, ONSITE)
SAID, SEEN, QUESTION, PRAISE, INSTRUCTION, PROMISE, PROBLEM = (
    "said",
    "seen",
    "question",
    "praise",
    "instruction",
    "promise",
    "problem",
)
LINES: Final = (SAID, SEEN, QUESTION, PRAISE, INSTRUCTION, PROMISE, PROBLEM)
WORDS: Final = (SAID, QUESTION, PRAISE)
"""Lines that residents have said: each can become a voice of theirs."""


def in_order(purposes: tuple[str, ...]) -> tuple[str, ...]:
    """The purposes once each, in the usual order; LookupError for an unknown one."""
    if unknown := set(purposes) - set(PURPOSES):
        raise LookupError(sorted(unknown))
    return tuple(purpose for purpose in PURPOSES if purpose in purposes)
