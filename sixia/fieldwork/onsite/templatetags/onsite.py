"""Template tags of this room: tones of states, reasons in words, names of things. Knows no request."""

from typing import Any, Final

from django import template
from django.utils.translation import gettext as _

from sixia.fieldwork.onsite import rules
from sixia.fieldwork.onsite.flow import ABSENT, CALLED, CAME, CANCELLED, OPEN, PLANNED, REFUSED, SIGNED
from sixia.fieldwork.onsite.models import REASONS
from sixia.ui.parts import Tone

register = template.Library()
OFFICES: Final[dict[str, Tone]] = {PLANNED: "plain", OPEN: "warn", SIGNED: "ok", CANCELLED: "bad"}
UNITS: Final[dict[str, Tone]] = {CALLED: "warn", REFUSED: "warn", CAME: "ok", ABSENT: "bad"}
KINDS: Final[dict[str, Tone]] = {rules.SOLVED: "ok", rules.CARRIED: "warn", rules.OVERTAKEN: "plain", rules.PROMISED: "plain"}
NUMBERED: Final = {rules.NEGATIVE, rules.BOUNCED, rules.JOINT, rules.REPEATED}
"""Reasons whose number counts times or units; the others count days."""


@register.filter
def office_tone(office: Any) -> Tone:
    """The tone of an office's state."""
    return OFFICES.get(office.state, "")


@register.filter
def called_tone(called: Any) -> Tone:
    """The tone of a called unit's state."""
    return UNITS.get(called.state, "")


@register.filter
def act_tone(act: Any) -> Tone:
    """The tone of a decision."""
    return KINDS.get(act.kind, "")


@register.filter
def why(reasons: dict[str, int]) -> list[str]:
    """Reasons in words, each with its number, in one order."""
    labels = dict(REASONS)
    return [_counted(str(labels[name]), name, reasons[name]) for name in labels if name in reasons]


def _counted(label: str, name: str, number: int) -> str:
    if name in (rules.CARRIED_OVER, rules.STUCK):
        return label
    pattern = _("%(reason)s (%(n)s)") if name in NUMBERED else _("%(reason)s (%(n)s days)")
    return pattern % {"reason": label, "n": number}


@register.filter
def name_of(item: Any) -> str:
    """How a form names what an item is about."""
    return f"{item.kind}:{item.case_id or item.problem_id or getattr(item, 'after_id', None) or item.pk}"
