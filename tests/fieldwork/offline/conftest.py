"""Fixtures of this room: the town with a reception that is open, and a device of its clerk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sixia.fieldwork.reception.models import Day
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.fieldwork.offline.making import Tablet
from tests.fieldwork.reception.making import EARLY, announced
from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county, with a leader of the county beside its principal."""
    town = build()
    account = people.open_accounts([people.NewAccount(username="deputy", name="演示·副县长甲")], by=SYSTEM, now=EARLY)[0]
    town.accounts["deputy"] = account
    people.appoint(account, town.units["county"], "leader", title="副县长", by=SYSTEM, now=EARLY)
    return town


@pytest.fixture
def day(town: Town) -> Day:
    """A public reception day, not opened yet."""
    return announced(town)


@pytest.fixture
def tablet(town: Town, day: Day) -> Tablet:
    """The clerk's device, on the morning of that day."""
    return Tablet(town, day.starts_at)


@pytest.fixture
def at_day(monkeypatch: pytest.MonkeyPatch, day: Day) -> None:
    """Pages are asked for on that morning."""
    moment = day.starts_at + timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def enter(town: Town) -> Callable[[str], Client]:
    """A browser in which that person is signed in; nobody for an empty name."""

    def browser(name: str = "") -> Client:
        client = Client()
        if name:
            client.force_login(town.accounts[name])
        return client

    return browser
