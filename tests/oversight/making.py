"""The shortest ways to a promise and a charge in the shared town."""

from datetime import UTC, date, datetime
from typing import Any

from sixia.cases.models import Case
from sixia.oversight import actions
from sixia.oversight.actions import NewPromise
from sixia.oversight.models import Charge, Promise
from tests.town import HOUR, NOW, Town

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
DUE = date(2026, 5, 31)
AFTER = datetime(2026, 5, 31, 16, 0, tzinfo=UTC)
"""Midnight after the last day of May in Beijing: the first moment that is too late."""
WATER = "月底前通水"


def promised(town: Town, case: Case | None = None, *, by: str = "handler", **given: Any) -> Promise:
    """A promise of the housing office, in an accepted case unless another is given."""
    case = case or town.accepted()
    new = NewPromise(**{"words": WATER, "due_on": DUE, "unit": town.units["housing"], "where": "contact", "case": case, **given})
    return actions.promise(new, by=town.who(by), now=NOW + 3 * HOUR)


def placed(town: Town, **given: Any) -> Promise:
    """A promise of the housing office to a village, without a case."""
    place = town.places["990101100001"]
    base = {"words": WATER, "due_on": DUE, "unit": town.units["housing"], "where": "onsite", "place": place}
    return actions.promise(NewPromise(**{**base, **given}), by=town.who("handler"), now=NOW + 3 * HOUR)


def proposed(town: Town, case: Case | None = None) -> Charge:
    """A leader in charge asked for by the supervisor."""
    return actions.propose(case or town.accepted(), note="久拖不决", by=town.who("supervisor"), now=NOW + 4 * HOUR)


def named(town: Town, case: Case | None = None, *, leader: str = "deputy") -> Charge:
    """A case with a leader in charge."""
    charge = proposed(town, case)
    actions.name(charge, leader=town.accounts[leader], by=town.who("principal"), now=NOW + 5 * HOUR)
    return charge


def fresh(row: Any) -> Any:
    """The row as it is stored now."""
    return type(row).objects.get(pk=row.pk)
