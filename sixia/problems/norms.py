"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.settings import RuleSpec, whole
from sixia.kit.clocks import Limit
from sixia.orders.flow import ACCEPT, ARBITRATE, DECIDE, HANDLE
from sixia.orders.rules import Norms
from sixia.problems.flow import ASK, ASSIGN, PLAN

SPECS: Final = {
    "problem.assign_days": RuleSpec(
        whole(1, 60), 5, __("Within how many working days a unit and a leader must be named for a problem.")
    ),
    "problem.plan_days": RuleSpec(
        whole(1, 60), 10, __("Within how many working days the responsible unit must have given the first task.")
    ),
    "problem.days": RuleSpec(whole(1, 730), 60, __("In how many days a problem shall be solved where nobody names a day.")),
    "problem.redo_days": RuleSpec(
        whole(1, 365), 30, __("How many more days there are when residents say that a problem is not solved.")
    ),
    "problem.ask_days": RuleSpec(
        whole(1, 90), 10, __("For how many days residents are asked whether a problem is solved before it is counted.")
    ),
    "problem.solved_share": RuleSpec(
        whole(50, 100), 67, __("How many percent of the residents who answer must say “solved” for a problem to be solved.")
    ),
    "problem.heard_share": RuleSpec(
        whole(1, 100), 30, __("How many percent of the residents asked must have answered for their words to count.")
    ),
    "problem.behind_least": RuleSpec(
        whole(0, 50), 3, __("With fewer voices than this behind a problem, residents of the place are drawn by lot as well.")
    ),
    "problem.sample": RuleSpec(whole(1, 200), 10, __("How many residents of the place are drawn by lot at a time.")),
}
"""Sources: county practice keeps lists of problems, responsibilities, tasks and effects, each with unit, leader and day
(domain 1.3, 4.1); that the residents judge the effect follows 信访工作条例 (2022) art. 21, under which petitioners rate."""

LIMITS: Final[Mapping[str, tuple[str, str]]] = {
    ASSIGN: ("problem.assign_days", "workday"),
    PLAN: ("problem.plan_days", "workday"),
    ASK: ("problem.ask_days", "day"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """How residents' words are counted: shares in percent, and how many are drawn by lot when too few are behind it."""

    share: int
    heard: int
    behind_least: int
    sample: int


def asking(now: datetime) -> Asking:
    """By the rules in force."""
    rule = current_book(now).rule
    return Asking(
        share=rule("problem.solved_share"),
        heard=rule("problem.heard_share"),
        behind_least=rule("problem.behind_least"),
        sample=rule("problem.sample"),
    )


def limit(kind: str, now: datetime) -> Limit:
    """The limit of this clock kind by the rules in force."""
    book = current_book(now)
    name, unit = LIMITS[kind]
    return Limit(book.rule(name), unit, _calendar(book), _("Rules of the county for problems"))


def until(day: date, now: datetime) -> Limit:
    """The limit that ends with this day, in calendar days from now; a day that has passed ends today."""
    days = max(0, (day - timezone.localdate(now)).days)
    return Limit(days, "day", _calendar(current_book(now)), _("The day that was named"))


def first_day(now: datetime) -> date:
    """By when a problem shall be solved where nobody names a day."""
    return timezone.localdate(now) + timedelta(days=current_book(now).rule("problem.days"))


def next_day(now: datetime) -> date:
    """By when it shall be solved after residents have said that it is not."""
    return timezone.localdate(now) + timedelta(days=current_book(now).rule("problem.redo_days"))


def sector_of(category: str, now: datetime) -> str:
    """The livelihood sector that the catalog gives a category, its own or the nearest above it; "" when it has none."""
    book = current_book(now)
    return next((found for code in book.chain(category) if (found := book.category(code).sector)), "")


def order_norms(day: date, category: str, place_path: str, now: datetime) -> Norms:
    """The limits of a task's orders: handled by its day; signing, refusing and more time as for orders on cases there."""
    book = current_book(now)

    def norm(clock: str) -> Limit | None:
        row = book.norm(clock, category=category, place_path=place_path, level="must", kind="help")
        return row.limit if row else None

    handle = book.norm(HANDLE, category=category, place_path=place_path, level="must", kind="help")
    return Norms(
        handle=until(day, now),
        accept=norm(ACCEPT),
        arbitrate=norm(ARBITRATE),
        extend_decide=norm(DECIDE),
        most_extensions=handle.extensions if handle else 1,
        most_extension=0,
    )


def _calendar(book: RuleBook) -> str:
    code: str = next(row.code for row in book.content.rows("calendar"))
    return code
