"""Fixtures of this room: the town with a county leader, and the shortest ways to a promise and a charge."""

from collections.abc import Callable

import pytest
from django.test import Client

from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.oversight.making import EARLY
from tests.town import Town, build

Enter = Callable[[str], Client]


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county, with a deputy head of the county as leader."""
    town = build()
    town.accounts["deputy"] = people.open_accounts(
        [people.NewAccount(username="deputy", name="演示·副县长")], by=SYSTEM, now=EARLY
    )[0]
    people.appoint(town.accounts["deputy"], town.units["county"], "leader", title="副县长", by=SYSTEM, now=EARLY)
    return town


@pytest.fixture
def enter(town: Town) -> Enter:
    """`enter("handler")`: a browser in which that person is signed in."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(town.accounts[name])
        return client

    return browser
