"""Fixtures of the tests about trust: the scene is built once per file, and every test's writing is taken back.

Files that use it set `pytestmark = pytest.mark.django_db`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests import town as towns
from tests.trust import scene as scenes


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[scenes.Scene]:
    """One of every kind of case, for a whole file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield scenes.build(towns.build())
        transaction.set_rollback(True)


@pytest.fixture
def scene(built: scenes.Scene, db: None) -> scenes.Scene:
    """The same, for one test."""
    return built


@pytest.fixture
def at_later(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The pages think it is three days later."""
    monkeypatch.setattr(timezone, "now", lambda: scenes.LATER)
    return scenes.LATER
