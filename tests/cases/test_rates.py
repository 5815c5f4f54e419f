"""The arithmetic of the boards: shares, spreads with what is still open, beginnings."""

from datetime import UTC, datetime, timedelta

import pytest

from sixia.cases.queries.rates import Length, Share, Span, beginnings, lengths, spread

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("part", "whole", "percent"), [(7, 9, None), (7, 10, 70), (0, 10, 0), (0, 0, None), (2, 30, 7)])
def test_a_percentage_only_from_ten_on(part: int, whole: int, percent: int | None) -> None:
    assert Share(part, whole).percent == percent


def test_without_open_ones_it_is_the_plain_median() -> None:
    found = spread([Length(n * DAY, True) for n in range(1, 11)])
    assert found.median is not None
    assert found.tail is not None
    assert (found.median.time, found.tail.time) == (5 * DAY, 9 * DAY)
    assert found.median.known
    assert found.tail.known
    assert (found.n, found.waiting) == (10, 0)


def test_leaving_things_lying_never_looks_fast() -> None:
    done = [Length(n * DAY, True) for n in range(1, 6)]
    lying = [Length(40 * DAY, False) for _ in range(15)]
    found = spread([*done, *lying])
    assert found.median is not None
    assert found.tail is not None
    assert (found.median.known, found.median.time) == (False, 40 * DAY)
    assert found.waiting == 15


def test_freshly_opened_ones_do_not_slow_it() -> None:
    done = [Length(n * DAY, True) for n in range(2, 12)]
    fresh = [Length(DAY, False) for _ in range(10)]
    with_fresh, without = spread([*done, *fresh]), spread(done)
    assert with_fresh.median == without.median


def test_nothing_at_all() -> None:
    found = spread([])
    assert (found.median, found.tail, found.n) == (None, None, 0)


def test_lengths_of_what_is_done_open_or_ended_otherwise() -> None:
    rows = [
        (NOW - 3 * DAY, NOW - DAY, None),
        (NOW - 3 * DAY, None, None),
        (NOW - 3 * DAY, None, NOW - 2 * DAY),
        (None, NOW, None),
        (NOW, NOW - DAY, None),
    ]
    assert lengths(rows, NOW) == [Length(2 * DAY, True), Length(3 * DAY, False), Length(DAY, False), Length(0 * DAY, True)]


def test_weeks_begin_with_the_span() -> None:
    assert beginnings(Span(NOW, NOW + 15 * DAY)) == [NOW, NOW + 7 * DAY, NOW + 14 * DAY]
    assert beginnings(Span(NOW, NOW)) == [NOW]
