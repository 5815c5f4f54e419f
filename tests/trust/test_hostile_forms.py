"""Every address that takes a form, sent hostile values under every name that any form knows, by somebody who may use it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any
from zlib import crc32

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, RequestFactory

from tests.trust import oracle
from tests.trust.scene import Scene
from tests.trust.test_hostile import PIECES, answered_well, browser
from tests.walks.addresses import addresses
from tests.walks.table import TABLE
from tests.walks.test_matrix import client_of, visits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SENDERS = (
    *("anonymous", "resident of inhand", "resident of petitionreview", "clerk", "dispatcher", "handler", "head", "callback"),
    *("supervisor", "officer", "registrar", "grid", "system", "principal"),
)
LINES = "application/x-www-form-urlencoded"
VALUES = ("灯\x00坏", "9" * 30, "-1", "灯" * 4001, "\u202e=1+1", "[]", "2026-13-45", "yes", "1")


def names() -> list[str]:
    """Every field name of every form there is."""

    def below(kind: type) -> Iterator[type]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    found = {"next", "give_up", "kept", "act", "tab", "move", "pk", "other", "attached-held", "attached-out"}
    for kind in below(forms.BaseForm):
        fields = getattr(kind, "base_fields", {})
        found |= set(fields) | {f"{prefix}-{name}" for prefix in ("ask", "broken") for name in fields}
    return sorted(found)


@cache
def lines(every: tuple[str, ...], value: str) -> bytes:
    """The value under every name as a plain form sends it; read five times as fast as a form with files."""
    said = re.sub(r"[\x00-\x20%&+=;]", lambda found: f"%{ord(found[0]):02X}", value)
    return "&".join(f"{name}={said}" for name in every).encode()


def takes_files(client: Client, path: str) -> bool:
    """Whether the page there has a form that sends files; where there is no page to look at, it may."""
    with transaction.atomic():
        answer = client.get(path, REMOTE_ADDR=f"10.250.9.{crc32(path.encode()) % 250}")
        transaction.set_rollback(True)
    return answer.status_code != 200 or answer.streaming or b"multipart/form-data" in answer.content


def test_a_plain_form_says_the_same_as_one_with_files() -> None:
    """What is sent in the quick way arrives as it was meant."""
    make = RequestFactory()
    for value in VALUES:
        meant = {"name": value, "act": value}
        assert make.post("/", lines(("name", "act"), value), content_type=LINES).POST.dict() == meant
        assert make.post("/", meant).POST.dict() == meant


@pytest.mark.parametrize("name", SENDERS)
def test_hostile_values_in_every_form(scene: Scene, at_later: Any, name: str) -> None:
    actor, world = scene.actors()[name], oracle.World.now()
    client, wrong, every = client_of(scene, name, actor), [], tuple(names())
    for key, row in TABLE.items():
        seen = set()
        for path, visit in visits(scene, row, name, actor, world):
            if not row.who(visit) or visit.move in seen:  # one thing of each kind is enough
                continue
            seen.add(visit.move)
            files = takes_files(client, path)
            for value in VALUES:
                given: dict[str, Any] = {"data": lines(every, value), "content_type": LINES}
                if files:
                    file = SimpleUploadedFile(value[:50] + ".docx", b"PK\x03\x04")
                    given = {"data": {**dict.fromkeys(every, value), "file": file}}
                given["REMOTE_ADDR"] = f"10.{len(key)}.{len(value) % 250}.{crc32(path.encode()) % 250}"
                with transaction.atomic():
                    answer = client.post(path, **given)
                    transaction.set_rollback(True)
                if answer.status_code >= 500:
                    wrong.append(f"{path} with {value[:10]!r}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["anonymous", "dispatcher", "system"])
def test_malformed_pieces_in_every_route(scene: Scene, at_later: Any, name: str) -> None:
    client = browser(scene, name)
    routes = [one.route for one in addresses() if "<" in one.route and one.desk is (name != "anonymous")]
    assert len(routes) > 20
    for route, piece in product(routes, PIECES):
        path = "/" + re.sub(r"<[^>]+>", piece, route)
        for answer in (client.get(path, {"q": piece}), client.post(path, {"q": piece})):
            answered_well(answer, path[:80])
