"""Fixtures of this room: the town with a leader who hosts, and a browser per person."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.fieldwork.onsite.making import hosted
from tests.town import Town


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county, with a deputy head who hosts on-site offices."""
    return hosted()


@pytest.fixture
def enter(town: Town) -> Callable[[str], Client]:
    """A browser in which that person is signed in; nobody for an empty name."""

    def browser(name: str = "") -> Client:
        client = Client()
        if name:
            client.force_login(town.accounts[name])
        return client

    return browser
