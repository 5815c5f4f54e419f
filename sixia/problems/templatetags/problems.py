"""Template tags of this room: tones of states. Knows no request."""

from datetime import date, datetime
from typing import Final

from django import template
from django.utils import timezone

from sixia.problems import flow
from sixia.problems.models import Outcome, Problem
from sixia.problems.rules import NOT_SOLVED, SOLVED
from sixia.ui.parts import Tone

register = template.Library()
TONES: Final[dict[str, Tone]] = {
    flow.RAISED: "warn",
    flow.REPORTED: "warn",
    flow.EXPLAINING: "warn",
    flow.GIVING_UP: "warn",
    flow.REOPENED: "bad",
    flow.RESOLVED: "ok",
    flow.ASSIGNED: "",
    flow.WORKING: "",
}
RESULTS: Final[dict[str, Tone]] = {SOLVED: "ok", NOT_SOLVED: "bad", "": "warn"}


@register.filter
def problem_tone(problem: Problem) -> Tone:
    """The tone of a problem's state."""
    return TONES.get(problem.state, "plain")


@register.filter
def result_tone(outcome: Outcome) -> Tone:
    """The tone of what residents said."""
    return RESULTS.get(outcome.result, "plain")


@register.filter
def is_late(problem: Problem, now: datetime) -> bool:
    """Whether it is in hand and its day has passed."""
    return bool(problem.due_on and past_day(problem.due_on, now) and problem.state in flow.IN_HAND)


@register.filter
def past_day(day: date, now: datetime) -> bool:
    """Whether this day lies behind."""
    return day < timezone.localdate(now)
