"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.catalog.rules.settings import RuleSpec, whole

SPECS: Final = {
    "visits.crowd_days": RuleSpec(
        whole(1, 365), 30, _("Within how many days, before and after, visits of several teams to one place are counted together.")
    ),
    "visits.crowd_teams": RuleSpec(
        whole(2, 100), 3, _("From how many teams within that time on a place counts as crowded: whoever plans a visit is told.")
    ),
    "visits.silent_days": RuleSpec(whole(1, 1000), 180, _("After how many days without a visit a place is named as silent.")),
    "visits.return_days": RuleSpec(whole(1, 1000), 90, _("After how many days somebody comes back, unless a day is named.")),
}
"""Sources: 关于在全党大兴调查研究的工作方案 (2023): go where nobody goes, do not crowd; in practice teams per place
in 30 days and places without a visit in 180 are counted. The figures are of places and units, never of a person:
整治形式主义为基层减负若干规定 (2024)."""


def crowd(now: datetime) -> tuple[int, int]:
    """(days before and after, teams from which on a place is crowded)."""
    book = current_book(now)
    return book.rule("visits.crowd_days"), book.rule("visits.crowd_teams")


def silent_days(now: datetime) -> int:
    """After how many days without a visit a place is silent."""
    days: int = current_book(now).rule("visits.silent_days")
    return days


def return_days(now: datetime) -> int:
    """After how many days somebody comes back, unless another day is named."""
    days: int = current_book(now).rule("visits.return_days")
    return days
