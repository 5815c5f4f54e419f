"""What happens to policies and around sessions, in the past tense; told in the stream of the policy or the session."""

from dataclasses import dataclass

from sixia.kit.events import Event, Witness, Words


@dataclass(frozen=True, kw_only=True)
class _PolicyEvent(Event):
    policy: int


@dataclass(frozen=True, kw_only=True)
class PolicyAdded(_PolicyEvent):
    """A policy was entered by the unit that answers for its words; its first version is a draft."""

    unit: int


@dataclass(frozen=True, kw_only=True)
class _VersionEvent(_PolicyEvent):
    version: int


@dataclass(frozen=True, kw_only=True)
class VersionDrafted(_VersionEvent):
    """A new version was begun; what is public stays as it is until this one is published."""

    number: int


@dataclass(frozen=True, kw_only=True)
class VersionWritten(_VersionEvent):
    """The words of a draft were changed."""


@dataclass(frozen=True, kw_only=True)
class PolicyPublished(_VersionEvent):
    """A version is public: from now on it is the one that holds."""

    number: int


@dataclass(frozen=True, kw_only=True)
class VersionReplaced(_VersionEvent):
    """A later version, `into`, has taken its place; it can still be read."""

    into: int


@dataclass(frozen=True, kw_only=True)
class PolicyWithdrawn(_VersionEvent):
    """The policy does not hold any more; it can still be read, with the reason."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class PolicyExpired(_VersionEvent):
    """The last day of the policy is over."""


@dataclass(frozen=True, kw_only=True)
class VersionDiscarded(_VersionEvent):
    """A draft was given up before it was public."""


@dataclass(frozen=True, kw_only=True)
class PolicyUnclear(_PolicyEvent):
    """A person has confirmed that the same question is asked so often that the words must be unclear."""

    doubt: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class UnclearDismissed(_PolicyEvent):
    """A person has looked at questions that the software held for the same, and sees nothing unclear in the words."""

    doubt: int
    asked: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class UnclearSettled(_PolicyEvent):
    """The unit that answers for the words says what it has made clearer."""

    doubt: int
    reply: Words


@dataclass(frozen=True, kw_only=True)
class _SessionEvent(Event):
    session: int


@dataclass(frozen=True, kw_only=True)
class OutreachPlanned(_SessionEvent):
    """A session was planned; `visit` is the visit it belongs to."""

    visit: int
    form: str
    policies: list[int]


@dataclass(frozen=True, kw_only=True)
class OutreachHeld(_SessionEvent):
    """It took place: how many were there, and for which places it counts."""

    audience: int
    places: list[int]


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(_SessionEvent):
    """Somebody asked something: answered on the spot, or taken as a voice with a case, which is answered later."""

    question: int
    policy: int | None = None
    voice: int | None = None
    case: int | None = None
    text: Witness


@dataclass(frozen=True, kw_only=True)
class QuestionForgotten(_SessionEvent):
    """The words of a question were erased with the voice of whoever asked it; that something was asked stays counted."""

    question: int


@dataclass(frozen=True, kw_only=True)
class CheckOpened(_SessionEvent):
    """A check of understanding was begun, before or after the talk: on paper, by show of hands or by a link."""

    check: int
    version: int
    moment: str
    way: str


@dataclass(frozen=True, kw_only=True)
class CheckCounted(_SessionEvent):
    """Counts were typed in: how many people, how many answers, how many of them right."""

    check: int
    people: int
    asked: int
    right: int


@dataclass(frozen=True, kw_only=True)
class CheckClosed(_SessionEvent):
    """The link of a check takes no more answers."""

    check: int
    people: int
