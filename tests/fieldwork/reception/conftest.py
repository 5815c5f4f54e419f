"""Fixtures of this room: the town with leaders who receive, a petition desk, and a browser per person."""

from collections.abc import Callable

import pytest
from django.test import Client

from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.fieldwork.reception.making import EARLY
from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county, with two leaders of the county beside its principal."""
    town = build()
    for name, shown, title in (("deputy", "演示·副县长甲", "副县长"), ("second", "演示·副县长乙", "副县长")):
        account = people.open_accounts([people.NewAccount(username=name, name=shown)], by=SYSTEM, now=EARLY)[0]
        town.accounts[name] = account
        people.appoint(account, town.units["county"], "leader", title=title, by=SYSTEM, now=EARLY)
    return town


@pytest.fixture
def enter(town: Town) -> Callable[[str], Client]:
    """A browser in which that person is signed in; nobody for an empty name."""

    def browser(name: str = "") -> Client:
        client = Client()
        if name:
            client.force_login(town.accounts[name])
        return client

    return browser
