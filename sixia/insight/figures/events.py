"""What happens to boards sent by mail, in the past tense; told in the stream of the account."""

from dataclasses import dataclass

from sixia.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class BoardWanted(Event):
    """Somebody wants a board by mail; `every` is week or month, "" for no more."""

    account: int
    asked: str
    every: str


@dataclass(frozen=True, kw_only=True)
class BoardDue(Event):
    """The day of a board has come; whoever listens sends it."""

    subscription: int
    account: int
    asked: str
