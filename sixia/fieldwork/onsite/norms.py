"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.catalog.rules.settings import RuleSpec, whole
from sixia.kit.clocks import Limit

SPECS: Final = {
    "calls.answer_workhours": RuleSpec(
        whole(1, 80), 8, _("Within how many working hours a called unit says whether it comes, sends somebody, or cannot come.")
    ),
    "calls.decide_workhours": RuleSpec(
        whole(1, 80), 4, _("Within how many working hours it is decided whether a unit that says it cannot come must come.")
    ),
    "onsite.suggestions": RuleSpec(whole(5, 60), 30, _("How many suggestions for an agenda are shown at most.")),
}
"""Sources: 北京市接诉即办工作条例 (2021) arts. 16 and 33: streets and towns call, departments come, both sides are assessed. It
names no hours: the county sets them."""


def answer_limit(now: datetime) -> Limit:
    """Within how long a called unit answers."""
    return _limit("calls.answer_workhours", now)


def decide_limit(now: datetime) -> Limit:
    """Within how long a refusal is decided."""
    return _limit("calls.decide_workhours", now)


def suggestions(now: datetime) -> int:
    """How many suggestions are shown."""
    most: int = current_book(now).rule("onsite.suggestions")
    return most


def _limit(rule: str, now: datetime) -> Limit:
    book = current_book(now)
    calendar: str = next(row.code for row in book.content.rows("calendar"))
    return Limit(book.rule(rule), "workhour", calendar, rule)
