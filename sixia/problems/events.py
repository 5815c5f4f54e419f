"""What happens to problems, in the past tense; told in the stream of the problem, and in a case's where it concerns the case."""

from dataclasses import dataclass

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class _ProblemEvent(Event):
    problem: int


@dataclass(frozen=True, kw_only=True)
class ProblemRaised(_ProblemEvent):
    """Somebody says that this is wrong beyond one case. `sources` is from how many things it grows."""

    place: int
    category: str
    sources: int
    title: Words


@dataclass(frozen=True, kw_only=True)
class ProblemDescribed(_ProblemEvent):
    """It was said more precisely what it is."""

    category: str
    title: Words


@dataclass(frozen=True, kw_only=True)
class ProblemGrew(_ProblemEvent):
    """Something more was added that it grows from."""

    kind: str
    ref: str


@dataclass(frozen=True, kw_only=True)
class CaseMadeProblem(_ProblemEvent):
    """Told in the stream of the case: it is behind this problem."""

    case: int


@dataclass(frozen=True, kw_only=True)
class ProblemAssigned(_ProblemEvent):
    """A unit and a leader answer for it by a day."""

    unit: int
    account: int
    due: str


@dataclass(frozen=True, kw_only=True)
class ProblemHandedOver(_ProblemEvent):
    """Another unit or leader answers for it."""

    unit: int
    account: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ProblemExtended(_ProblemEvent):
    """More time was given."""

    due: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ProblemTaskGiven(_ProblemEvent):
    """A task was given to a unit, with `helpers` assisting."""

    task: int
    unit: int
    helpers: list[int]
    due: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class ProblemTaskWithdrawn(_ProblemEvent):
    """A task was taken back."""

    task: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class OutcomeReported(_ProblemEvent):
    """The responsible unit says what was reached."""

    outcome: int
    unit: int
    done: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class ResidentsAsked(_ProblemEvent):
    """Residents are asked whether it is solved: those behind it, and `drawn` by lot of `population` under the published seed."""

    outcome: int
    behind: int
    drawn: int
    population: int
    seed: str
    voices: list[int]


@dataclass(frozen=True, kw_only=True)
class OutcomeJudged(_ProblemEvent):
    """A resident has said whether it is solved."""

    outcome: int
    voice: int
    solved: str
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class ProblemResolved(_ProblemEvent):
    """The residents' words say that it is solved."""

    outcome: int
    yes: int
    answered: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class ProblemReopened(_ProblemEvent):
    """The residents' words say that it is not solved, or it has come back."""

    because: str
    unit: int
    due: str
    yes: int = 0
    answered: int = 0
    asked: int = 0
    reason: Words | None = None


@dataclass(frozen=True, kw_only=True)
class ProblemUnheard(_ProblemEvent):
    """The time for answers is over and too few were heard: the supervisor decides what to do."""

    outcome: int
    answered: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class ProblemClosedUnjudged(_ProblemEvent):
    """It was closed although no resident could be heard; counted apart."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class ProblemEndingProposed(_ProblemEvent):
    """The responsible unit proposes to end it unsolved: `how` is explain or give_up."""

    how: str
    unit: int
    words: Words


@dataclass(frozen=True, kw_only=True)
class ProblemEndingDeclined(_ProblemEvent):
    """The proposal was not approved; it goes on."""

    unit: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ProblemExplained(_ProblemEvent):
    """The lawful explanation was approved: it ends unsolved."""


@dataclass(frozen=True, kw_only=True)
class ProblemGivenUp(_ProblemEvent):
    """It was given up, or dropped before anybody answered for it."""

    reason: Words
