"""A year of life of the demo county: who comes when, which hand writes it, and everything played to the present moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random

from sixia.catalog.queries import calendar
from sixia.config.demo import hours, scripts, speech
from sixia.config.demo.comings import Coming, Year
from sixia.config.demo.desks import Desks
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.journeys import Play
from sixia.config.demo.past import Past, Unfinished
from sixia.config.demo.play import play
from sixia.config.demo.present import Present
from sixia.config.demo.scene import Scene
from sixia.config.demo.scripts import Script
from sixia.config.demo.speech import Situation
from sixia.kit import clocks, jobs

RECENT_SHARE = 12
"""One in so many of the everyday voices, the newest ones, is written by the rooms' own actions."""
FULL = 3000
"""The size at which scripts are played as often as their tables say."""
AWAKE = timedelta(days=3)
"""How long before the present people are notified again."""
PLAIN = frozenset({"hear", "dispatch", "accept", "contact"})
Progress = Callable[[float], None]


def live(county: County, now: datetime, *, size: int, seed: str, progress: Progress) -> None:
    """Fill the year before `now`; progress is told as a share from 0 to 1."""
    year = Year(county, now, seed)
    storm = list(year.storm(round(size * 0.07)))
    planned = list(_scripted(year, county, size))
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
        journeys += [(one.at, one.number, Scene(stage.hand, county, one).run(script, hours=not script.today)) for one, script in planned]
        first = min(at for at, _number, _journey in journeys)
        with stage.asleep():
            play(journeys, stage, until=now, told=lambda at: progress(0.3 + 0.7 * _curve((at - first) / (now - first))))
        stage.settle()


def _curve(share: float) -> float:
    """Most of the work lies in the last weeks."""
    return share**6 * 0.8 + share * 0.2


def _journey(hand: Present | Past, county: County, one: Coming) -> tuple[datetime, int, Journey]:
    return one.at, one.number, Play(hand, county, one).run()


def _past(county: County, desks: Desks, comings: list[Coming], now: datetime, progress: Progress) -> list[Coming]:
    """Compose and write what is over by now; returns what is not, for the other hand."""
    hand, left = Past(county, desks), []
    for index, one in enumerate(comings):
        try:
            under_way = play([_journey(hand, county, one)], hand, until=now)
        except Unfinished:
            under_way = {one.number}
        if under_way:
            left.append(one)
        if index % 50 == 0:
            progress(index / len(comings))
    hand.write()
    return left


class _Stage:
    """The present hand, with the clockwork that runs beside it: sweeps always, notices only in the last days."""

    def __init__(self, county: County, desks: Desks, now: datetime) -> None:
        self.hand, self.now = Present(county, desks), now
        self.awake = False
        self._reactions = jobs.WIRING.reactions

    @contextmanager
    def asleep(self) -> Iterator[None]:
        """Nobody reacts until the last days come."""
        jobs.WIRING.reactions = {}
        try:
            yield
        finally:
            jobs.WIRING.reactions = self._reactions

    def before(self, now: datetime) -> None:
        """Sweep, and deliver what is due."""
        self.hand.before(now)
        if not self.awake and now > self.now - AWAKE:
            self.awake, jobs.WIRING.reactions = True, self._reactions
        if self.awake:
            _deliver(now)

    def keep(self, made: object) -> None:
        """It is written already."""

    def settle(self) -> None:
        """Everything that is due by now has been delivered."""
        _deliver(self.now)


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


def _scripted(year: Year, county: County, size: int) -> Iterator[tuple[Coming, Script]]:
    """Every script as often as this size wants, at least once: those of the year at any time, today's to end just now."""
    luck = Random(f"{year.seed}/scripts")
    share = min(1.0, size / FULL)
    steady = [row for row in speech.situations() if row.weight and _steady(county, row)]
    for script in scripts.SCRIPTS:
        for _turn in range(max(1, round((script.year or script.today) * share))):
            at = _start(script, year, county, luck)
            yield _cast(script, at, year, county, steady, luck), script


def _start(script: Script, year: Year, county: County, luck: Random) -> datetime:
    if script.today:
        spread = timedelta(minutes=luck.uniform(0, 2)) + (scripts.duration(script.tail) or timedelta()) * luck.uniform(0, 0.2)
        return year.now - script.length() - (scripts.duration(script.tail) or timedelta()) - spread
    room = timedelta(days=360) - script.length() * 2 - timedelta(days=25)
    at = year.now - timedelta(days=360) + room * luck.random()
    return hours.office(county.book.calendar("cn"), at, luck)


def _cast(script: Script, at: datetime, year: Year, county: County, steady: list[Situation], luck: Random) -> Coming:
    """The coming that a script begins with."""
    situation = _situation(script, at, steady, luck)
    one = year.coming(at, luck, situation=situation)
    name, phone = one.caller
    traits: dict[str, object] = {"name": name, "phone": phone, "secret": False, **script.traits}
    if script.kind:
        traits |= {"kind": script.kind}
    if situation and situation.category in ("corruption", "false_work"):
        traits |= {"named_units": (county.units[county.places[one.place.parent_id or 0].code].pk,)}
    if script.traits.get("urgent"):
        traits |= {"category": one.category}
    given = {"channel": script.channel or ("phone" if one.channel == "visit" else one.channel), "traits": traits}
    one = replace(one, **given)  # type: ignore[arg-type]
    return year.with_others(one, script.others, luck, within=timedelta(hours=1)) if script.others else one


def _situation(script: Script, at: datetime, steady: list[Situation], luck: Random) -> Situation | None:
    if script.category:
        return luck.choice([row for row in speech.situations() if row.category == script.category])
    if {verb for _pause, verb in script.parsed()} <= PLAIN:
        return None
    return luck.choices(steady, [row.weight for row in steady])[0]


def _steady(county: County, row: Situation) -> bool:
    """Whether the rules leave some days for it, allow more, and want two people to look at the answer."""
    category = county.book.category(row.category)
    kind = row.kind or category.kind
    norm = county.book.norm("handle", category=row.category, level=category.triage, kind=kind)
    return norm is not None and norm.limit.unit == "workday" and norm.limit.amount >= 5 and norm.extensions > 0 and norm.four_eyes
