"""P6: figures over the whole county: counting a year again, and any indicator for a place, unit, topic and month."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.db import connection
from django.utils import timezone

from sixia.cases.models import Case
from sixia.config.bench.house import House, queries_of
from sixia.config.bench.measured import Measured
from sixia.insight.figures.actions import catch_up, count_again
from sixia.insight.figures.models import Fact, Tally
from sixia.insight.figures.queries import sums
from sixia.insight.figures.queries.reach import PUBLIC
from sixia.insight.figures.rules.cuts import Cut, plus
from sixia.insight.figures.rules.indicators import INDICATORS
from sixia.kit.models import Entry

QUERY, AGAIN = 300.0, 60.0
TURNS: Final = 3


def measure(house: House) -> list[Measured]:
    """Facts are counted once from nothing; then a year again, what is new, and the questions."""
    now, today = timezone.now(), timezone.localdate()
    if not Fact.objects.exists():
        count_again(now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    last = plus(date(today.year, today.month, 1), -1)
    year = [plus(last, -12), last]
    many = Case.objects.filter(heard_at__date__gte=year[0], heard_at__date__lt=year[1]).count()
    took = _timed(lambda: count_again(now, since=year[0], until=year[1]))
    again = Measured("P6", f"counting a year again: {many:,} cases", house.size, p50=1000 * took, goal=f"≤ {AGAIN:.0f} s")
    again.passed = took <= AGAIN
    new = Measured("P6", f"nothing new of {Entry.objects.count():,} entries", house.size)
    catch_up(now)
    new.timed([_timed(lambda: catch_up(now)) for _turn in range(TURNS)])
    return [again, new, *_asked(house, last, year[0], today)]


def _asked(house: House, last: date, first: date, today: date) -> list[Measured]:
    place, unit, topic = _busiest()
    town = place[:-5]
    month = Cut(last, plus(last, 1), today)
    cuts = {
        "one month": month,
        "month × town × unit × topic": Cut(last, plus(last, 1), today, town, unit, frozenset({topic})),
        "month × village × unit × topic": Cut(last, plus(last, 1), today, place, unit, frozenset({topic})),
        "90 days": Cut(today - timedelta(days=90), today, today),
        "a year": Cut(first, last, today),
        "a year × village": Cut(first, last, today, place),
        "three years": Cut(plus(last, -36), plus(last, 1), today),
    }
    facts, year = Fact.objects.count(), cuts["a year"]
    rows = [_one(house, f"{name}, {facts:,} facts", cut) for name, cut in cuts.items()]
    return [*rows, *(_one(house, f"a year by {by}", year, by) for by in ("month", "unit", "topic"))]


def _one(house: House, what: str, cut: Cut, by: str = "") -> Measured:
    """Every indicator some times; the slowest indicator decides."""
    slowest: list[float] = [0.0]
    for one in INDICATORS:
        ask = partial(sums.values, [one], cut, PUBLIC, by=by)
        seconds = sorted(_timed(ask) for _turn in range(TURNS))
        slowest = max(slowest, seconds, key=lambda times: times[len(times) // 2])
    row = Measured("P6", f"slowest indicator: {what}", house.size, goal=f"p50 ≤ {QUERY:.0f} ms").timed(slowest)
    row.queries = queries_of(partial(sums.values, INDICATORS[:1], cut, PUBLIC, by=by))
    row.passed = (row.p50 or 1e9) <= QUERY
    return row


def _busiest() -> tuple[str, int, str]:
    """A village, unit and topic that have much."""
    row = Fact.objects.filter(part="judged").order_by("-pk").values_list("place_path", "unit", "topic").first()
    return row or (Tally.objects.values_list("place_path", flat=True)[0], 0, "")


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
