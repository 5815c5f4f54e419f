"""What happens to orders, in the past tense. Streams are those of the matter, so each event names its order."""

from dataclasses import dataclass

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class _OrderEvent(Event):
    order: int
    unit: int


@dataclass(frozen=True, kw_only=True)
class OrderIssued(_OrderEvent):
    """A unit now owes something. `due` is ISO time; `parent` the order it follows, if any."""

    part: str
    due: str
    hops: int
    appointed: bool
    parent: int | None
    basis: str


@dataclass(frozen=True, kw_only=True)
class OrderAccepted(_OrderEvent):
    """The unit has signed for it and answers for it from now on."""


@dataclass(frozen=True, kw_only=True)
class OrderRefused(_OrderEvent):
    """The unit holds that it is another's, and says whose; it stays answerable until another accepts."""

    proposed: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class RefusalDismissed(_OrderEvent):
    """The refusal did not hold: the unit is appointed and cannot refuse again."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class RefusalGranted(_OrderEvent):
    """The refusal held: a new order goes to unit `to`; until it is accepted the first unit stays answerable."""

    to: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class RefusalReconsidered(_OrderEvent):
    """The order that was to relieve this unit was withdrawn: it stays answerable, and its refusal is decided again."""


@dataclass(frozen=True, kw_only=True)
class OrderReleased(_OrderEvent):
    """Another unit has accepted: this one no longer answers for it."""


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(_OrderEvent):
    """The unit asks for more time."""

    extension: int
    amount: int
    unit_of_time: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ExtensionGranted(_OrderEvent):
    """More time was given; residents are told the reason."""

    extension: int
    due: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ExtensionDenied(_OrderEvent):
    """No more time was given."""

    extension: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class OrderReported(_OrderEvent):
    """The unit says what it did; its part is done."""

    report: Words


@dataclass(frozen=True, kw_only=True)
class OrderSentBack(_OrderEvent):
    """The report did not suffice: the unit goes on."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class OrderWithdrawn(_OrderEvent):
    """Whoever issued it takes it back, with a reason that the unit reads."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class OrderReminded(_OrderEvent):
    """Somebody urges the unit."""

    text: Words
