"""Facts of the catalog, told on the stream `catalog`. Pure."""

from dataclasses import dataclass

from sixia.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class ProfileApplied(Event):
    """A new edition of the rules was made: from a profile folder, or on screen from the edition before it."""

    edition: int
    number: int
    profile: str
    sha256: str
    in_force_from: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class CalendarAnnounced(Event):
    """Work calendars know more than before: provisional limits on them must be counted anew. `years` are those now announced."""

    names: list[str]
    years: list[int]
