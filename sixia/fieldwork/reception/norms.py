"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import calendar, current_book
from sixia.catalog.rules.rows import ReceptionRow
from sixia.catalog.rules.settings import RuleSpec, whole
from sixia.fieldwork.reception.rules import announce_by, workdays_before
from sixia.kit.calendar import WorkCalendar

SPECS: Final = {
    "reception.leader_workdays": RuleSpec(
        whole(0, 30), 5, _("How many working days before a reception day its leader is told at the latest.")
    ),
    "reception.public_days": RuleSpec(
        whole(0, 30), 2, _("How many days before it a reception day must be public, with name, post, portfolio, time and place.")
    ),
    "reception.group_from": RuleSpec(
        whole(2, 100), 6, _("From how many people on a visit counts as that of a group, which sends representatives.")
    ),
}
"""Sources: county notices (leader told five days before, public two days before); 信访工作条例 (2022) art. 18: time and place of
receptions must be public; art. 20: at most five representatives (rule `representatives.most`)."""


def work_calendar(now: datetime) -> WorkCalendar:
    """The calendar by which reception days are shifted and counted."""
    code: str = next(row.code for row in current_book(now).content.rows("calendar"))
    return calendar(code)


def receptions(now: datetime) -> tuple[ReceptionRow, ...]:
    """The rules in force about who receives how often."""
    return current_book(now).receptions()


def tell_leader_by(day: date, now: datetime) -> date:
    """The last day on which the leader of a reception day must be told."""
    return workdays_before(day, current_book(now).rule("reception.leader_workdays"), work_calendar(now))


def public_by(day: date, now: datetime) -> date:
    """The last day on which a reception day may be made public."""
    return announce_by(day, public_days(now))


def public_days(now: datetime) -> int:
    """How many days before it a reception day must be public."""
    days: int = current_book(now).rule("reception.public_days")
    return days


def representatives_most(now: datetime) -> int:
    """How many people of a group come in."""
    most: int = current_book(now).rule("representatives.most")
    return most


def group_from(now: datetime) -> int:
    """From how many people on it is a group."""
    least: int = current_book(now).rule("reception.group_from")
    return least
