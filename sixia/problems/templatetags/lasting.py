"""Words and tones of standing rules, watches and reviews in templates."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from sixia.catalog.queries import current_book
from sixia.problems.lasting.flow import DRAFT, IN_FORCE, TRIED
from sixia.problems.lasting.models import OUTCOMES, WATCHED, StandingRule
from sixia.problems.lasting.recurrence import AWAY, BACK, EFFECTIVE, NOT_EFFECTIVE
from sixia.problems.queries.standing_rules import category

register = template.Library()


@register.filter
def rule_tone(rule: StandingRule) -> str:
    """The chip tone of a rule's state."""
    if rule.state in IN_FORCE:
        return "ok"
    return {DRAFT: "plain", TRIED: ""}.get(rule.state, "plain")


@register.filter
def outcome_tone(word: str) -> str:
    """The chip tone of what was said of a rule."""
    return {EFFECTIVE: "ok", NOT_EFFECTIVE: "bad"}.get(word, "plain")


@register.filter
def outcome_word(word: str) -> Any:
    """What was said of a rule, for people."""
    return dict(OUTCOMES)[word]


@register.filter
def watch_tone(word: str) -> str:
    """The chip tone of what a watch sees."""
    return {BACK: "bad", AWAY: "ok"}.get(word, "plain")


@register.filter
def watch_word(word: str) -> Any:
    """What a watch sees, for people."""
    return dict(WATCHED)[word]


@register.filter
def category_word(code: str, request: Any) -> str:
    """What the rules in force call a category; asked once for a whole page."""
    if not hasattr(request, "book_in_force"):
        request.book_in_force = current_book(timezone.now())
    return category(code, request.book_in_force)


@register.filter
def gone(day: date, now: datetime) -> bool:
    """Whether the day has come."""
    return day <= timezone.localdate(now)
