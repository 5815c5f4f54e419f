"""A year of life of the demo county: who comes when, which hand writes it, and everything played to the present moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache

from django.db import connection

from sixia.catalog.queries import calendar
from sixia.config.demo import (
    ahead,
    onsite,
    outreach,
    oversight,
    petitions,
    problems,
    receptions,
    research,
    standing_rules,
    surveys,
    visits,
)
from sixia.config.demo.comings import Coming, Year
from sixia.config.demo.desks import Desks
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.journeys import Play
from sixia.config.demo.past import Past
from sixia.config.demo.planning import for_idle, scripted
from sixia.config.demo.play import play
from sixia.config.demo.present import Present
from sixia.config.demo.scene import Scene
from sixia.config.wiring import REACTIONS
from sixia.interop.authoring import tell_authors
from sixia.interop.calling import tell_called
from sixia.interop.learning import tell_keepers
from sixia.interop.reactions import climb, tell_officials, tell_residents
from sixia.interop.receiving import tell_bookers, tell_receivers
from sixia.interop.reminding import tell_leaders
from sixia.interop.solving import ask_residents, tell_solvers
from sixia.interop.visiting import tell_visitors
from sixia.kit import clocks, jobs
from sixia.orders.models import Order
from sixia.oversight.reactions import remind
from sixia.people.rules import HANDLER

RECENT_SHARE = 24
"""One in so many of the everyday voices, the newest ones, is written by the rooms' own actions."""
RESIDENTS_TOLD, OFFICIALS_TOLD = timedelta(days=4), timedelta(hours=14)
"""For how long before the present residents and officials have been getting messages."""
Progress = Callable[[float], None]


def live(county: County, now: datetime, *, size: int, seed: str, progress: Progress) -> None:
    """Fill the year before `now`; progress is told as a share from 0 to 1."""
    year = Year(county, now, seed)
    storm = list(year.storm(round(size * 0.07)))
    planned = list(scripted(year, county, size))
    joined = sum(1 + len(one.others) for one in storm) + sum(1 + len(one.others) for one, _script in planned)
    everyday = [*storm, *year.everyday(max(size - joined, size // 3))]
    everyday.sort(key=lambda one: one.at)
    recent = max(size // RECENT_SHARE, 10)
    desks = Desks(county)
    with _quick_calendars():
        left = _past(county, desks, everyday[:-recent], now, lambda share: progress(share * 0.3))
        stage = _Stage(county, desks, now)
        journeys = [_journey(stage.hand, county, one) for one in everyday[-recent:] if one.at <= now]
        journeys += [_journey(stage.hand, county, one) for one in left]
        journeys += [
            (one.at, one.number, Scene(stage.hand, county, one).run(script, hours=not script.today)) for one, script in planned
        ]
        journeys += oversight.journeys(stage.hand, year, county)
        journeys += petitions.journeys(county, now, seed)
        journeys += problems.journeys(county, now, seed)
        journeys += receptions.journeys(stage.hand, county, now, seed)
        journeys += outreach.journeys(stage.hand, county, now, seed)
        journeys += research.journeys(county, now, seed)
        journeys += visits.journeys(stage.hand, county, now, seed)
        journeys += onsite.journeys(stage.hand, county, now, seed)
        journeys += standing_rules.journeys(county, now, seed)
        journeys += surveys.journeys(county, now, seed)
        journeys += ahead.journeys(county, now)
        first = min(at for at, _number, _journey in journeys)
        with _own_wiring():
            play(journeys, stage, until=now, told=lambda at: progress(0.3 + 0.65 * _curve((at - first) / (now - first))))
            play(_for_the_idle(stage.hand, year, county), stage, until=now)


def _for_the_idle(hand: Present, year: Year, county: County) -> list[tuple[datetime, int, Journey]]:
    """Everybody in the cast finds something on the desk."""
    busy = set(Order.objects.open().values_list("unit_id", flat=True))
    idle = [unit for unit in county.units.values() if (unit.pk, HANDLER) in county.staff and unit.pk not in busy]
    journeys = []
    for one, script, called_in in filter(None, (for_idle(year, county, unit) for unit in idle)):
        scene = Scene(hand, county, one)
        scene.assisting = called_in
        journeys.append((one.at, one.number, scene.run(script, hours=False)))
    return journeys


def _curve(share: float) -> float:
    """Most of the work lies in the last weeks."""
    return share**6 * 0.8 + share * 0.2


def _journey(hand: Present | Past, county: County, one: Coming) -> tuple[datetime, int, Journey]:
    return one.at, one.number, Play(hand, county, one).run()


def _past(county: County, desks: Desks, comings: list[Coming], now: datetime, progress: Progress) -> list[Coming]:
    """Compose and write what is over by now; returns what is not, for the other hand."""
    hand, left = Past(county, desks), []
    for index, one in enumerate(comings):
        if play([_journey(hand, county, one)], hand, until=now):
            left.append(one)
        if index % 50 == 0:
            progress(index / len(comings))
    hand.write()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner learns of rows that nobody else can see yet
    return left


class _Stage:
    """The present hand, with the clockwork that runs beside it: sweeps always, notices only in the last days."""

    def __init__(self, county: County, desks: Desks, now: datetime) -> None:
        self.hand, self.now = Present(county, desks), now

    def before(self, now: datetime) -> None:
        """Sweep, and deliver what is due."""
        ago = self.now - now
        jobs.WIRING.reactions = _reactions(residents=ago < RESIDENTS_TOLD, officials=ago < OFFICIALS_TOLD)
        self.hand.before(now)
        _deliver(now)

    def keep(self, made: object) -> None:
        """It is written already."""


@contextmanager
def _own_wiring() -> Iterator[None]:
    """What reacts while the year is played is put back afterwards."""
    held = jobs.WIRING.reactions
    try:
        yield
    finally:
        jobs.WIRING.reactions = held


_TO_OFFICIALS = (
    *(tell_officials, tell_called, tell_authors, tell_keepers, tell_leaders, tell_solvers, tell_receivers, tell_visitors),
    *(climb, remind),
)


@cache
def _reactions(*, residents: bool, officials: bool) -> dict[str, tuple[str, ...]]:
    """The installation's reactions without the notices that nobody gets at that time: bookkeeping goes on always."""
    silent = {*(() if residents else (tell_residents, tell_bookers, ask_residents)), *(() if officials else _TO_OFFICIALS)}
    return {event.__name__: tuple(jobs.name_of(row) for row in rows if row not in silent) for event, rows in REACTIONS.items()}


def _deliver(now: datetime) -> None:
    while jobs.run_due(now, most=200):
        pass


@contextmanager
def _quick_calendars() -> Iterator[None]:
    """The rules do not change while the year is played: each calendar is read once."""
    clocks.use_calendars(cache(calendar))
    try:
        yield
    finally:
        clocks.use_calendars(calendar)
