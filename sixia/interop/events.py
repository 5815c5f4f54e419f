"""What the house tells of its own messages and of other systems' keys, in the past tense."""

from dataclasses import dataclass

from sixia.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class SuperiorTold(Event):
    """A limit was missed and somebody above was told: `role` says who, `people` how many were reached."""

    owner: str
    clock: str
    role: str
    people: int


@dataclass(frozen=True, kw_only=True)
class ApiKeyMade(Event):
    """Another system may hand in concerns from now on; `desk` is the unit that hears them, where one is named."""

    key: int
    name: str
    desk: int | None = None


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(Event):
    """The key opens nothing any more."""

    key: int
    name: str


@dataclass(frozen=True, kw_only=True)
class MessageRetried(Event):
    """A message that could not be sent is tried again."""

    message: int


@dataclass(frozen=True, kw_only=True)
class DeliveryRevived(Event):
    """Work that had been given up runs again. `job` says which."""

    delivery: int
    job: str
