"""Spans of days as addresses and people say them: the last days, a month, a year, or from one day to another."""

from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sixia.insight.figures.rules.cuts import Cut, plus

DAYS: Final = (30, 90, 365)
MONTHS: Final = 13
YEARS: Final = 3
FIRST: Final = date(1990, 1, 1)
TO: Final = "_"


def spans(today: date) -> dict[str, tuple[date, date]]:
    """Those that are offered, by their word in the address: from, up to (not including)."""
    tomorrow = today + timedelta(days=1)
    found = {str(days): (tomorrow - timedelta(days=days), tomorrow) for days in DAYS}
    month = date(today.year, today.month, 1)
    for back in range(MONTHS):
        at = plus(month, -back)
        found[f"{at:%Y-%m}"] = (at, min(plus(at, 1), tomorrow))
    for year in range(today.year, today.year - YEARS, -1):
        found[f"{year:04d}"] = (date(year, 1, 1), min(date(year + 1, 1, 1), tomorrow))
    return found


def days_of(word: str, today: date) -> tuple[date, date] | None:
    """From, up to (not including) of any word: one that is offered, any month, or `2026-05-03_2026-05-20`. None for no span."""
    if word in (offered := spans(today)):
        return offered[word]
    first, _to, last = word.partition(TO)
    try:
        since = date.fromisoformat(first if last else f"{first}-01")
        until = date.fromisoformat(last) + timedelta(days=1) if last else plus(since, 1)
    except (ValueError, OverflowError):
        return None
    until = min(until, today + timedelta(days=1))
    return (since, until) if FIRST <= since < until else None


def word_of(cut: Cut) -> str:
    """The word of a cut's days."""
    return f"{cut.since}{TO}{cut.until - timedelta(days=1)}"


def span_label(word: str, since: date, until: date) -> str:
    """A span in words."""
    if word in map(str, DAYS):
        return _("the last %(days)d days") % {"days": int(word)}
    if TO in word:
        last = until - timedelta(days=1)
        return _("%(first)s to %(last)s") % {"first": date_format(since, "Y-m-d"), "last": date_format(last, "Y-m-d")}
    return date_format(since, _("Y") if len(word) == len("2026") else _("F Y"), use_l10n=False)
