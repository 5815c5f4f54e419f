"""What the house tells of its own messages, in the past tense."""

from dataclasses import dataclass

from sixia.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class SuperiorTold(Event):
    """A limit was missed and somebody above was told: `role` says who, `people` how many were reached."""

    owner: str
    clock: str
    role: str
    people: int
