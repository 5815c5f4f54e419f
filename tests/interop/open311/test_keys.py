"""Keys of other systems: made by the system administrator alone, shown once, revoked at once."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from sixia.interop.actions import make_key, revoke_key
from sixia.interop.models import ApiKey
from sixia.interop.open311.queries import key_of
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.people.actors import SYSTEM
from tests.town import NOW, Town

LIST, NEW = "/desk/keys/", "/desk/keys/new/"


def said(*args: str) -> str:
    out = StringIO()
    call_command("apikey", *args, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_key_is_known_by_its_secret_and_only_a_digest_is_kept(town: Town) -> None:
    key, secret = make_key("city-app", desk=town.units["east"], by=town.who("system"), now=NOW)
    assert key_of(secret) == key
    assert key_of(secret + "x") is key_of("") is None
    assert secret not in json.dumps(list(ApiKey.objects.values()), default=str)
    assert [(line.event, line.facts["name"]) for line in timeline(f"apikey:{key.pk}")] == [("ApiKeyMade", "city-app")]


def test_a_revoked_key_is_known_no_more_and_its_name_is_not_given_again(town: Town) -> None:
    key, secret = make_key("city-app", by=SYSTEM, now=NOW)
    revoke_key(key, by=town.who("system"), now=NOW)
    assert key_of(secret) is None
    assert [line.event for line in timeline(f"apikey:{key.pk}")] == ["ApiKeyMade", "ApiKeyRevoked"]
    with pytest.raises(Refused) as again:
        revoke_key(key, by=SYSTEM, now=NOW)
    assert again.value.code == "state"
    with pytest.raises(Refused, match="名称"):
        make_key("city-app", by=SYSTEM, now=NOW)


@pytest.mark.parametrize("name", ["", "A", "城市", "a b", "x" * 32, "-a"])
def test_a_name_is_short_and_plain(town: Town, name: str) -> None:
    with pytest.raises(Refused) as refused:
        make_key(name, by=SYSTEM, now=NOW)
    assert refused.value.fields == ("name",)


def test_only_the_system_administrator_makes_and_revokes(town: Town) -> None:
    key, _secret = make_key("city-app", by=SYSTEM, now=NOW)
    for name in ("clerk", "security", "principal", "outsider"):
        for call in (lambda who: make_key("other", by=who, now=NOW), lambda who: revoke_key(key, by=who, now=NOW)):
            with pytest.raises(Refused) as refused:
                call(town.who(name))
            assert refused.value.code == "role"


def test_the_page_shows_the_secret_once(client: Client, town: Town) -> None:
    client.force_login(town.accounts["system"])
    page = client.post(NEW, {"name": "city-app", "desk": town.units["east"].pk})
    assert page["Cache-Control"] == "no-store"
    secret = page.content.decode().split("<code>")[1].split("<")[0]
    assert key_of(secret) == ApiKey.objects.get(desk=town.units["east"])
    listed = client.get(LIST).content.decode()
    assert "city-app" in listed
    assert "东镇政府" in listed
    assert secret not in listed


def test_a_wrong_name_keeps_what_was_typed(client: Client, town: Town) -> None:
    client.force_login(town.accounts["system"])
    page = client.post(NEW, {"name": "City App"})
    assert page.status_code == 422
    assert "City App" in page.content.decode()


def test_revoking_from_the_page(client: Client, town: Town) -> None:
    key, _secret = make_key("city-app", by=SYSTEM, now=NOW)
    client.force_login(town.accounts["system"])
    assert "city-app" in client.get(f"{LIST}{key.pk}/revoke/").content.decode()
    assert client.post(f"{LIST}{key.pk}/revoke/")["Location"] == LIST
    assert client.get(LIST + "?tab=revoked").content.decode().count("city-app")
    assert client.post(f"{LIST}{key.pk}/revoke/").status_code == 409


@pytest.mark.parametrize("path", [LIST, NEW, f"{LIST}1/revoke/"])
def test_for_everybody_else_the_pages_are_not_there(client: Client, town: Town, path: str) -> None:
    make_key("city-app", by=SYSTEM, now=NOW)
    assert client.get(path).status_code == 302
    for name in ("clerk", "dispatcher", "principal", "security", "auditor"):
        client.force_login(town.accounts[name])
        assert client.get(path).status_code == 404


def test_the_list_costs_the_same_queries_however_long(client: Client, town: Town, django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        make_key(f"app-{n}", desk=town.units["east"], by=SYSTEM, now=NOW)
    client.force_login(town.accounts["system"])
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_the_command_makes_lists_and_revokes(town: Town) -> None:
    secret = said("new", "city-app", "--desk", "east").strip()
    assert key_of(secret) is not None
    assert key_of(json.loads(said("new", "other-app", "--json"))["api_key"]) is not None
    assert "city-app" in said("list")
    assert [row["name"] for row in json.loads(said("list", "--json"))] == ["city-app", "other-app"]
    said("revoke", "city-app")
    assert key_of(secret) is None


@pytest.mark.parametrize("args", [("revoke", "none"), ("new", "app", "--desk", "nowhere"), ("new", ""), ("revoke",)])
def test_the_command_refuses_with_a_sentence(town: Town, args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        said(*args)
    assert refused.value.returncode == 3
    assert str(refused.value)
