"""Voices as the rules see them: only those whose case may stand behind a number that several people read."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from sixia.cases.models import Verdict, Voice
from sixia.insight.hot.queries import towns
from sixia.insight.hot.rules.marks import Said
from sixia.insight.words.rules.hints import said_before
from sixia.places.rules.codes import RANK, TOWN, VILLAGE
from sixia.problems.queries.countable import countable, countable_for

JOINED = ("voice__case__place", "voice__place")
"""What is read with a member's voice."""
BAD = Q(solved="no") | Q(satisfied__lte=2)
"""A verdict that counts as bad: not solved, or dissatisfied."""


def grouped() -> QuerySet[Voice]:
    """Voices that may be grouped."""
    return Voice.objects.filter(secret=False, case__in=countable()).exclude(kind__in=("accusation", "praise"))


def seen_by(who: Any) -> QuerySet[Voice]:
    """Of those, the ones a reader may see."""
    return grouped().filter(case__in=countable_for(who)) if not who.is_system else grouped()


def said(rows: Iterable[Voice], bad: frozenset[int] = frozenset()) -> list[Said]:
    """As the rules see them; `rows` come with their case and place joined."""
    town = towns.towns()
    return [_one(voice, town, voice.pk in bad) for voice in rows]


def judged_badly(rows: Iterable[Voice]) -> frozenset[int]:
    """The keys of those with a bad verdict."""
    keys = [voice.pk for voice in rows]
    return frozenset(Verdict.objects.filter(BAD, voice__in=keys).values_list("voice_id", flat=True))


def _one(voice: Voice, town: Callable[[str], str], bad: bool) -> Said:
    place = voice.place or voice.case.place
    return Said(
        key=voice.pk,
        at=voice.heard_at,
        title=_title(voice.text),
        text=voice.text,
        who=voice.phone_index,
        place=place.path if place is not None and RANK[place.level] >= RANK[VILLAGE] else "",
        town=town(place.path) if place is not None and RANK[place.level] >= RANK[TOWN] else "",
        topic=voice.case.category,
        bad=bad,
        again=said_before(voice.text),
    )


def _title(text: str) -> str:
    """The first line of what was said."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:60]
