"""What can be done without a network: each verb by name, and how the server does it once the packet is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sixia.fieldwork.offline.given import Given
from sixia.people.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Around an act: who does it, when it arrived, the name it was given, and the language it was written in."""

    by: Actor
    now: datetime
    name: UUID


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act: in a few words, where to look, where its photos belong, and what is shown once on the device."""

    label: str = ""
    url: str = ""
    about: str = ""
    stream: str = ""
    shown: dict[str, str] = field(default_factory=dict)


Pictures = Callable[[UUID, Sequence[tuple[UUID, str]], Actor, datetime], None]


@dataclass(frozen=True, slots=True)
class Verb:
    """`rank` brings the acts of one packet into the order in which they can follow each other.

    `pictures` puts photos of an act where they belong, where that is more than the file beside what the act led to: it is given
    the act's name, pairs of a photo's name and ticket, who sent them, and when.
    """

    name: str
    rank: int
    run: Callable[[Given, Doing], Done]
    pictures: Pictures | None = None


VERBS: Final[dict[str, Verb]] = {}
"""Filled at start-up by the modules of this folder."""


def register(*verbs: Verb) -> None:
    """Make verbs known; registering twice changes nothing."""
    VERBS.update({verb.name: verb for verb in verbs})
