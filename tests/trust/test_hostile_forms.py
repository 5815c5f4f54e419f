"""Every address that takes a form, sent hostile values under every name that any form knows, by somebody who may use it."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

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


@pytest.mark.parametrize("name", SENDERS)
def test_hostile_values_in_every_form(scene: Scene, at_later: Any, name: str) -> None:
    actor, world = scene.actors()[name], oracle.World.now()
    client, wrong, every = client_of(scene, name, actor), [], names()
    for key, row in TABLE.items():
        seen = set()
        for path, visit in visits(scene, row, name, actor, world):
            if not row.who(visit) or visit.move in seen:  # one thing of each kind is enough
                continue
            seen.add(visit.move)
            for value in VALUES:
                given: dict[str, Any] = dict.fromkeys(every, value)
                given["file"] = SimpleUploadedFile(value[:50] + ".docx", b"PK\x03\x04")
                with transaction.atomic():
                    answer = client.post(path, given, REMOTE_ADDR=f"10.{len(key)}.{len(value) % 250}.{hash(path) % 250}")
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
