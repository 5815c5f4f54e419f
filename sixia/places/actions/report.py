"""What a load did: counts, examples and the rows that were left out."""

from dataclasses import dataclass, field
from typing import Final

from sixia.places.rules.listing import Fault

EXAMPLES: Final = 20
KINDS: Final = ("added", "renamed", "recoded", "moved", "updated", "reopened", "closed")


@dataclass
class Loaded:
    """Counts per kind of change and of closings per level, at most EXAMPLES lines per kind, faults.

    `stranded` is how many current places lie in one that has ended.
    """

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    examples: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    faults: list[Fault] = field(default_factory=list)
    closed_at: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    stranded: int = 0

    def count(self, kind: str, line: str) -> None:
        """Note one change of a kind."""
        self.counts[kind] += 1
        if len(self.examples[kind]) < EXAMPLES:
            self.examples[kind].append(line)

    @property
    def changed(self) -> bool:
        """Whether the database differs from before."""
        return any(self.counts.values())
