"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.settings import RuleSpec, whole
from sixia.kit.clocks import Limit
from sixia.oversight.rules import Criteria

SPECS: Final = {
    "charge.age_days": RuleSpec(
        whole(0, 3650),
        180,
        _("How many days after it was first said an open case should have a leader in charge; 0 leaves it out."),
    ),
    "charge.repeats": RuleSpec(
        whole(0, 100),
        3,
        _("How often the same person must have spoken of a matter for it to need a leader in charge; 0 leaves it out."),
    ),
    "charge.negatives": RuleSpec(
        whole(0, 20), 2, _("From how many answers not accepted on a case should have a leader in charge; 0 leaves it out.")
    ),
    "charge.group": RuleSpec(
        whole(0, 1000), 5, _("From how many voices on a case should have a leader in charge; 0 leaves it out.")
    ),
    "charge.units": RuleSpec(
        whole(0, 20), 3, _("From how many units at work on a case should have a leader in charge; 0 leaves it out.")
    ),
    "charge.days": RuleSpec(whole(1, 730), 90, _("For how many days a leader takes charge of a case at first.")),
    "charge.meetings": RuleSpec(
        whole(1, 4), 1, _("How often a month a leader in charge meets the person face to face, at least.")
    ),
    "promise.grace_days": RuleSpec(
        whole(0, 365), 15, _("How many days after its day a promise that nobody speaks of counts as broken.")
    ),
}
"""Sources: 信访工作条例 (2022) art. 18: leaders own hard cases; 2009 opinion on leaders in charge: one case, one leader,
one plan, mostly within three months; a county may be stricter."""


def criteria(now: datetime) -> Criteria:
    """From when on a case should have a leader in charge, by the rules in force."""
    rule = current_book(now).rule
    return Criteria(
        age=rule("charge.age_days"),
        repeats=rule("charge.repeats"),
        negatives=rule("charge.negatives"),
        group=rule("charge.group"),
        units=rule("charge.units"),
    )


def first_term(now: datetime) -> date:
    """The day until which a leader takes charge at first, by the rules in force."""
    return timezone.localdate(now) + timedelta(days=current_book(now).rule("charge.days"))


def until(day: date, now: datetime, *, source: str) -> Limit:
    """The limit that ends with this day, counted in calendar days from now; a day that has passed ends today."""
    days = max(0, (day - timezone.localdate(now)).days)
    return Limit(days, "day", _calendar(current_book(now)), source)


def _calendar(book: RuleBook) -> str:
    code: str = next(row.code for row in book.content.rows("calendar"))
    return code
