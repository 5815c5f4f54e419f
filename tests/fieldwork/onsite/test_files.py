"""Photos of what was done on the spot: never needed, kept with the answer or with the decision, seen by whoever sees that."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.models import Act, Item
from sixia.kit.files import store
from sixia.kit.models import StoredFile
from tests.fieldwork.onsite.making import STARTS, THEN, item_of, opened
from tests.files import HTML, picture
from tests.town import DAY, HOUR, Town

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """While the meeting is on; files go to a shelf of their own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(timezone, "now", lambda: THEN)


def photo(raw: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("灯杆.jpg", raw or picture(place=True), "image/jpeg")


def send(browser: Client, item: Item, *files: SimpleUploadedFile, **given: str) -> int:
    """“Solved now” from the page; returns the status."""
    data = {"text": "换了灯头，当场亮了", "client": str(uuid4()), "photos": list(files), **given}
    return browser.post(f"/desk/onsite/items/{item.pk}/solved", data).status_code


@pytest.mark.parametrize("shared", [True, False])
def test_with_a_case_they_belong_to_the_answer(town: Town, enter: Enter, shared: bool) -> None:
    case = town.accepted(now=STARTS - DAY)
    item = item_of(opened(town, case))
    assert send(enter("dispatcher"), item, photo(), **({"files_to_resident": "on"} if shared else {})) == 302
    answer = case.answers.get()
    (row,) = store.of(answer.key)[answer.key]
    assert b"SECRET-CAMERA" not in store.content(row)
    assert row.shared is shared
    assert enter("dispatcher").get(f"/desk/onsite/files/{row.pk}").status_code == 404, "it is asked for with the case"


def test_without_a_case_they_belong_to_the_decision(town: Town, enter: Enter) -> None:
    office = opened(town, town.accepted(now=STARTS - DAY), units=("housing",))
    by = town.who("dispatcher")
    item = actions.add(office, title="村口桥栏杆松动", client=uuid4(), by=by, now=THEN)
    desk = enter("dispatcher")
    assert send(desk, item, photo(HTML)) == 422
    assert (Act.objects.count(), StoredFile.objects.exclude(about="").count()) == (0, 0)
    assert send(desk, item, photo(), photo()) == 302
    act = Act.objects.get()
    first, _second = store.of(act.key)[act.key]
    address = f"/desk/onsite/files/{first.pk}"
    assert address in desk.get(f"/desk/onsite/{office.pk}").content.decode()
    sees = {name: enter(name).get(address).status_code for name in ("dispatcher", "deputy", "handler", "wester", "auditor")}
    assert sees == {"dispatcher": 200, "deputy": 200, "handler": 200, "wester": 404, "auditor": 404}
    assert Client().get(address).status_code == 302
    assert b"SECRET-CAMERA" not in store.content(first)


def test_none_is_needed_and_none_is_taken_twice(town: Town) -> None:
    office = opened(town, town.accepted(now=STARTS - DAY))
    by, name = town.who("dispatcher"), uuid4()
    item = actions.add(office, title="村口桥栏杆松动", client=uuid4(), by=by, now=THEN)
    kept = store.hold(picture(), name="灯杆.jpg", allowed=("image/jpeg",), by=by, now=THEN)
    new = actions.NewAct(kind="solved", client=name, item=item, text="焊好了", files=(kept.ticket,))
    first = actions.decide(office, new=new, by=by, now=THEN)
    again = actions.decide(office, new=new, by=by, now=THEN + HOUR)
    assert first == again
    assert [row.ticket for row in store.of(first.key)[first.key]] == [kept.ticket]
