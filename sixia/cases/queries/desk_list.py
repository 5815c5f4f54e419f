"""Narrowing the list of cases so that an index serves each question. Knows no page."""

from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.cases.queries import names
from sixia.cases.rules import SEARCH_KIND, read_receipt
from sixia.catalog.rules.book import RuleBook
from sixia.kit.search import NEWEST, matching
from sixia.places.models import Place
from sixia.places.rules.codes import AFTER, COUNTY, TOWN

RARE: Final = NEWEST - 1
"""Up to so many matching voices are all there are and lead to their cases; a word in more is met soon down the list."""
MOST_PLACES: Final = 200


def in_category(rows: QuerySet[Case], code: str, book: RuleBook) -> QuerySet[Case]:
    """Cases of this category and all below it."""
    below = [row.code for row in book.categories() if code in row.path.strip("/").split("/")]
    return rows.filter(category__in=below or [code])


def of_unit(rows: QuerySet[Case], text: str, now: datetime) -> QuerySet[Case]:
    """Cases whose lead unit is meant by the typed name."""
    return rows.filter(lead_unit_id__in=[unit.pk for unit in names.units(text.strip(), now)])


def by_channel(rows: QuerySet[Case], channel: str) -> QuerySet[Case]:
    """Cases with a voice by this channel."""
    return rows.filter(Exists(Voice.objects.filter(case=OuterRef("pk"), channel=channel)))


def saying(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Cases of which a voice holds all these words; a receipt or `#number` finds that case."""
    receipt = read_receipt(text)
    if receipt is not None:
        return rows.filter(pk__in=Voice.objects.filter(receipt=receipt).values("case_id"))
    number = text.strip()
    if number[:1] in "#＃" and number[1:].isascii() and number[1:].isdigit() and len(number) < 19:
        return rows.filter(pk=int(number[1:]))
    voices = matching(Voice.objects.all(), SEARCH_KIND, text)
    if len(voices.order_by("-pk").values_list("pk", flat=True)[: RARE + 1]) <= RARE:
        return rows.filter(pk__in=voices.values("case_id"))
    return rows.filter(Exists(matching(Voice.objects.filter(case=OuterRef("pk")), SEARCH_KIND, text)))


def since(rows: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Cases heard on this day or later, by the installation's clock."""
    return rows.filter(heard_at__gte=_midnight(day))


def until(rows: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Cases heard on this day or earlier."""
    return rows.filter(heard_at__lt=_midnight(date.fromordinal(day.toordinal() + 1)))


def places(who: Any, on: date) -> list[tuple[str, str]]:
    """Places to choose from as (path, name): the towns the reader's posts answer for, or the villages of a single one."""
    inside = Q(pk__in=[])
    for scope in {post.scope for post in who.posts}:
        inside |= Q(path__gte=scope, path__lt=scope + AFTER)
    here = Place.objects.current(on).filter(inside).order_by("path")
    towns = list(here.at_level(COUNTY, TOWN).values_list("path", "name")[:MOST_PLACES])
    return towns if len(towns) > 1 else list(here.values_list("path", "name")[:MOST_PLACES])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
