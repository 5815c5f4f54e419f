"""The cast of the demo county, one click each, and nothing of it anywhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from sixia.kit.journal import timeline
from sixia.people import actions, middleware
from sixia.people.actors import SYSTEM
from sixia.people.models import Post, Unit
from sixia.people.queries import parts
from tests.people.cast import NOW, Cast


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True


def test_absent_outside_the_demo(client: Client, cast: Cast) -> None:
    clerk = cast.accounts["clerk"]
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/enter/", {"account": clerk.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_lists_the_cast_by_role(client: Client, cast: Cast, demo: None, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(4):
        page = client.get("/demo/?next=/desk/orders/").content.decode()
    assert "演示·handler</button>" in page
    assert "演示县住建局" in page
    assert 'value="/desk/orders/"' in page
    assert "演示·idle" not in page


def test_a_few_for_each_role_and_everybody_by_unit(client: Client, cast: Cast, demo: None) -> None:
    page = client.get("/demo/").content.decode()
    above, _fold, below = page.partition("<details")
    for account in (cast.accounts["clerk"], cast.accounts["handler"]):
        assert f'value="{account.pk}"' in above
        assert f'value="{account.pk}"' in below
    words = ("tax", "water", "village", "hotline", "town")
    crowd = [Post(role="handler", unit=Unit(pk=pk, function=word)) for pk, word in enumerate(words)]
    (part,) = parts(crowd, ["handler", "auditor"])
    assert [post.unit.function for post in part.posts] == ["tax", "town", "village"]
    assert part.more == 2


def test_one_click_signs_in_and_is_told(client: Client, cast: Cast, demo: None) -> None:
    clerk = cast.accounts["clerk"]
    response = client.post("/demo/enter/", {"account": clerk.pk, "next": "/desk/orders/?tab=new"})
    assert response["Location"] == "/desk/orders/?tab=new"
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert timeline(f"account:{clerk.pk}")[-1].facts["how"] == "demo"
    client.post("/demo/enter/", {"account": cast.accounts["head"].pk})
    assert client.session["_auth_user_id"] == str(cast.accounts["head"].pk)


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x", "/demo/", ""])
def test_never_leads_off_the_site(client: Client, cast: Cast, demo: None, url: str) -> None:
    assert client.post("/demo/enter/", {"account": cast.accounts["clerk"].pk, "next": url})["Location"] == "/desk/"


def test_a_page_alone_signs_nobody_in(client: Client, cast: Cast, demo: None) -> None:
    assert client.get("/demo/enter/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/demo/enter/", {"account": cast.accounts["clerk"].pk}).status_code == 403


@pytest.mark.parametrize("number", ["", "x", "0", "99999999999999999999999"])
def test_nobody_of_that_number(client: Client, cast: Cast, demo: None, number: str) -> None:
    assert client.post("/demo/enter/", {"account": number}).status_code == 404


def test_a_closed_account_is_not_in_the_cast(client: Client, cast: Cast, demo: None) -> None:
    actions.close_account(cast.accounts["clerk"], by=SYSTEM, now=NOW)
    assert client.post("/demo/enter/", {"account": cast.accounts["clerk"].pk}).status_code == 404


def test_the_actor_of_the_request(client: Client, cast: Cast, demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/demo/enter/", {"account": cast.accounts["clerk"].pk})
    request = client.get(reverse("people_demo")).wsgi_request
    assert request.actor.has("clerk")
    monkeypatch.setattr(middleware, "_still_open", [lambda kept: tuple(number for number, _mark in kept)])
    somebody = Client()
    session = somebody.session
    session[middleware.VOICES] = [[4, "a"], [9, "b"]]
    session.save()
    assert somebody.get(reverse("people_demo")).wsgi_request.actor.ref == "voice:9"
