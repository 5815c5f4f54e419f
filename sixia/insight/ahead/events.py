"""What happens in this room, in the past tense: lists of places that were kept, and samples that were drawn."""

from dataclasses import dataclass

from sixia.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class PlacesSuggested(Event):
    """A plan was kept: `places` in their order, out of `looked` at, for visits from `since` to `until`."""

    listing: int
    unit: int
    span: str
    since: str
    until: str
    looked: int
    places: list[int]


@dataclass(frozen=True, kw_only=True)
class SampleAsked(Event):
    """A sample was asked for, before its seed existed: how many of how many. `digest` is the SHA-256 of the names, one a line."""

    sample: int
    what: str
    place: int
    pool: int
    most: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class SampleDrawn(Event):
    """It was drawn with the seal of the entry that asked for it as its seed."""

    sample: int
    seed: str
    drawn: list[str]
