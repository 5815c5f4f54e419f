"""Pages by key: complete, without doubles, both ways, with ties and nulls, on either database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from sixia.kit.models import Clock
from sixia.ui.keyset import Keyset, capped_count

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
ORDERS = [
    ("due_at",),
    ("-due_at",),
    ("warn_at",),
    ("-warn_at",),
    ("kind", "-warn_at", "amount"),
    ("-amount", "warn_at", "-kind"),
    ("-pk",),
    (),
]


@pytest.fixture
def clocks(db: None) -> QuerySet[Clock]:
    """Clocks with many ties, and every third without a warning."""
    for n in range(47):
        Clock.objects.create(
            owner=f"thing:{n}",
            stream="thing",
            kind="ab"[n % 2],
            calendar="cn",
            amount=n % 4,
            unit="day",
            started_at=NOW,
            due_at=NOW + timedelta(hours=n % 7, microseconds=n % 3),
            warn_at=None if n % 3 == 0 else NOW + timedelta(hours=n % 5),
        )
    return Clock.objects.all()


@pytest.mark.parametrize("order", ORDERS, ids="+".join)
def test_forwards_then_backwards_meets_every_row_once(clocks: QuerySet[Clock], order: tuple[str, ...]) -> None:
    keyset, pages, cursor = Keyset(clocks, order), [], ""
    while True:
        page = keyset.page(10, cursor)
        pages.append([row.pk for row in page.rows])
        if not page.after:
            break
        cursor = page.after
    assert [len(page) for page in pages] == [10, 10, 10, 10, 7]
    assert len({pk for page in pages for pk in page}) == 47
    assert [row.pk for row in keyset.walk(chunk=9)] == [pk for page in pages for pk in page]
    back = []
    while page.before:
        page = keyset.page(10, page.before)
        back.append([row.pk for row in page.rows])
    assert back == pages[-2::-1]


def test_nulls_come_last_whichever_way_the_list_runs(clocks: QuerySet[Clock]) -> None:
    for order in ("warn_at", "-warn_at"):
        empties = [row.warn_at is None for row in Keyset(clocks, (order,)).walk()]
        assert empties == sorted(empties)


def test_a_row_that_goes_and_one_that_comes_move_no_other(clocks: QuerySet[Clock]) -> None:
    keyset = Keyset(clocks, ("due_at",))
    first = keyset.page(10)
    second = [row.pk for row in keyset.page(10, first.after).rows]
    first.rows[3].delete()
    assert [row.pk for row in keyset.page(10, first.after).rows] == second


def test_the_order_may_be_an_annotation(clocks: QuerySet[Clock]) -> None:
    keyset = Keyset(clocks.annotate(twice=F("amount") * 2), ("-twice",))
    twice = [row.amount * 2 for row in keyset.walk(chunk=5)]
    assert len(twice) == 47
    assert twice == sorted(twice, reverse=True)


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WzAsMV0", "WzAsIngiLCJ5IiwieiJd", "💥", "W1tbW1tb"])
def test_a_cursor_that_cannot_be_read_gives_the_first_page(clocks: QuerySet[Clock], cursor: str) -> None:
    keyset = Keyset(clocks, ("due_at",))
    assert keyset.page(10, cursor) == keyset.page(10)


def test_a_page_costs_one_query_and_no_offset(clocks: QuerySet[Clock], django_assert_num_queries: CaptureQueriesContext) -> None:
    keyset = Keyset(clocks, ("warn_at",))
    cursor = keyset.page(10).after
    with django_assert_num_queries(1) as queries:  # type: ignore[operator]
        keyset.page(10, cursor)
    assert "OFFSET" not in queries.captured_queries[0]["sql"]


def test_counting_stops_one_past_the_cap(clocks: QuerySet[Clock]) -> None:
    assert capped_count(clocks, cap=40) == 41
    assert capped_count(clocks, cap=47) == 47
    assert capped_count(clocks.order_by("due_at").filter(amount=0)) == 12
