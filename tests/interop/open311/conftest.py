"""Fixtures of the Open311 channel: another system with a key, at a fixed moment, and a reader of both formats."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sixia.interop.actions import make_key
from sixia.people.actors import SYSTEM
from sixia.ui.models import RateWindow
from tests.town import NOW, Town

BASE = "/open311/v2/"
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views see the town's Monday morning."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def key(town: Town) -> str:
    """The secret of the system `city-app`."""
    return make_key("city-app", by=SYSTEM, now=NOW)[1]


@pytest.fixture
def ask(client: Client, town: Town) -> Ask:
    """GET an address; (status, JSON)."""

    def get(path: str, **params: Any) -> tuple[int, Any]:
        answer = client.get(BASE + path, params)
        return answer.status_code, json.loads(answer.content)

    return get


@pytest.fixture
def send(client: Client, key: str) -> Ask:
    """POST a request; (status, JSON). `headers` are the call's."""

    def post(headers: dict[str, str] | None = None, **fields: Any) -> tuple[int, Any]:
        RateWindow.objects.all().delete()
        answer = client.post(BASE + "requests.json", words(key, **fields), headers=headers or {})
        return answer.status_code, json.loads(answer.content)

    return post


def words(key: str, **fields: Any) -> dict[str, Any]:
    """The fields of a good POST, changed by what is given."""
    base = {
        "api_key": key,
        "service_code": "lamp",
        "address_string": "东一村村口",
        "description": "路灯坏了快一个月，老人晚上出门看不清。",
        "last_name": "演示",
        "first_name": "甲",
        "phone": "13800000001",
    }
    return {name: value for name, value in {**base, **fields}.items() if value is not None}


def xml(content: bytes) -> ET.Element:
    """The parsed document, which must say that it is UTF-8 and have neither attributes nor namespace."""
    assert b"utf-8" in content.split(b"\n")[0].lower()
    root = ET.fromstring(content)
    assert not any(element.attrib or "}" in element.tag for element in root.iter())
    return root
