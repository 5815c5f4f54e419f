"""The rules of standing rules, watches and topics that a county tunes, and how they are read. Knows no table of its own."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.settings import RuleSpec, whole
from sixia.kit.clocks import Limit

SPECS: Final = {
    "recur.days": RuleSpec(
        whole(7, 1095),
        180,
        _("How many days a solved problem is watched for coming back, where no norm “recur” says otherwise."),
    ),
    "standing_rule.review_days": RuleSpec(
        whole(30, 1095), 365, _("How many days after its adoption a standing rule is reviewed, unless another day is named.")
    ),
    "standing_rule.trial_days": RuleSpec(
        whole(30, 1095), 365, _("On how many past days a draft of a standing rule is tried, unless another span is named.")
    ),
    "focus.days": RuleSpec(whole(7, 365), 90, _("How many past days are counted for what is said often and widely.")),
    "focus.long_days": RuleSpec(whole(7, 365), 30, _("From how many days on an open case counts as long unsolved.")),
}
"""Sources: none of these is law. Beijing's 每月一题 names its criteria: raised often, large in volume, wide, long unsolved."""
RECUR: Final = "recur"
FURTHEST: Final = timedelta(days=3 * 365)


def watch_days(category: str, place_path: str, now: datetime) -> int:
    """How many days a solved problem of this category is watched: by the nearest norm, else by the rule."""
    book = current_book(now)
    norm = book.norm(RECUR, category=category, place_path=place_path)
    days: int = norm.amount if norm and norm.unit == "day" else book.rule("recur.days")
    return days


def number(name: str, now: datetime) -> int:
    """A rule that is a whole number."""
    found: int = current_book(now).rule(name)
    return found


def first_review(now: datetime) -> date:
    """The day on which a rule adopted now is reviewed, unless another is named."""
    return timezone.localdate(now) + timedelta(days=number("standing_rule.review_days", now))


def until(day: date, now: datetime) -> Limit:
    """The limit that ends with this day, in calendar days from now."""
    days = max(0, (day - timezone.localdate(now)).days)
    return Limit(days, "day", _calendar(current_book(now)), str(_("The day named for the review")))


def _calendar(book: RuleBook) -> str:
    code: str = next(row.code for row in book.content.rows("calendar"))
    return code
