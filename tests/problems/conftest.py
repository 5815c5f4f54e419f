"""Fixtures of this room: the town with a deputy head of the county, and browsers of its people."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.problems.making import county
from tests.town import Town

Enter = Callable[[str], Client]


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county, with a deputy head of the county as leader."""
    return county()


@pytest.fixture
def enter(town: Town) -> Enter:
    """`enter("handler")`: a browser in which that person is signed in."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(town.accounts[name])
        return client

    return browser
