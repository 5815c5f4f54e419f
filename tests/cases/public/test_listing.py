"""The public list, map and page: what, where, who and how far; never a word; the same few questions however many rows."""

from typing import Any

import pytest
from django.test import Client

from sixia.cases.models import Case
from tests.town import DAY, NOW, Town


@pytest.fixture
def rows(town: Town) -> list[Case]:
    """Public and hidden cases."""
    return [
        town.dispatched(category="lamp"),
        town.heard("西一村噪音大", category="noise", place=town.places["990101200001"].pk, now=NOW - 3 * DAY),
        town.heard("保密的话", category="lamp", secret=True),
        town.heard("小孩的话", category="lamp", minor=True),
        town.heard("没有归类的话"),
    ]


def test_only_public_ones_and_no_words(client: Client, rows: list[Case]) -> None:
    page = client.get("/cases").content.decode()
    assert page.count("<tr data-row") == 2
    for words in ("上周有人摔了", "噪音大", "保密的话", "小孩的话", "13800000001"):
        assert words not in page
    assert "东镇 东一村" in page
    assert "县住建局" in page


def test_filters_live_in_the_address(client: Client, rows: list[Case]) -> None:
    for query, found in (
        ("category=noise", 1),
        ("place=990101100", 1),
        ("since=2026-05-10", 1),
        ("tab=closed", 0),
        ("tab=open", 2),
        ("category=nonsense", 0),
        ("place=%F0%9F%92%A1", 0),
        ("since=x", 0),
        ("at=nonsense", 2),
    ):
        page = client.get(f"/cases?{query}").content.decode()
        assert page.count("<tr data-row") == found, query


def test_the_list_asks_the_same_few_questions(client: Client, town: Town, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        town.dispatched(category="lamp")
    client.get("/cases")
    with django_assert_max_num_queries(12):
        page = client.get("/cases").content.decode()
    assert page.count("<tr data-row") == 25
    assert 'rel="next"' in page


def test_a_case_page_shows_the_way_only(client: Client, rows: list[Case]) -> None:
    page = client.get(f"/cases/{rows[0].pk}").content.decode()
    assert "路灯不亮" in page
    assert f"/?into={rows[0].pk}" in page
    assert "上周有人摔了" not in page
    for hidden in rows[2:]:
        assert client.get(f"/cases/{hidden.pk}").status_code == 404
    assert client.get("/cases/99999999999999999999999").status_code == 404


def test_the_map_counts_by_place_with_a_list(client: Client, rows: list[Case], django_assert_max_num_queries: Any) -> None:
    client.get("/cases/map")
    with django_assert_max_num_queries(10):
        page = client.get("/cases/map").content.decode()
    assert '<a href="/cases?place=990101100">1</a>' in page
    inner = client.get("/cases/map?place=990101200").content.decode()
    assert '<a href="/cases?place=990101200001">1</a>' in inner
    for nowhere in ("x", "💡", "9" * 300):
        assert client.get("/cases/map", {"place": nowhere}).status_code == 404


@pytest.mark.parametrize("address", ["/help", "/privacy", "/lost", "/track", "/", "/cases", "/cases/map"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(client: Client, town: Town, address: str, language: str) -> None:
    client.post("/language/", {"language": language, "next": "/"})
    page = client.get(address)
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1
