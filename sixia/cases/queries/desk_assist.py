"""What stands beside the words while a clerk writes or a dispatcher reads: guesses with their reasons, never decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from sixia.cases.models import Answer, Case
from sixia.cases.rules import clean
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.rows import CategoryRow, ReplyRow
from sixia.catalog.rules.words import Emergency, Suggestion
from sixia.kit.crypto import blind_index, ring
from sixia.kit.masking import normal_phone
from sixia.places import queries as places
from sixia.places.models import Place
from sixia.places.rules.codes import GRID, SEGMENT, TOWN, VILLAGE

TRIED: Final = 40


@dataclass(frozen=True, slots=True)
class Guess:
    """A likely category with the words that led to it."""

    category: CategoryRow
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words speak of: categories best first, the place, dangers."""

    guesses: list[Guess]
    place: Place | None
    emergencies: list[Emergency]

    @property
    def place_label(self) -> str:
        """The place as an address, empty for none; one query."""
        return places.label(self.place) if self.place else ""

    @property
    def category(self) -> str:
        """The code of the likeliest category; empty when nothing fits."""
        return self.guesses[0].category.code if self.guesses else ""


def understand(text: str, book: RuleBook, *, under: str, now: datetime) -> Understood:
    """Read the words; at most two queries once the places of the territory are known."""
    words = clean(text)
    found: Sequence[Suggestion] = book.classify(words, most=3) if words else ()
    spoken = places.mentions(words, under=under, on=timezone.localdate(now)) if words else []
    return Understood(
        guesses=[Guess(book.category(one.category), one.words) for one in found],
        place=spoken[0] if spoken else None,
        emergencies=book.emergency(words) if words else [],
    )


def phone_indexes(phone: str) -> set[str]:
    """The blind index of a telephone number as typed; none for what is no whole number."""
    normal = normal_phone(phone)
    return {blind_index("phone", normal, ring())} if normal else set()


def neighbourhood(place: Place | None) -> str:
    """The path of the town around a place; empty for anything as wide as a county, where nearness says nothing."""
    up = {TOWN: 0, VILLAGE: 1, GRID: 2}.get(place.level) if place else None
    return place.path[: len(place.path) - up * SEGMENT] if place and up is not None else ""


def accepted_answers(who: Any, category: str, *, most: int = 3) -> list[Answer]:
    """Answers to cases of this category that their residents accepted, newest first; two queries."""
    if not category:
        return []
    rows = Case.objects.visible_to(who).filter(category=category, ending="verdict", restricted=False, secret=False)
    ids = list(rows.order_by("-heard_at").values_list("pk", flat=True)[:TRIED])
    answers = Answer.objects.filter(case__in=ids, kind=Answer.FINAL, state=Answer.SENT).select_related("unit")
    return list(answers.order_by("-pk")[:most])


def templates(book: RuleBook, category: str) -> list[ReplyRow]:
    """Texts of the rules to start an answer from."""
    return list(book.templates(category, "answered"))
