"""What happens to templates of papers, in the past tense."""

from dataclasses import dataclass

from sixia.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class TemplateAccepted(Event):
    """A unit's own Word template holds from now on for a kind of paper; `sha256` is its file's."""

    template: int
    unit: int
    kind: str
    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class TemplateRetired(Event):
    """A unit's own template holds no more; its papers take the superior unit's or the built-in one again."""

    template: int
    unit: int
    kind: str
    version: int
