"""What happens to standing rules, watches and topics of a month, in the past tense."""

from dataclasses import dataclass, field

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class _RuleEvent(Event):
    rule: int


@dataclass(frozen=True, kw_only=True)
class RuleDrafted(_RuleEvent):
    """A standing rule was drafted from what was learned in these problems."""

    unit: int
    place: int
    problems: list[int] = field(default_factory=list)
    title: Words
    text: Words


@dataclass(frozen=True, kw_only=True)
class RuleReworded(_RuleEvent):
    """Another text or condition; it must be tried anew."""

    title: Words
    text: Words


@dataclass(frozen=True, kw_only=True)
class RuleTrialBegun(_RuleEvent):
    """It is being tried on the cases of so many past days."""

    trial: int
    days: int


@dataclass(frozen=True, kw_only=True)
class RuleTried(_RuleEvent):
    """Of `meant` past cases it would have spoken in `caught`, and in `others` besides; `left` were left out."""

    trial: int
    caught: int
    meant: int
    others: int
    left: int


@dataclass(frozen=True, kw_only=True)
class RuleAdopted(_RuleEvent):
    """In force from now on, kept by this unit, to be reviewed on this day."""

    unit: int
    review: str


@dataclass(frozen=True, kw_only=True)
class RuleReviewSoon(_RuleEvent):
    """Most of the time to its review has passed."""

    unit: int
    due: str


@dataclass(frozen=True, kw_only=True)
class RuleReviewDue(_RuleEvent):
    """The day of its review has come, and nobody has said whether it works."""

    unit: int
    due: str


@dataclass(frozen=True, kw_only=True)
class RuleReviewed(_RuleEvent):
    """A person said whether it works; `suggested` is what the watch would have said."""

    review: int
    outcome: str
    suggested: str
    following: str
    note: Words


@dataclass(frozen=True, kw_only=True)
class RuleReplaced(_RuleEvent):
    """Another rule took its place."""

    successor: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class RuleWithdrawn(_RuleEvent):
    """Given up, or out of force."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class ProblemCameBack(Event):
    """The watch sees the same matters again in the place of a problem that was solved. A person decides what follows."""

    problem: int
    unit: int | None = None
    before: int
    after: int
    days: int


@dataclass(frozen=True, kw_only=True)
class RecurrenceJudged(Event):
    """The term of the watch is over: `away`, `back` or `unknown`."""

    problem: int
    outcome: str
    before: int
    after: int
    days: int


@dataclass(frozen=True, kw_only=True)
class FocusChosen(Event):
    """A leader has given a month to a topic; what was suggested is kept beside it."""

    focus: int
    month: str
    category: str
    place: int
    rank: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class FocusDropped(Event):
    """The topic was taken back; the choice stays to be read."""

    focus: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class FocusRaised(Event):
    """A problem was raised from the topic, growing from so many of the cases behind it."""

    focus: int
    problem: int
    cases: int
