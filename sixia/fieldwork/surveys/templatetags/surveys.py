"""Template filters of this room: the tones of states."""

from typing import Any

from django import template

from sixia.fieldwork.surveys.flow import APPROVED, CLOSED, DRAFTED, OPEN, RECEIVED, SENT_BACK, SET_ASIDE

register = template.Library()
TONES = {DRAFTED: "plain", OPEN: "ok", CLOSED: "plain", RECEIVED: "", APPROVED: "ok", SENT_BACK: "warn", SET_ASIDE: "plain"}


@register.filter
def survey_tone(row: Any) -> str:
    """The tone of a survey's or a filled form's state."""
    return TONES.get(row.state, "plain")
