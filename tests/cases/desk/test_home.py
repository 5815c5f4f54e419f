"""The officials' first page: what waits for each role."""

from typing import Any

import pytest

from tests.cases.desk.conftest import At
from tests.town import Town


@pytest.mark.parametrize(
    ("who", "cards"),
    [
        ("clerk", {"/desk/hear", "/desk/cases", "/desk/find"}),
        ("dispatcher", {"/desk/dispatch", "/desk/arbitrate", "/desk/cases", "/desk/find"}),
        ("handler", {"/desk/cases"}),
        ("outsider", set()),
    ],
)
def test_cards_by_role(town: Town, at: At, who: str, cards: set[str]) -> None:
    town.heard()
    page = at(who).get("/desk/")
    own = {"/desk/hear", "/desk/dispatch", "/desk/arbitrate", "/desk/cases", "/desk/find"}
    assert {card.url for card in page.context["cards"]} & own == cards


@pytest.mark.parametrize("who", ["auditor", "security", "outsider"])
def test_for_whom_nothing_waits_it_shows_the_ways_on(town: Town, at: At, who: str) -> None:
    page = at(who).get("/desk/")
    assert "/desk/recusals/" in {card.url for card in page.context["cards"]}
    assert "/desk/" not in {card.url for card in page.context["cards"]}


def test_counts_are_of_what_one_may_see(town: Town, at: At) -> None:
    town.heard()
    town.heard(text="有人受贿", kind="accusation")
    counts = {
        name: {card.url: card.count for card in at(name).get("/desk/").context["cards"]}
        for name in ("dispatcher", "eastdesk", "officer")
    }
    assert [counts[name]["/desk/dispatch"] for name in counts] == [1, 1, 1]


@pytest.mark.parametrize("who", ["dispatcher", "handler", "supervisor", "eastdesk", "officer"])
def test_all_counts_of_the_page_are_asked_at_once(at: At, who: str, django_assert_max_num_queries: Any) -> None:
    client = at(who)
    client.get("/desk/")
    with django_assert_max_num_queries(8):
        client.get("/desk/")


def test_signing_in_comes_first(client: object, db: None) -> None:
    from django.test import Client

    assert Client().get("/desk/").status_code == 302
