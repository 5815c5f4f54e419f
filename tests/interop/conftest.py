"""Fixtures of this room."""

import pytest

from tests.town import Town, build


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county; two officials have an e-mail address."""
    made = build()
    for name in ("handler", "supervisor", "officer", "head"):
        account = made.accounts[name]
        account.email = f"{name}@example.org"
        account.save(update_fields=["email"])
    return made
