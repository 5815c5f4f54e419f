"""What happens on and around visits, in the past tense; told in the stream of the visit."""

from dataclasses import dataclass

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class _VisitEvent(Event):
    visit: int


@dataclass(frozen=True, kw_only=True)
class VisitPlanned(_VisitEvent):
    """A visit was planned. `returns_to` is the one it comes back to."""

    unit: int
    place: int
    led_by: int
    date: str
    purposes: str
    announced: bool
    returns_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class VisitChanged(_VisitEvent):
    """Time, place, team or purpose were changed before it."""

    place: int
    led_by: int
    date: str


@dataclass(frozen=True, kw_only=True)
class VisitHeld(_VisitEvent):
    """It has taken place; `met` residents were met, None when nobody counted."""

    met: int | None = None


@dataclass(frozen=True, kw_only=True)
class VisitAmended(_VisitEvent):
    """What was missing in a visit that was held: how many residents were met, when somebody comes back."""

    met: int | None = None
    return_due: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitCancelled(_VisitEvent):
    """It does not take place."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class VisitNoted(_VisitEvent):
    """A line was written: what somebody said, what was seen, asked, praised, instructed or promised."""

    note: int
    kind: str
    text: Words


@dataclass(frozen=True, kw_only=True)
class VisitLineBecame(_VisitEvent):
    """A line led to something: a voice in a case, an order, a promise or a problem."""

    note: int
    case: int | None = None
    voice: int | None = None
    order: int | None = None
    promise: int | None = None
    problem: int | None = None


@dataclass(frozen=True, kw_only=True)
class VisitPersonNamed(_VisitEvent):
    """Somebody who was met agreed to be named."""

    person: int


@dataclass(frozen=True, kw_only=True)
class VisitPersonShown(_VisitEvent):
    """An official has looked who was met."""

    person: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class VisitPersonStruck(_VisitEvent):
    """They do not want to be named any more; nothing of them is left but this."""

    person: int


@dataclass(frozen=True, kw_only=True)
class VisitReturnDue(_VisitEvent):
    """Somebody should come back soon, and no return visit is planned; `account` is told."""

    account: int
    date: str
