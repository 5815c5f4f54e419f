"""Messages about standing rules and about what came back: who gets them, and that they hold no words."""

import pytest

from sixia.interop.models import Message
from sixia.kit import clocks
from sixia.people.models import Account
from sixia.problems.actions.watching import watch_all
from tests.problems.lasting import SOLVED_AT, TITLE, adopted, drafted, lamps, run, solved, tried
from tests.problems.making import county
from tests.town import DAY, Town


@pytest.fixture
def town(db: None) -> Town:
    """The county in which everybody has an address."""
    town = county()
    for account in town.accounts.values():
        account.email = f"{account.username}@example.test"
    Account.objects.bulk_update(town.accounts.values(), ["email"])
    return town


def told(subject: str) -> set[str]:
    """Who got a message with this in its subject."""
    rows = [row for row in Message.objects.select_related("account") if subject in row.subject]
    assert all(TITLE not in row.text for row in rows)
    return {row.account.username for row in rows if row.account}


def test_the_unit_is_told_of_its_rule_and_of_its_review(town: Town) -> None:
    adopted(town, tried(town, drafted(town, by="supervisor"), by="supervisor"))
    run(SOLVED_AT + 4 * DAY)
    assert told("即日起施行") == {"head", "handler"}
    for days in (345, 400):
        clocks.sweep_all(SOLVED_AT + days * DAY)
        run(SOLVED_AT + days * DAY)
    assert told("快到评估日期") == {"head", "handler"}
    assert told("已过评估日期") == {"head", "handler"}


def test_supervisors_are_told_of_what_came_back(town: Town) -> None:
    solved(town)
    lamps(town, 4, village="990101100001", first=SOLVED_AT + 2 * DAY)
    watch_all(SOLVED_AT + 30 * DAY)
    run(SOLVED_AT + 30 * DAY)
    assert told("是不是又发生了") == {"supervisor", "supervisor2"}
