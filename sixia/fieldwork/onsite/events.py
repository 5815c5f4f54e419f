"""What happens on and around on-site offices and calls of units, in the past tense."""

from dataclasses import dataclass

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class _OfficeEvent(Event):
    office: int


@dataclass(frozen=True, kw_only=True)
class OfficePlanned(_OfficeEvent):
    """An on-site office was planned on that visit."""

    visit: int


@dataclass(frozen=True, kw_only=True)
class AgendaChosen(_OfficeEvent):
    """Somebody chose the agenda: so many of so many suggestions, so many of their own."""

    chosen: int
    suggested: int
    own: int


@dataclass(frozen=True, kw_only=True)
class ItemAdded(_OfficeEvent):
    """One more item came onto the agenda."""

    item: int
    kind: str
    case: int | None = None
    problem: int | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeConvened(_OfficeEvent):
    """Units were called to it, as `called` names them."""

    units: int


@dataclass(frozen=True, kw_only=True)
class OfficeOpened(_OfficeEvent):
    """The meeting on the spot has begun."""


@dataclass(frozen=True, kw_only=True)
class OnsiteDecided(_OfficeEvent):
    """Something came of an item: `kind` is a decision, or what came beside it; with the orders, answer or promise it led to."""

    act: int
    item: int
    kind: str
    case: int | None = None
    problem: int | None = None
    orders: tuple[int, ...] = ()
    promise: int | None = None
    due: str = ""
    text: Words | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeSigned(_OfficeEvent):
    """The host has signed it off: how many items, and how many of each decision."""

    items: int
    solved: int
    ordered: int
    explained: int
    carried: int


@dataclass(frozen=True, kw_only=True)
class OfficeCancelled(_OfficeEvent):
    """It does not take place."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class WhistleBlown(Event):
    """A town called units."""

    whistle: int
    unit: int
    wanted: str
    case: int | None = None
    problem: int | None = None
    reason: Words


@dataclass(frozen=True, kw_only=True)
class WhistleEnded(Event):
    """What came of a town's call was written down."""

    whistle: int
    result: Words


@dataclass(frozen=True, kw_only=True)
class WhistleWithdrawn(Event):
    """The town no longer needs the units."""

    whistle: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class _CalledEvent(Event):
    called: int
    unit: int


@dataclass(frozen=True, kw_only=True)
class UnitSummoned(_CalledEvent):
    """A unit was called, and must answer by then."""

    due: str
    office: int | None = None
    whistle: int | None = None


@dataclass(frozen=True, kw_only=True)
class SummonsAnswered(_CalledEvent):
    """It answered: `coming` or `sending`, with whom."""

    answer: str
    note: Words


@dataclass(frozen=True, kw_only=True)
class SummonsRefused(_CalledEvent):
    """It says that it cannot come."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class SummonsDecided(_CalledEvent):
    """The supervisor decided about a refusal: it must come, or need not."""

    must: bool
    reason: Words


@dataclass(frozen=True, kw_only=True)
class AttendanceNoted(_CalledEvent):
    """It was noted whether the unit was there."""

    came: bool
    reason: Words


@dataclass(frozen=True, kw_only=True)
class AbsenceExplained(_CalledEvent):
    """The reason of an absence was given."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class SummonsDropped(_CalledEvent):
    """The meeting was called off: the unit need not come."""
