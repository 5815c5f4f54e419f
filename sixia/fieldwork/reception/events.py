"""What happens on and around reception days, in the past tense; told in the stream of the day."""

from dataclasses import dataclass

from sixia.kit.events import Event, Witness, Words


@dataclass(frozen=True, kw_only=True)
class _DayEvent(Event):
    day: int


@dataclass(frozen=True, kw_only=True)
class ReceptionPlanned(_DayEvent):
    """A reception day was put into the plan. `replaces` is the day it takes the place of."""

    account: int
    unit: int
    date: str
    rule: str = ""
    replaces: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReceptionSettled(_DayEvent):
    """Leader, time or place of a planned day were changed before it was public."""

    account: int
    date: str


@dataclass(frozen=True, kw_only=True)
class ReceptionAnnounced(_DayEvent):
    """The day is public."""

    date: str


@dataclass(frozen=True, kw_only=True)
class ReceptionSwapped(_DayEvent):
    """Another leader receives on this day; the one before takes that leader's day, `other`."""

    other: int
    account: int
    before: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ReceptionMoved(_DayEvent):
    """It was put off; `into` is the new day."""

    into: int
    date: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ReceptionCancelled(_DayEvent):
    """It was called off."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class LeaderReminded(_DayEvent):
    """The leader was told of the day ahead."""

    account: int
    date: str


@dataclass(frozen=True, kw_only=True)
class ReceptionOpened(_DayEvent):
    """The reception has begun."""


@dataclass(frozen=True, kw_only=True)
class ReceptionClosed(_DayEvent):
    """The reception is over: how many came, and how many did not."""

    received: int
    absent: int


@dataclass(frozen=True, kw_only=True)
class _BookingEvent(_DayEvent):
    booking: int


@dataclass(frozen=True, kw_only=True)
class VisitBooked(_BookingEvent):
    """Somebody will come, or stands at the door."""

    channel: str
    people: int
    about: Witness


@dataclass(frozen=True, kw_only=True)
class BookingShifted(_BookingEvent):
    """They come on another day, `into`, since they or the office wanted so."""

    into: int
    because: str


@dataclass(frozen=True, kw_only=True)
class BookingGivenUp(_BookingEvent):
    """They do not come, since they do not want to or the day was called off."""

    because: str


@dataclass(frozen=True, kw_only=True)
class VisitorArrived(_BookingEvent):
    """They are there and have a number."""

    number: int


@dataclass(frozen=True, kw_only=True)
class VisitorCalled(_BookingEvent):
    """Their number was called."""

    number: int


@dataclass(frozen=True, kw_only=True)
class VisitorSeated(_BookingEvent):
    """They sit down: whoever receives them sees from now on who they are and what they brought before."""

    number: int


@dataclass(frozen=True, kw_only=True)
class VisitorMissed(_BookingEvent):
    """They were not there."""


@dataclass(frozen=True, kw_only=True)
class VisitorLeft(_BookingEvent):
    """They have been received."""


@dataclass(frozen=True, kw_only=True)
class BookerShown(_BookingEvent):
    """An official has looked who it is, outside the talk itself."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class ReceptionActed(_BookingEvent):
    """Something came of the talk: `kind` is heard, joined, instructed, promised, settled, explained or noted."""

    act: int
    kind: str
    case: int | None = None
    order: int | None = None
    promise: int | None = None
    text: Words | None = None
