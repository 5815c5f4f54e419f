"""Fixtures of this room: the town, and a browser per person."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county."""
    return build()


@pytest.fixture
def enter(town: Town) -> Callable[[str], Client]:
    """A browser in which that person is signed in."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(town.accounts[name])
        return client

    return browser
