"""Signed-in browsers of the shared cast, at the cast’s time: fixtures for tests of desks."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.town import NOW, Town

At = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Pages say the time of the shared cast."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW


@pytest.fixture
def at(town: Town) -> At:
    """A browser in which that person is signed in."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(town.accounts[name])
        return client

    return browser
