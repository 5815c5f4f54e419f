"""What happens to promises and charges, in the past tense; told in the stream of their case where they have one."""

from dataclasses import dataclass, field

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class _PromiseEvent(Event):
    """`voice` is the one voice it concerns; without it, everybody in the case."""

    promise: int
    voice: int | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseGiven(_PromiseEvent):
    """An official has promised something by a day. `account` said it, `replaces` is the promise it takes the place of."""

    unit: int
    account: int
    where: str
    due: str
    case: int | None = None
    place: int | None = None
    replaces: int | None = None
    words: Words


@dataclass(frozen=True, kw_only=True)
class PromiseReplaced(_PromiseEvent):
    """Another wording or day took its place; the old one stays to be read."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class PromiseClaimed(_PromiseEvent):
    """The unit says it was done on this day, with evidence; the residents have not confirmed it."""

    done: str
    evidence: Words


@dataclass(frozen=True, kw_only=True)
class PromiseKept(_PromiseEvent):
    """Confirmed as kept."""

    on_time: bool
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseDenied(_PromiseEvent):
    """A resident says it is not done; the day has not come yet."""

    note: Words


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(_PromiseEvent):
    """Its day has passed and it was not kept: somebody said so, or nobody said anything until the term was over."""

    because: str
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseMadeGood(_PromiseEvent):
    """A broken promise was made good later; it stays broken."""

    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class PromisePublished(_PromiseEvent):
    """A second official has put it on the public board."""


@dataclass(frozen=True, kw_only=True)
class PromiseWordsHidden(_PromiseEvent):
    """Its words were taken off the public board, since they spoke of somebody; the promise itself stays there."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class PromiseDueSoon(_PromiseEvent):
    """Most of the time for it has passed."""

    account: int
    due: str


@dataclass(frozen=True, kw_only=True)
class PromiseOverdue(_PromiseEvent):
    """Its day has passed and nobody has said that it was done."""

    account: int
    due: str


@dataclass(frozen=True, kw_only=True)
class CaseMarked(Event):
    """A case was marked important, or is no longer."""

    case: int
    important: bool
    reason: Words


@dataclass(frozen=True, kw_only=True)
class _ChargeEvent(Event):
    case: int
    charge: int


@dataclass(frozen=True, kw_only=True)
class ChargeProposed(_ChargeEvent):
    """A leader in charge was asked for, with the criteria that are met."""

    reasons: list[str] = field(default_factory=list)
    note: Words


@dataclass(frozen=True, kw_only=True)
class ChargeDeclined(_ChargeEvent):
    """The principal sees no need for a leader in charge."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class LeaderNamed(_ChargeEvent):
    """A leader is in charge from now on, until this day."""

    account: int
    unit: int
    due: str


@dataclass(frozen=True, kw_only=True)
class ChargeExtended(_ChargeEvent):
    """The principal gave more time."""

    due: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ChargeHandedOver(_ChargeEvent):
    """Another leader is in charge from now on."""

    account: int
    unit: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ChargeVacated(_ChargeEvent):
    """The leader no longer holds the post, or may no longer see the case: it must be handed over."""

    account: int


@dataclass(frozen=True, kw_only=True)
class ChargeEnded(_ChargeEvent):
    """The leader is released: `way` is verdict, finality, agreement or with_other."""

    way: str
    summary: Words


@dataclass(frozen=True, kw_only=True)
class StepPlanned(_ChargeEvent):
    """A step was put into the plan, anew or in place of another."""

    step: int
    duty: str
    due: str
    unit: int
    replaces: int | None = None
    text: Words


@dataclass(frozen=True, kw_only=True)
class StepDone(_ChargeEvent):
    """A step of the plan is done."""

    step: int
    done: str
    note: Words


@dataclass(frozen=True, kw_only=True)
class StepDropped(_ChargeEvent):
    """A step was taken out of the plan; it stays to be read."""

    step: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class PersonMet(_ChargeEvent):
    """The leader met the person face to face."""

    meeting: int
    day: str
    agreed: bool
    said: Words
    reached: Words


@dataclass(frozen=True, kw_only=True)
class MeetingMissed(_ChargeEvent):
    """The day by which the leader had to meet the person again has passed."""

    account: int


@dataclass(frozen=True, kw_only=True)
class ChargeOverdue(_ChargeEvent):
    """The day until which the leader was named has passed and it is not over."""

    account: int
