"""What happens to cases and voices, in the past tense; all told in the case's stream."""

from dataclasses import dataclass

from sixia.kit.events import Event, Witness, Words


@dataclass(frozen=True, kw_only=True)
class VoiceHeard(Event):
    """A voice was taken and acknowledged with a receipt. `history`: brought in from an older system."""

    case: int
    voice: int
    receipt: str
    channel: str
    kind: str
    joins: bool = False
    history: bool = False
    text: Witness


@dataclass(frozen=True, kw_only=True)
class _CaseEvent(Event):
    case: int


@dataclass(frozen=True, kw_only=True)
class CaseDispatched(_CaseEvent):
    """The case has a category and a unit that answers for it."""

    category: str
    unit: int
    order: int


@dataclass(frozen=True, kw_only=True)
class CaseDispatchedAgain(_CaseEvent):
    """The unit's order was withdrawn; another unit answers for it from now on, and the clock goes on."""

    unit: int
    order: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class UnitCalledIn(_CaseEvent):
    """Another unit owes a part."""

    unit: int
    order: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class CaseReclassified(_CaseEvent):
    """What it is about was corrected; only what changed is named."""

    category: str | None = None
    kind: str | None = None
    triage: str | None = None
    place: int | None = None


@dataclass(frozen=True, kw_only=True)
class CaseRestricted(_CaseEvent):
    """From now on only confidential-case officers know of it."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class ResidentContacted(_CaseEvent):
    """Somebody tried to reach the resident."""

    voice: int
    contact: int
    means: str
    reached: bool
    purpose: str
    unit: int | None
    note: Words


@dataclass(frozen=True, kw_only=True)
class AnswerProposed(_CaseEvent):
    """An answer waits for a second person."""

    answer: int


@dataclass(frozen=True, kw_only=True)
class AnswerSentBack(_CaseEvent):
    """The second person wants it better."""

    answer: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class AnswerSent(_CaseEvent):
    """Residents were told something. `kind` is final, interim, redirect or explanation. `history`: by an older system."""

    answer: int
    kind: str
    unit: int | None
    history: bool = False
    text: Witness


@dataclass(frozen=True, kw_only=True)
class VerdictAsked(_CaseEvent):
    """A voice was asked for its verdict."""

    voice: int


@dataclass(frozen=True, kw_only=True)
class VerdictGiven(_CaseEvent):
    """A voice has judged. `number` 1 is its first verdict."""

    voice: int
    number: int
    solved: str
    satisfied: int
    decent: bool | None
    agree: bool
    channel: str
    unit: int | None


@dataclass(frozen=True, kw_only=True)
class VoiceUnreachable(_CaseEvent):
    """The unreachable protocol is fulfilled: this voice ends without a verdict."""

    voice: int
    attempts: int


@dataclass(frozen=True, kw_only=True)
class CallPutOff(_CaseEvent):
    """The resident wants to be called for the verdict at another moment. `until` is ISO time."""

    voice: int
    until: str


@dataclass(frozen=True, kw_only=True)
class VoiceWithdrawn(_CaseEvent):
    """The resident took it back."""

    voice: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class CaseReopened(_CaseEvent):
    """A resident did not accept the answer: it goes on one level up, with a shorter clock."""

    level: int
    order: int


@dataclass(frozen=True, kw_only=True)
class CaseSupervised(_CaseEvent):
    """Not accepted again: the supervisor must review it."""

    level: int


@dataclass(frozen=True, kw_only=True)
class CaseReordered(_CaseEvent):
    """The supervisor orders it to be done again."""

    order: int
    unit: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class CaseClosed(_CaseEvent):
    """The case is over; `ending` says how."""

    ending: str


@dataclass(frozen=True, kw_only=True)
class VoiceJoined(_CaseEvent):
    """A voice now belongs to case `into`; told in both streams."""

    voice: int
    into: int


@dataclass(frozen=True, kw_only=True)
class VoiceParted(_CaseEvent):
    """The joining was undone: the voice is back in case `back_to`."""

    voice: int
    back_to: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class MatterSplit(_CaseEvent):
    """A part of this voice's words goes on as case `into`, with a receipt of its own."""

    voice: int
    into: int
    receipt: str


@dataclass(frozen=True, kw_only=True)
class Noted(_CaseEvent):
    """An official's note; residents do not see it."""

    text: Words


@dataclass(frozen=True, kw_only=True)
class ResidentAsked(_CaseEvent):
    """An official asks residents something: those of `voices`, who alone read it; all of the case where none are named."""

    voices: list[int] | None = None
    text: Words


@dataclass(frozen=True, kw_only=True)
class ResidentAdded(_CaseEvent):
    """A resident adds or replies."""

    voice: int
    text: Words


@dataclass(frozen=True, kw_only=True)
class ContactRead(_CaseEvent):
    """Somebody read who a resident is; the resident sees this line."""

    voice: int
    purpose: Words


@dataclass(frozen=True, kw_only=True)
class FileRead(_CaseEvent):
    """An official opened a file of a resident who asked to stay secret; the resident sees this line."""

    voice: int
    file: int


@dataclass(frozen=True, kw_only=True)
class VoiceErased(_CaseEvent):
    """The words and the identity of a voice were erased on request."""

    voice: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class PasscodeRenewed(_CaseEvent):
    """A resident who lost the passcode got a new one."""

    voice: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeNamed(_CaseEvent):
    """A voice speaks for the group, or no longer does."""

    voice: int
    named: bool


@dataclass(frozen=True, kw_only=True)
class ExclusionAsked(_CaseEvent):
    """The unit asks to leave this case out of its figures."""

    unit: int
    reason: str
    note: Words


@dataclass(frozen=True, kw_only=True)
class ExclusionDecided(_CaseEvent):
    """Somebody else decided whether it is left out."""

    granted: bool


@dataclass(frozen=True, kw_only=True)
class TrackChanged(_CaseEvent):
    """It goes by other rules from now on; when it was first said stays (`first` is ISO time)."""

    track: str
    first: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class CaseEntrusted(_CaseEvent):
    """A unit answers for it, by the rules of petitions."""

    unit: int
    order: int


@dataclass(frozen=True, kw_only=True)
class CaseRecalled(_CaseEvent):
    """The unit was right to object: another one is sought."""

    reason: Words
