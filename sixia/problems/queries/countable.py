"""Which cases enter a number that several people read: none that is confidential, about somebody, or somebody's secret."""

from typing import Any

from django.db.models import QuerySet

from sixia.cases.models import Case, CaseRows
from sixia.catalog.rules.book import RuleBook
from sixia.places.rules.codes import AFTER


def countable() -> CaseRows:
    """Cases that may stand behind a number whoever reads it: accusations, confidential ones, those in which an official or unit
    is complained about, and those whose resident asked for secrecy are never among them."""
    return Case.objects.filter(restricted=False, barred=False, secret=False).exclude(kind="accusation")


def countable_for(who: Any) -> CaseRows:
    """Of those, the ones that `who` may see."""
    return countable().visible_to(who)


def inside(rows: QuerySet[Case], path: str) -> QuerySet[Case]:
    """Those in this place or anywhere within it."""
    return rows.filter(place_path__gte=path, place_path__lt=path + AFTER)


def below(category: str, book: RuleBook) -> list[str]:
    """The codes of a category and all below it; the code itself where the rules do not know it."""
    found = [row.code for row in book.categories() if category in row.path.strip("/").split("/")]
    return found or [category]
