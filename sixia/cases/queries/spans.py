"""A span of time and its weeks. Pure; knows no table."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` up to, not including, `until`."""

    since: datetime
    until: datetime


def beginnings(span: Span) -> list[datetime]:
    """When the weeks of the span begin, counted from its beginning; the last may be a short one."""
    many = max(-(-(span.until - span.since) // timedelta(days=7)), 1)
    return [span.since + timedelta(days=7 * number) for number in range(many)]
