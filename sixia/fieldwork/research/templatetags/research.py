"""Template tags of this room: tones of states, and parts of a need in words. Knows no request."""

from typing import Final

from django import template

from sixia.fieldwork.research.flow import ANALYSING, DROPPED, FIELD, FOLLOWED, PLANNED
from sixia.fieldwork.research.models import PARTS, Finding, Outing, Topic
from sixia.fieldwork.research.rules.need import Part
from sixia.ui.parts import Tone

register = template.Library()
TOPICS: Final[dict[str, Tone]] = {PLANNED: "plain", FIELD: "", ANALYSING: "", FOLLOWED: "ok", DROPPED: "plain"}
RESULTS: Final[dict[str, Tone]] = {"solved": "ok", "better": "", "same": "warn", "worse": "bad"}


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
