"""What the page understood of a resident's words, before anything is kept: category, place, kind, danger, personal numbers."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from sixia.cases.models import Case
from sixia.cases.queries.public import candidates
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.rows import CategoryRow
from sixia.catalog.rules.words import Emergency
from sixia.kit.masking import Found, find, mask
from sixia.people.models import Unit
from sixia.places import queries as territory
from sixia.places.models import Place

_SIGNS: Final = (
    ("praise", re.compile(r"表扬|点赞|感谢信|非常感谢|特别感谢|锦旗|praise|compliment", re.IGNORECASE)),
    (
        "accusation",
        re.compile(r"受贿|贪污|行贿|索贿|吃拿卡要|公款|以权谋私|滥用职权|包庇|corrupt|brib(?:e|ery)|embezzl", re.IGNORECASE),
    ),
    ("suggestion", re.compile(r"建议|希望能增设|提个意见|I suggest|suggestion", re.IGNORECASE)),
    (
        "inquiry",
        re.compile(r"请问|咨询|怎么办理|如何办理|在哪里办|需要什么材料|什么时候能|how do I|how can I|where can I", re.IGNORECASE),
    ),
)
AROUND: Final = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """A personal number with the words around it: `before` + `number` + `after`, and how it would look hidden."""

    kind: str
    before: str
    number: str
    after: str
    hidden: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A guess to be corrected by the resident; nothing of it is kept by itself."""

    category: CategoryRow | None
    others: tuple[CategoryRow, ...]
    place: Place | None
    place_label: str
    kind: str
    emergencies: tuple[Emergency, ...]
    personal: tuple[Seen, ...]
    same: tuple[Case, ...]

    @property
    def urgent(self) -> bool:
        """Whether somebody may be in danger."""
        return bool(self.emergencies)


def understand(text: str, *, book: RuleBook, desk: Unit, now: datetime) -> Understood:
    """Read the words; a handful of queries, whatever their length."""
    found = [book.category(one.category) for one in book.classify(text)]
    public = [row for row in found if row.public or row.restricted]
    category = public[0] if public else None
    places = territory.mentions(text, under=desk.place, on=timezone.localdate(now))
    place = places[0] if places else None
    return Understood(
        category=category,
        others=tuple(public[1:4]),
        place=place,
        place_label=territory.label(place) if place else "",
        kind=kind_of(text, category),
        emergencies=tuple(book.emergency(text)),
        personal=tuple(personal_numbers(text)),
        same=tuple(candidates(category.code, place, now)) if category else (),
    )


def kind_of(text: str, category: CategoryRow | None) -> str:
    """The likely kind of concern: plain words first, then what the category usually is, else a request for help."""
    if category is not None and category.restricted:
        return "accusation"
    said = next((kind for kind, sign in _SIGNS if sign.search(text)), "")
    return said or (category.kind if category else "help")


def personal_numbers(text: str) -> list[Seen]:
    """Personal numbers with a few characters around each, so that their owner finds them."""
    hidden = mask(text)
    return [_seen(text, hidden, item) for item in find(text)]


def _seen(text: str, hidden: str, item: Found) -> Seen:
    before = text[max(0, item.start - AROUND) : item.start].replace("\n", " ")
    after = text[item.end : item.end + AROUND].replace("\n", " ")
    return Seen(item.kind, before, text[item.start : item.end], after, hidden[item.start : item.end])
