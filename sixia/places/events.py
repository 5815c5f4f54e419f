"""What the journal is told about the territory, on the stream `territory`."""

from dataclasses import dataclass

from sixia.kit.events import Event

STREAM = "territory"


@dataclass(frozen=True, kw_only=True)
class TerritoryLoaded(Event):
    """A list of places valid from a day (ISO date) was taken over; counts of rows, SHA-256 of its codes and names."""

    source: str
    on: str
    digest: str
    added: int = 0
    renamed: int = 0
    recoded: int = 0
    moved: int = 0
    updated: int = 0
    reopened: int = 0
    closed: int = 0
    faulty: int = 0


@dataclass(frozen=True, kw_only=True)
class BoundariesLoaded(Event):
    """Outlines were drawn or redrawn; count and SHA-256 of the shapes."""

    source: str
    digest: str
    drawn: int
    faulty: int = 0


@dataclass(frozen=True, kw_only=True)
class PlaceReplaced(Event):
    """From a day (ISO date) on, one place stands where another stood; ids of places."""

    old: int
    new: int
    on: str
    note: str = ""
