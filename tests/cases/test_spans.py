"""Spans of time and their weeks."""

from datetime import UTC, datetime, timedelta

from sixia.cases.queries.spans import Span, beginnings

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_weeks_begin_with_the_span() -> None:
    assert beginnings(Span(NOW, NOW + 15 * DAY)) == [NOW, NOW + 7 * DAY, NOW + 14 * DAY]
    assert beginnings(Span(NOW, NOW)) == [NOW]
