"""Shapes that pages hand to the components: steps, happenings, bars. Pure data; knows no room."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from django.utils.functional import Promise

Text: TypeAlias = str | Promise
Tone = Literal["", "plain", "ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Step:
    """One stop on a way. `state`: `done`, `now`, `late` (now, and overdue) or empty for still to come."""

    label: Text
    note: Text = ""
    state: Literal["", "done", "now", "late"] = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A short coloured word; the tone never says what the word does not."""

    text: Text
    tone: Tone = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a timeline: when, who, what, with chips and a longer text beneath."""

    at: datetime | date
    text: Text
    who: Text = ""
    detail: Text = ""
    tone: Tone = ""
    chips: Sequence[Chip] = field(default=())
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; `shown` is the number as people should read it (the value itself when empty)."""

    label: Text
    value: float
    shown: Text = ""
    tone: Tone = ""
    url: str = ""
