"""What happens to boards sent by mail, in the past tense; told in the stream of the account."""

from dataclasses import dataclass

from sixia.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class BoardWanted(Event):
    """Somebody wants a board or a brief by mail; `every` is day, week or month, "" for no more."""

    account: int
    asked: str
    every: str
    kind: str = "board"


@dataclass(frozen=True, kw_only=True)
class BoardDue(Event):
    """The day of a board or a brief has come; whoever listens sends it."""

    subscription: int
    account: int
    asked: str
    kind: str = "board"
