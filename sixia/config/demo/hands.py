"""What a journey asks of whoever writes it down: by the rooms' own actions, or in bulk for what is long over."""

from collections.abc import Generator
from datetime import datetime
from random import Random
from typing import Any, Protocol, TypeAlias

from sixia.cases.rules import Judgement
from sixia.config.demo.comings import Coming
from sixia.people.models import Unit

Journey: TypeAlias = "Generator[datetime, datetime, Any]"
"""Yields the moment at which it goes on, is sent that moment, and returns what it has made."""


class Thread(Protocol):
    """One case as a hand holds it; its voices are numbered from 0."""

    @property
    def count(self) -> int:
        """How many voices it has."""

    def ended(self, voice: int) -> bool:
        """Whether this voice has come to its end."""

    def anonymous(self, voice: int) -> bool:
        """Whether nobody can be called."""


class Hand(Protocol):
    """The verbs of an ordinary journey. Voices are named by their number within the case."""

    def hear(self, one: Coming, *, now: datetime) -> Any:
        """A voice with a case of its own."""

    def hear_into(self, thread: Any, one: Coming, *, now: datetime) -> None:
        """One that joins."""

    def dispatch(self, thread: Any, *, category: str, unit: Unit, now: datetime) -> None:
        """To the unit that owes it."""

    def accept(self, thread: Any, *, luck: Random, now: datetime) -> None:
        """The unit signs for it."""

    def contact(self, thread: Any, *, means: str, reached: bool, note: str, luck: Random, now: datetime) -> None:
        """The unit tries to reach the first voice."""

    def answer(self, thread: Any, *, text: str, luck: Random, now: datetime) -> bool:
        """The unit answers; False when a second person must check it first."""

    def approve(self, thread: Any, *, now: datetime) -> None:
        """The second person lets it go."""

    def answer_now(self, thread: Any, *, text: str, now: datetime) -> None:
        """The desk answers at once."""

    def judge(self, thread: Any, voice: int, judgement: Judgement, *, called: bool, luck: Random, now: datetime) -> None:
        """A voice judges, by itself or called."""

    def attempt(self, thread: Any, voice: int, *, means: str, luck: Random, now: datetime) -> None:
        """A call-back that reaches nobody."""

    def give_up(self, thread: Any, voice: int, *, luck: Random, now: datetime) -> None:
        """The unreachable protocol is fulfilled."""

    def due(self, thread: Any) -> datetime:
        """When the unit's answer is due."""
