"""Cuts of the small county, and the comparison of an engine's figures with the database's, number by number."""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import NoReturn

import pytest

from sixia.insight.figures import engines
from sixia.insight.figures.engines import Engine, Unusable
from sixia.insight.figures.models import Fact
from sixia.insight.figures.queries import sums
from sixia.insight.figures.queries.reach import PUBLIC
from sixia.insight.figures.rules.cuts import Cut
from sixia.insight.figures.rules.indicators import INDICATORS
from tests.town import DAY, NOW, Town

LATER = (NOW + 8 * DAY).date()
By = str | tuple[str, ...]
CODES = frozenset(code for one in INDICATORS for code in one.parts)


def CUTS(town: Town) -> dict[str, Cut]:
    """Whole months, edges of months, places above and below the grain of the monthly sums, a unit, a topic, nothing."""
    year = (date(2026, 1, 1), date(2027, 1, 1), LATER)
    topic = Fact.objects.exclude(topic="").values_list("topic", flat=True)[0]
    return {
        "may": Cut(date(2026, 5, 1), date(2026, 6, 1), LATER),
        "some days": Cut(NOW.date(), (NOW + 2 * DAY).date(), LATER),
        "across months": Cut(date(2025, 12, 9), date(2026, 5, 13), LATER),
        "a town": Cut(*year, place=town.places["990101100"].path),
        "a village": Cut(*year, place=town.places["990101100001"].path),
        "a unit": Cut(*year, unit=town.units["housing"].pk),
        "a topic": Cut(*year, topics=frozenset({topic})),
        "nothing": Cut(date(2001, 1, 1), date(2001, 2, 1), LATER),
    }


def summed_alike(engine: Engine, cut: Cut, name: str, *, by: By = "", codes: Collection[str] = CODES) -> None:
    """The sums of every part, bucket by bucket, are the database's."""
    theirs = engines.totals(engine, codes, cut, by=by)
    assert bool(theirs) is not name.startswith("nothing"), name
    assert theirs == sums.sums(codes, cut, PUBLIC, by=by), f"{engine.name}: {name}"


def said_alike(engine: Engine, cut: Cut, name: str, *, by: str = "") -> None:
    """What every indicator says, medians and tails among it, is what it says at the desk."""
    theirs = engines.values(engine, INDICATORS, cut, by=by)
    assert theirs == sums.values(INDICATORS, cut, PUBLIC, by=by), f"{engine.name}: {name}"


@contextmanager
def engine_or_skip(opened: Callable[[], AbstractContextManager[Engine]]) -> Iterator[Engine]:
    """The engine; a skip with its reason where it is not installed, and a failure in CI."""
    context = opened()
    try:
        engine = context.__enter__()
    except Unusable as why:
        left_out(why)
    try:
        yield engine
    finally:
        context.__exit__(None, None, None)


def left_out(why: Unusable) -> NoReturn:
    """Not installed on somebody's machine is a skip; in CI it is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(str(why))
    pytest.skip(str(why))
