"""How a case of the throw-away county went: when it was heard, how far it is, who has it. Pure but for the seeded luck."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

YEARS: Final = 3
SPAN: Final = timedelta(days=365 * YEARS)
OPEN_SHARE: Final = 0.03
FADING: Final = SPAN.days * OPEN_SHARE
"""Days after which an e-th part of the cases is still open, so that OPEN_SHARE of all are."""
TOLD_EVERY: Final = 10
"""Of the closed cases every tenth has its whole story in the journal; all open ones have."""
KINDS: Final = ("help", "complaint", "inquiry", "suggestion", "praise", "accusation")
KIND_SHARES: Final = (50, 28, 14, 5, 2, 1)
CHANNELS: Final = ("phone", "web", "counter", "letter", "api")
CHANNEL_SHARES: Final = (55, 30, 8, 2, 5)
OPEN_STATES: Final = ("handling", "answered", "reviewing", "supervised")
OPEN_SHARES: Final = (70, 24, 4, 2)


@dataclass(frozen=True, slots=True)
class Life:
    """One case's course. `order` is the state of its lead order, empty when it was never dispatched."""

    number: int
    kind: str
    channel: str
    state: str
    open: bool
    told: bool
    order: str
    ending: str
    heard: datetime
    dispatched: datetime | None
    answered: datetime | None
    closed: datetime | None
    due: datetime | None
    handle_due: datetime
    assisted: bool
    has_phone: bool
    secret: bool


def life(number: int, size: int, now: datetime) -> Life:
    """The course of case `number` of `size`, oldest first; the same for the same arguments."""
    luck = Random(number * 7919 + 13)
    heard = now - SPAN * ((size - number + luck.random()) / size)
    age = (now - heard) / timedelta(days=1)
    alive = luck.random() < math.exp(-age / FADING)
    state = _state(luck, age) if alive else "closed"
    dispatched = None if state == "heard" else min(now, heard + timedelta(hours=luck.uniform(0.2, 6)))
    handle_due = now + timedelta(hours=luck.gauss(100, 70)) if alive else heard + timedelta(days=luck.choice((3, 7, 7, 14)))
    answered = min(now, heard + (now - heard) * 0.6) if state in ("answered", "supervised") else None
    answered = answered if alive else min(now, handle_due - timedelta(hours=luck.gauss(30, 30)))
    closed = None if alive or answered is None else min(now, answered + timedelta(days=luck.uniform(0.1, 7)))
    return Life(
        number=number,
        kind=luck.choices(KINDS, KIND_SHARES)[0],
        channel=luck.choices(CHANNELS, CHANNEL_SHARES)[0],
        state=state,
        open=alive,
        told=alive or number % TOLD_EVERY == 0,
        order=_order(luck, state),
        ending="" if alive else ("without_verdict" if luck.random() < 0.12 else "verdict"),
        heard=heard,
        dispatched=dispatched,
        answered=answered,
        closed=closed,
        due=_due(state, heard, handle_due),
        handle_due=handle_due,
        assisted=luck.random() < 0.15,
        has_phone=luck.random() < 0.6,
        secret=luck.random() < 0.03,
    )


def _state(luck: Random, age: float) -> str:
    return "heard" if age < 0.4 else luck.choices(OPEN_STATES, OPEN_SHARES)[0]


def _order(luck: Random, state: str) -> str:
    if state == "heard":
        return ""
    return luck.choices(("accepted", "issued", "refused"), (82, 15, 3))[0] if state == "handling" else _after(state)


def _after(state: str) -> str:
    return "accepted" if state == "reviewing" else "reported"


def _due(state: str, heard: datetime, handle_due: datetime) -> datetime | None:
    if state == "heard":
        return heard + timedelta(hours=5)
    return handle_due if state in ("handling", "reviewing") else None
