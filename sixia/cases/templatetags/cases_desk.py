"""Words for clocks and states on the desk pages. Knows no request."""

from typing import Any

from django import template

from sixia.cases.queries.desk_file import clock_label
from sixia.catalog.rules.clocks import TIMES

register = template.Library()
register.filter("clock_label", clock_label)


@register.filter
def limit_words(clock: Any) -> str:
    """A clock's limit as “5 working days”."""

    return f"{clock.amount} {TIMES.get(clock.unit, clock.unit)}"


@register.filter
def state_tone(thing: Any) -> str:
    """The chip tone of a case's or a voice's state."""
    tones = {"heard": "warn", "answered": "ok", "closed": "plain", "joined": "plain", "supervised": "bad", "refused": "warn"}
    tones |= {"agreed": "ok", "disputed": "bad", "unreachable": "warn", "withdrawn": "plain", "asked": "", "reported": "ok"}
    return tones.get(thing.state, "")
