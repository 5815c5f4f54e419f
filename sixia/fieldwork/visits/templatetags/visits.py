"""Template tags of this room: tones of states and of coverage. Knows no request."""

from collections.abc import Iterable
from typing import Final

from django import template

from sixia.fieldwork.visits.flow import CANCELLED, HELD, PLANNED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.queries.calendar import Entry
from sixia.fieldwork.visits.rules import MORE, NEVER, ONCE, PROBLEM, PROMISE
from sixia.ui.parts import Tone

register = template.Library()
NAME_BESIDE: Final = 16
STATES: Final[dict[str, Tone]] = {PLANNED: "", HELD: "ok", CANCELLED: "plain"}
REACHED: Final[dict[str, Tone]] = {NEVER: "bad", ONCE: "", MORE: "ok"}
KINDS: Final[dict[str, Tone]] = {PROMISE: "warn", PROBLEM: "bad"}


@register.filter
def visit_tone(visit: Visit) -> Tone:
    """The tone of a visit's state."""
    return STATES.get(visit.state, "")


@register.filter
def reach_tone(word: str) -> Tone:
    """The tone of how often a village was reached."""
    return REACHED.get(word, "")


@register.filter
def line_tone(kind: str) -> Tone:
    """The tone of a line's kind."""
    return KINDS.get(kind, "plain")


@register.filter
def goes(entries: Iterable[Entry]) -> bool:
    """Whether there is a visit among a day's entries, so that the day has a route."""
    return any(entry.visit for entry in entries)


@register.filter
def unlocalized(number: float) -> str:
    """A length in a drawing: a point, never a comma, whatever the reader's language."""
    return f"{number:.1f}"


@register.filter
def beside(number: float) -> str:
    """Where a name stands, beside its dot."""
    return f"{number + NAME_BESIDE:.1f}"
