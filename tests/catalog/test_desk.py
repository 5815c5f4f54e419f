"""The rules on screen: who may, the difference before it holds, and that nothing typed is lost."""

import re

import pytest
from django.test import Client

from sixia.catalog.queries import latest, rulebook
from tests.town import Town, build

NORM = "/desk/catalog/change?sheet=norm&key=handle%7Cservice%7Croad%7C%7C%7C"


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county."""
    return build()


def _at(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.accounts[name])
    return client


def _newest() -> int:
    edition = latest()
    assert edition is not None
    return edition.pk


def test_only_system_administrators(town: Town) -> None:
    for address in ("/desk/catalog", NORM):
        assert [_at(town, name).get(address).status_code for name in ("system", "security", "dispatcher")] == [200, 404, 404]


def test_lists_and_words(town: Town) -> None:
    client = _at(town, "system")
    assert "路灯不亮" in client.get("/desk/catalog").content.decode()
    assert "住建" in client.get("/desk/catalog?sheet=duty").content.decode()
    narrowed = client.get("/desk/catalog?q=路灯").content.decode()
    assert "路灯不亮" in narrowed
    assert "噪音扰民" not in narrowed


def test_a_limit_is_shown_before_it_holds_and_then_is_the_next_edition(town: Town) -> None:
    client, before = _at(town, "system"), _newest()
    given = {"edition": before, "amount": 12, "unit": "workday", "extensions": 2, "extension_amount": 10, "four_eyes": "on"}
    page = client.post(NORM, given).content.decode()
    seal = re.search(r'name="confirm" value="(\w+)"', page)
    assert seal
    assert ">15<" in page
    assert ">12<" in page
    assert _newest() == before
    assert client.post(NORM, {**given, "amount": 13, "confirm": seal[1]}).status_code == 200, "only what was looked at"
    assert _newest() == before
    assert client.post(NORM, {**given, "confirm": seal[1]}).status_code == 302
    norm = rulebook(_newest()).norm("handle", category="road")
    assert norm is not None
    assert norm.amount == 12


def test_an_overtaken_page_says_so(town: Town) -> None:
    page = _at(town, "system").post(NORM, {"edition": 0, "amount": 3, "unit": "day", "extensions": 0, "extension_amount": 0})
    assert page.status_code == 409
    assert 'value="3"' in page.content.decode()


def test_what_cannot_be_keeps_what_was_typed(town: Town) -> None:
    page = _at(town, "system").post(
        NORM, {"edition": _newest(), "amount": 0, "unit": "day", "extensions": 0, "extension_amount": 0}
    )
    assert page.status_code == 422


def test_a_word_more_and_a_duty_moved(town: Town) -> None:
    client = _at(town, "system")
    for address, given in (
        ("/desk/catalog/change?sheet=category&key=lamp", {"synonyms": "路灯，灯坏了、没有灯、黑灯瞎火", "keywords": ""}),
        ("/desk/catalog/change?sheet=duty&key=noise%7C%7C%7Cenvironment", {"function": "town", "role": "lead", "basis": "basic"}),
    ):
        page = client.post(address, {**given, "edition": _newest()}).content.decode()
        seal = re.search(r'name="confirm" value="(\w+)"', page)
        assert seal, page
        client.post(address, {**given, "edition": _newest(), "confirm": seal[1]})
    book = rulebook(_newest())
    assert book.classify("这里黑灯瞎火")[0].category == "lamp"
    assert [duty.function for duty in book.duties("noise")] == ["town"]
