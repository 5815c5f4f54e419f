"""What happens to early warnings, in the past tense; told in the warning's own stream."""

from dataclasses import dataclass

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class _WarningEvent(Event):
    warning: int


@dataclass(frozen=True, kw_only=True)
class WarningRaised(_WarningEvent):
    """More was said of a topic in a place in one week than the season explains."""

    place: int
    topic: str
    week: str
    count: int
    unusual: int


@dataclass(frozen=True, kw_only=True)
class WarningSeen(_WarningEvent):
    """Somebody who answers for the place has looked at it."""


@dataclass(frozen=True, kw_only=True)
class WarningTakenUp(_WarningEvent):
    """Something is done about it."""

    note: Words


@dataclass(frozen=True, kw_only=True)
class WarningDismissed(_WarningEvent):
    """Nothing needs to be done, and why."""

    reason: Words
