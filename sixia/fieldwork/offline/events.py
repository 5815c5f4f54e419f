"""What happens between a device that works without a network and the house, in the past tense; told in the account's stream."""

from dataclasses import dataclass

from sixia.kit.events import Event, Witness, Words


@dataclass(frozen=True, kw_only=True)
class DeviceEnrolled(Event):
    """A device may work without a network from now on, and send what it wrote."""

    device: int
    account: int
    name: Words


@dataclass(frozen=True, kw_only=True)
class DeviceEnded(Event):
    """It may no longer: `why` is signed_out (on the device itself), revoked or replaced."""

    device: int
    account: int
    why: str


@dataclass(frozen=True, kw_only=True)
class PackTaken(Event):
    """What somebody needs for days without a network was taken along: how many visits, bookings and surveys."""

    device: int
    account: int
    visits: int
    bookings: int
    surveys: int


@dataclass(frozen=True, kw_only=True)
class PacketTaken(Event):
    """What was written without a network has arrived: how many acts, and how many of them were kept.

    `content` commits to the bytes that the device has signed; each act is told by its own room besides.
    """

    device: int
    account: int
    packet: int
    acts: int
    kept: int
    content: Witness


@dataclass(frozen=True, kw_only=True)
class ActDropped(Event):
    """A refused act was given up by whoever wrote it."""

    line: int
    account: int
    verb: str
