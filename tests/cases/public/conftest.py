"""Fixtures of the residents' pages: a browser in the small county at a fixed moment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sixia.cases.models import Voice
from sixia.cases.queries import public
from tests.town import NOW, Town

Tell = Callable[..., Voice]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    """Views see the town's Monday morning, and choose among this town's places."""
    public._place_groups.cache_clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def details(**given: Any) -> dict[str, Any]:
    """A filled-in details page."""
    base = {"text": "东一村口的路灯坏了快一个月，老人晚上出门看不清。", "kind": "help", "category": "lamp", "number": ""}
    return {**base, **given}


@pytest.fixture
def tell(client: Client) -> Tell:
    """Say something by the page and open the receipt's voice."""

    def send(browser: Client | None = None, **given: Any) -> Voice:
        answer = (browser or client).post("/tell", details(**given))
        assert answer.status_code == 302, answer.content.decode()
        return Voice.objects.get(receipt=answer["Location"].rsplit("/", 1)[1])

    return send
