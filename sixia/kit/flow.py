"""Lifecycles as tables: a pure engine over rows of moves. Knows no Django model and no word of the domain."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text: TypeAlias = str | Promise
Guard: TypeAlias = Callable[[Any, Mapping[str, Any]], Text | None]
"""Takes the thing and the given input; returns the refusal as a sentence for people, or None when it may pass."""


class Refused(Exception):
    """A move that cannot be made. `code` is one of role, state, missing, guard, stale; `sentence` is for people."""

    def __init__(self, code: str, sentence: Text, *, move: str = "", fields: Sequence[str] = ()) -> None:
        super().__init__(code, move)
        self.code, self.sentence, self.move, self.fields = code, sentence, move, tuple(fields)

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a lifecycle: who may take a thing from `source` to `target`, with what input.

    `target` None means the state stays. `needs` are inputs that must be given and not blank; `takes` may be given.
    `starts`, `stops`, `pauses` and `resumes` name clock kinds. `tone` is `act`, `calm` or `grave`, for the button.
    """

    name: str
    source: tuple[str, ...]
    target: str | None
    who: frozenset[str]
    label: Text
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    tone: str = "calm"


class Flow:
    """A lifecycle: its states with their public names, where it starts, where it ends, and its moves."""

    def __init__(
        self, name: str, *, states: Mapping[str, Text], start: str, ends: Collection[str], moves: Sequence[Move]
    ) -> None:
        self.name, self.states, self.start, self.ends, self.moves = name, dict(states), start, frozenset(ends), tuple(moves)
        self._rows: dict[tuple[str, str], Move] = {}
        for move in self.moves:
            for state in move.source:
                if (move.name, state) in self._rows:
                    raise ValueError(f"{name}: two rows for {move.name} from {state}")
                self._rows[move.name, state] = move
        named = {s for m in self.moves for s in (*m.source, m.target) if s is not None} | {start} | self.ends
        if unknown := named - set(self.states):
            raise ValueError(f"{name}: unknown states {sorted(unknown)}")

    @property
    def choices(self) -> list[tuple[str, Text]]:
        """States as Django choices."""
        return list(self.states.items())

    def open_states(self) -> list[str]:
        """Every state in which something is still to be done."""
        return [state for state in self.states if state not in self.ends]

    def moves_from(self, state: str, roles: Collection[str]) -> list[Move]:
        """The moves that somebody with these roles may try from this state, in table order."""
        return [move for move in self.moves if state in move.source and move.who & set(roles)]

    def who(self, name: str, state: str) -> frozenset[str]:
        """The roles that may make this move from this state; none where it cannot be made."""
        move = self._rows.get((name, state))
        return move.who if move else frozenset()

    def check(self, name: str, *, state: str, roles: Collection[str], given: Mapping[str, Any], thing: Any) -> Move:
        """The row that applies, or Refused with code role, state, missing or guard, tried in that order of use to the reader."""
        if not any(move.name == name for move in self.moves):
            raise LookupError(f"{self.name} has no move {name}")
        move = self._rows.get((name, state))
        if move is None:
            here = self.states[state]
            raise Refused("state", _("This cannot be done now: it is “%(state)s”. Reload the page.") % {"state": here}, move=name)
        if not move.who & set(roles):
            raise Refused("role", _("You may not do this here."), move=name)
        if missing := [need for need in move.needs if _blank(given.get(need))]:
            raise Refused("missing", _("Something is missing: fill in every required field."), move=name, fields=missing)
        for guard in move.guards:
            if sentence := guard(thing, given):
                raise Refused("guard", sentence, move=name)
        return move


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
