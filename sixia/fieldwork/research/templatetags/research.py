"""Template tags of this room: tones of states, and a reckoning of need in words. Knows no request."""

from typing import Final

from django import template
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.research.flow import ANALYSING, DROPPED, FIELD, FOLLOWED, PLANNED
from sixia.fieldwork.research.models import Finding, Outing, Topic
from sixia.fieldwork.research.rules.need import Part
from sixia.ui.parts import Tone

register = template.Library()
TOPICS: Final[dict[str, Tone]] = {PLANNED: "plain", FIELD: "", ANALYSING: "", FOLLOWED: "ok", DROPPED: "plain"}
RESULTS: Final[dict[str, Tone]] = {"solved": "ok", "better": "", "same": "warn", "worse": "bad"}
PARTS: Final = {
    "open": _("open cases: %(n)s"),
    "repeats": _("of these said more than once: %(n)s"),
    "negatives": _("of these with an answer that was not accepted: %(n)s"),
    "months": _("months since the last visit: %(n)s"),
    "never": _("no visit on record yet"),
    "silent": _("days without a word from anybody: %(n)s"),
}
"""What was counted of a place."""


@register.filter
def topic_tone(topic: Topic) -> Tone:
    """The tone of a topic's state: concluded is not the end, so it asks for attention."""
    return TOPICS.get(topic.state, "warn")


@register.filter
def result_tone(outing: Outing) -> Tone:
    """The tone of what going back showed."""
    return RESULTS.get(outing.result, "plain")


@register.filter
def into_tone(finding: Finding) -> Tone:
    """The tone of what a finding has become."""
    return "warn" if not finding.into else "plain" if finding.into == Finding.NONE else "ok"


@register.filter
def why(part: Part) -> str:
    """One part of a place's need."""
    return PARTS[part.code] % {"n": part.amount}
