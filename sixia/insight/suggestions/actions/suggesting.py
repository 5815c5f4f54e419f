"""Suggesting for a voice, noting what a person confirmed, and forgetting. Never touches the case: a person decides."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from sixia.cases.flow import HEARD
from sixia.cases.models import Case, Voice
from sixia.cases.rules import SEARCH_KIND
from sixia.catalog.queries import rulebook, unit_for
from sixia.catalog.rules.book import RuleBook
from sixia.insight.suggestions.models import Suggestion
from sixia.insight.suggestions.queries.tables import Thought, think
from sixia.insight.words.queries import named
from sixia.insight.words.rules.entities import WIDE
from sixia.insight.words.rules.hints import hints
from sixia.kit.search import matching
from sixia.people.models import Unit
from sixia.places import queries as places
from sixia.places.models import Place

WAITING: Final = 5_000
NAMED: Final = 6
PAST, LOOKED_AT, ENOUGH, MOSTLY = 3, 60, 3, 0.6
DUTY, USUAL = "duty", "usual"
NOT_FOR: Final = Q(case__restricted=True) | Q(case__barred=True) | ~Q(case__track="service")


def suggest(voice: Voice, *, now: datetime) -> Suggestion | None:
    """Keep what may be said of a voice and why; again for the same voice, it is written anew unless a person has decided since.

    None for confidential matters and petitions, of which no machine makes a guess, and for erased words.
    """
    case = voice.case
    if case.restricted or case.barred or case.track != "service" or not voice.text:
        return None
    book = rulebook(case.edition_id)
    thought = think(voice.text, book)
    code = thought.guesses[0][0] if thought.guesses else ""
    unit, why = _unit(book, code, case, voice, now) if thought.sure else (None, "")
    values = {
        "case": case,
        "learnt_id": thought.learnt,
        "category": code,
        "share": thought.guesses[0][1] if thought.guesses else None,
        "sure": thought.sure,
        "others": [list(one) for one in thought.guesses[1:4]],
        "words": list(thought.words),
        "past": _past(thought, code, besides=case.pk),
        "kind": thought.kind,
        "triage": thought.triage,
        "unit": unit,
        "why": why,
        "hints": sorted({f"{hint.group}.{hint.kind}" for hint in hints(voice.text)}),
        "named": names_in(voice.text),
        "made_at": now,
    }
    kept, new = Suggestion.objects.get_or_create(voice=voice, defaults=values)
    if not new and kept.given_at is None:
        Suggestion.objects.filter(pk=kept.pk, given_at=None).update(**values)
    return kept


def refresh(*, now: datetime) -> int:
    """After learning: suggest anew for voices whose cases still wait to be dispatched. Returns how many."""
    rows = Voice.objects.filter(case__state=HEARD, case__open=True, case__restricted=False, case__barred=False)
    waiting = rows.select_related("case__place", "case__desk__place").order_by("-pk")[:WAITING]
    return sum(suggest(voice, now=now) is not None for voice in waiting)


def confirm(case: Case, *, now: datetime) -> int:
    """Note what a person decided beside what was suggested; the first dispatch counts. Returns how many suggestions."""
    open_ones = Suggestion.objects.filter(case=case, given_at=None)
    return open_ones.update(
        given_category=case.category, given_unit=case.lead_unit_id, given_kind=case.kind, given_triage=case.triage, given_at=now
    )


def forget(rows: QuerySet[Suggestion]) -> None:
    """Words were erased, or the matter became confidential: nothing drawn from them stays."""
    rows.delete()


def names_in(text: str) -> list[str]:
    """Estates, roads, schools and the like that the text names, in order, each once."""
    return list(dict.fromkeys(one.name for one in named(text) if one.kind not in WIDE))[:NAMED]


def _unit(book: RuleBook, code: str, case: Case, voice: Voice, now: datetime) -> tuple[Unit | None, str]:
    """Who leads by the duty lists at the place; else who had most of the last cases of the category around there."""
    place = _place(case, voice, now)
    for match in unit_for(book, code, place, now) if code else ():
        if match.role == "lead":
            return match.unit, DUTY
    rows = Case.objects.filter(category=code, lead_unit__isnull=False, restricted=False, barred=False).exclude(pk=case.pk)
    given = list(rows.order_by("-heard_at").values_list("lead_unit_id", flat=True)[:LOOKED_AT])
    top = max(set(given), key=given.count, default=None)
    if top is None or len(given) < ENOUGH or given.count(top) < MOSTLY * len(given):
        return None, ""
    return Unit.objects.get(pk=top), USUAL


def _place(case: Case, voice: Voice, now: datetime) -> Place:
    if case.place:
        return case.place
    spoken = places.mentions(voice.text, under=case.desk.place.path, on=timezone.localdate(now))
    return spoken[0] if spoken else case.desk.place


def _past(thought: Thought, code: str, *, besides: int) -> list[int]:
    """Newest earlier cases that were given this category and hold the words that led there; open to all who may see them."""
    words = [word for word in thought.words if len(word) > 1][:2]
    if not code or not words:
        return []
    rows = Voice.objects.filter(case__category=code, case__dispatched_at__isnull=False).exclude(NOT_FOR).exclude(case=besides)
    found: dict[int, None] = {}
    for word in words:
        ids = matching(rows, SEARCH_KIND, word).order_by("-pk").values_list("case_id", flat=True)[:PAST]
        found |= dict.fromkeys(ids)
    return sorted(found, reverse=True)[:PAST]
