"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.catalog.rules.settings import RuleSpec, whole
from sixia.insight.ahead.rules.weighing import Weights
from sixia.kit.calendar import WorkCalendar

USUAL: Final = Weights()
WEIGHTS: Final = {
    "ahead.open": RuleSpec(whole(0, 20), USUAL.open, _("Where to go next: how many points each open case of a place gives.")),
    "ahead.repeat": RuleSpec(
        whole(0, 20), USUAL.repeat, _("Where to go next: points an open case gives besides when it was said more than once.")
    ),
    "ahead.negative": RuleSpec(
        whole(0, 20),
        USUAL.negative,
        _("Where to go next: points an open case gives besides when its answer was not accepted."),
    ),
    "ahead.stuck": RuleSpec(
        whole(0, 20),
        USUAL.stuck,
        _("Where to go next: points an open case gives besides when nobody has touched it for long."),
    ),
    "ahead.promise": RuleSpec(
        whole(0, 20), USUAL.promise, _("Where to go next: how many points each promise gives that is overdue or due soon.")
    ),
    "ahead.promise_days": RuleSpec(
        whole(1, 365), USUAL.promise_days, _("Where to go next: within how many days a promise counts as due soon.")
    ),
    "ahead.month": RuleSpec(whole(0, 20), USUAL.month, _("Where to go next: points for each month since the last visit.")),
    "ahead.most_months": RuleSpec(
        whole(1, 60),
        USUAL.most_months,
        _("Where to go next: months without a visit that count at most; a place never visited counts as many."),
    ),
    "ahead.silent": RuleSpec(
        whole(0, 50), USUAL.silent, _("Where to go next: points of a place that tells far less than its neighbours.")
    ),
    "ahead.silent_days": RuleSpec(
        whole(30, 730), USUAL.silent_days, _("Where to go next: over how many days places are compared with their neighbours.")
    ),
    "ahead.most": RuleSpec(
        whole(1, 200), USUAL.most, _("Where to go next: points that each of the counted parts gives at most.")
    ),
}
PLANS: Final = {
    "ahead.day_stops": RuleSpec(whole(1, 4), 3, _("How many places the plan for a day takes.")),
    "ahead.month_stops": RuleSpec(whole(1, 60), 12, _("How many places the plan for a month takes.")),
    "ahead.silent_share": RuleSpec(
        whole(0, 100), 30, _("How many percent of a plan are kept for places from which little or nothing is heard.")
    ),
}
SPECS: Final = {**WEIGHTS, **PLANS}
"""Sources: none of these is law. 关于在全党大兴调查研究的工作方案 (2023) sends people to where difficulties are many, complaints
gather and work makes no headway; it gives no numbers. Each county sets its own."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many places a plan takes, and how many percent of it are kept for silent ones."""

    day: int
    month: int
    silent: int


def weights(now: datetime) -> Weights:
    """By the rules in force."""
    rule = current_book(now).rule
    return Weights(**{name.removeprefix("ahead."): rule(name) for name in WEIGHTS})


def sizes(now: datetime) -> Sizes:
    """By the rules in force."""
    rule = current_book(now).rule
    return Sizes(rule("ahead.day_stops"), rule("ahead.month_stops"), rule("ahead.silent_share"))


def works(now: datetime) -> WorkCalendar:
    """The county's work calendar."""
    book = current_book(now)
    return book.calendar(next(str(row.code) for row in book.content.rows("calendar")))
