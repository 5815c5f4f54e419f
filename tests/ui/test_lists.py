"""The list page: state in the address, capped counts, partial answers, exports of what is shown."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import django_filters
import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import RequestFactory

from sixia.kit.models import Clock
from sixia.ui import lists
from sixia.ui.lists import Column, ListPage, Order, Tab

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


class Filters(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="owner", lookup_expr="icontains", label="Search")
    amount = django_filters.NumberFilter(label="Amount")

    class Meta:
        model = Clock
        fields: list[str] = []


def _short(rows: QuerySet[Clock], request: HttpRequest) -> QuerySet[Clock]:
    return rows.filter(amount=1)


class Clocks(ListPage):
    title = "Clocks"
    columns = [
        Column("owner", "Owner", lead=True, sort="owner"),
        Column("due", "Due", "due_at", css="num"),
        Column("hidden", "Kind", "kind", screen=False),
        Column("button", "Button", lambda row: "press", export=False),
    ]
    orders = [Order("due", "Due", ("due_at",)), Order("owner", "Owner", ("owner",))]
    tabs = [Tab("all", "All", lambda rows, request: rows), Tab("short", "Short", _short)]
    filterset = Filters
    page_size = 10
    empty_title = "No clocks run"
    exports: list[str] = []

    def queryset(self) -> QuerySet[Clock]:
        return Clock.objects.all()

    def row_url(self, row: Clock) -> str:
        return f"/clock/{row.pk}/"

    def exported(self, kind: str) -> None:
        self.exports.append(kind)


@pytest.fixture
def clocks() -> None:
    for n in range(25):
        common = {"stream": "thing", "calendar": "cn", "unit": "day", "started_at": NOW}
        Clock.objects.create(owner=f"thing:{n:02}", kind="=kind", amount=n % 2, due_at=NOW + timedelta(hours=n), **common)


def ask(query: str = "", **headers: str) -> Any:
    request = RequestFactory().get(f"/{query}", headers=headers)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    response = Clocks.as_view()(request)
    return response.render() if hasattr(response, "render") else response


def owners(html: str) -> list[str]:
    return re.findall(r'class="rowlink"[^>]*>([^<]+)<', html)


def after(html: str) -> str:
    found = re.search(r'rel="next" href="([^"]+)"', html)
    assert found
    return found.group(1).replace("&amp;", "&")


@pytest.mark.usefixtures("clocks")
def test_the_address_walks_through_the_pages() -> None:
    first = ask().content.decode()
    assert owners(first) == [f"thing:{n:02}" for n in range(10)]
    second = ask(after(first)).content.decode()
    assert owners(second) == [f"thing:{n:02}" for n in range(10, 20)]
    assert 'rel="prev"' in second


@pytest.mark.usefixtures("clocks")
def test_tab_filter_and_order_hold_together() -> None:
    html = ask("?tab=short&q=thing:1&order=-owner").content.decode()
    assert owners(html) == ["thing:19", "thing:17", "thing:15", "thing:13", "thing:11"]
    assert 'aria-sort="descending"' in html
    assert 'href="?tab=short&amp;q=thing%3A1&amp;order=-owner&amp;export=xlsx"' in html


@pytest.mark.usefixtures("clocks")
def test_tabs_count_what_passes_the_filters() -> None:
    html = ask("?q=thing:1").content.decode()
    assert re.findall(r"(All|Short) <span class=\"num\">(\d+)<", html) == [("All", "10"), ("Short", "5")]


@pytest.mark.usefixtures("clocks")
def test_htmx_gets_the_list_alone() -> None:
    part = ask("", **{"HX-Request": "true", "HX-Target": "section#list", "HX-Request-Type": "partial"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "<html" not in part
    whole = ask("", **{"HX-Request": "true", "HX-History-Restore-Request": "true"}).content.decode()
    assert "<html" in whole


@pytest.mark.usefixtures("clocks")
def test_an_export_holds_every_page_of_what_is_shown() -> None:
    Clocks.exports.clear()
    response = ask("?tab=short&export=csv")
    lines = b"".join(response).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Owner,Due,Kind"
    assert lines[1] == "thing:01,2026-05-11 11:00,'=kind"
    assert len(lines) == 1 + 12 + 1
    assert Clocks.exports == ["csv"]


@pytest.mark.usefixtures("clocks")
def test_more_than_excel_can_take_in_time_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "EXCEL_ROWS", 24)
    Clocks.exports.clear()
    response = ask("?order=owner&export=xlsx")
    assert (response.status_code, response["Location"]) == (302, "/?order=owner")
    assert Clocks.exports == []
    assert b"".join(ask("?export=csv")).count(b"\r\n") == 26


@pytest.mark.usefixtures("clocks")
def test_a_filter_that_cannot_be_read_says_so_and_shows_nothing() -> None:
    html = ask("?amount=many").content.decode()
    assert owners(html) == []
    assert 'class="errorlist"' in html


def test_nothing_at_all_and_nothing_that_matches_are_told_apart() -> None:
    assert "No clocks run" in ask().content.decode()
    assert "没有符合条件的内容" in ask("?q=x").content.decode()


@pytest.mark.usefixtures("clocks")
def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        ask()


def test_a_column_reads_through_what_is_missing() -> None:
    class Row:
        unit = None

        def name(self) -> str:
            return "n"

    assert Column("x", "X", "unit.name").read(Row()) is None
    assert Column("x", "X", "name").read(Row()) == "n"


def test_many_filters_are_folded_until_one_of_them_is_used(clocks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert '<details class="more"' not in ask().content.decode()
    monkeypatch.setattr(lists, "FILTERS", 0)
    folded = ask().content.decode()
    assert re.search(r'<details class="more"><summary>.*id_q.*id_amount.*</details>', folded, re.DOTALL)
    for query in ("?q=thing", "?amount=x"):
        assert '<details class="more" open>' in ask(query).content.decode()
