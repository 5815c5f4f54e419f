"""When people of the demo county speak, where, about what, by which channel: a year of comings, before anything is done.

Seasons, weekdays and hours have the shape of the real thing; some villages are silent, some complain much, a storm
brings many voices about the same thing. Knows no verb.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from sixia.cases.rules import NewVoice
from sixia.config.demo import speech
from sixia.config.demo.founding import County
from sixia.config.demo.speech import RURAL, URBAN, Said, Situation
from sixia.places.models import Place

ZONE: Final = ZoneInfo("Asia/Shanghai")
DAYS: Final = 365
WEEKDAYS: Final = (120, 112, 106, 104, 100, 66, 58)
HOURS: Final = (1, 0, 0, 0, 0, 1, 3, 9, 22, 30, 28, 20, 12, 12, 20, 24, 22, 18, 13, 12, 11, 8, 5, 2)
STORM: Final = (7, 18)
STORM_DAYS: Final = 6
STORM_SHARE: Final = 0.07
STORMY: Final = ("flooding_street", "power_outage", "rural_road", "landslide", "water_outage", "irrigation")
CHANNELS: Final = {"phone": 56, "web": 24, "counter": 6, "letter": 3, "visit": 5, "sms": 3, "mail": 3}
WANTS: Final = {
    "web": "sms",
    "sms": "sms",
    "mail": "mail",
    "letter": "paper",
    "phone": "sms",
    "counter": "phone",
    "visit": "phone",
}
T = TypeVar("T")
BY_THEMSELVES: Final = ("web", "sms", "mail")
FOREIGN_SHARE, REGULAR_SHARE, NO_PLACE_SHARE = 0.03, 0.12, 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One voice that will be raised at `at`. `number` seeds its luck; `others` are the voices that join it, with their times."""

    number: int
    at: datetime
    said: Said
    place: Place
    channel: str
    caller: tuple[str, str]
    seed: str
    others: tuple["Coming", ...] = ()
    traits: dict[str, object] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """What it is about."""
        return self.said.situation.category

    def luck(self) -> Random:
        """Fresh luck that is the same whenever this coming is played."""
        return Random(f"{self.seed}/{self.number}")


class Year:
    """Draws comings of the year before `now`."""

    def __init__(self, county: County, now: datetime, seed: str) -> None:
        self.county, self.now, self.seed = county, now, seed
        self.today = now.astimezone(ZONE).date()
        self.number = 0
        luck = Random(f"{seed}/villages")
        self._places = {
            where: _Weighted([(place, _loudness(place, luck)) for place in county.villages if speech.fits(place.name, where)])
            for where in (URBAN, RURAL, "any")
        }

    def everyday(self, size: int) -> list[Coming]:
        """`size` single voices over the year, in the order of time."""
        luck = Random(f"{self.seed}/days")
        days = [self.today - timedelta(days=back) for back in range(DAYS, -1, -1)]
        crowd = _Weighted([(day, self._busy(day, index)) for index, day in enumerate(days)])
        times = sorted(at for at in (self._moment(crowd.draw(luck), luck) for _one in range(size)) if at < self.now)
        return [self.coming(at, luck) for at in times]

    def storm(self, size: int) -> Iterator[Coming]:
        """The storm's cases, each with the voices that join it within its first hours."""
        day = next(d for d in (date(self.today.year - back, *STORM) for back in (0, 1)) if d + timedelta(days=30) < self.today)
        luck = Random(f"{self.seed}/storm")
        while size > 0:
            crowd = min(size, luck.choice((1, 2, 3, 5, 8, 13, 21)))
            at = self._moment(day + timedelta(days=luck.randrange(STORM_DAYS)), luck)
            first = self.coming(at, luck, situation=luck.choice([s for s in speech.situations() if s.category in STORMY]))
            yield self.with_others(first, crowd - 1, luck)
            size -= crowd

    def with_others(self, first: Coming, count: int, luck: Random, within: timedelta = timedelta(hours=8)) -> Coming:
        """The same coming with so many other voices about the same thing."""
        others = []
        for _one in range(count):
            at = first.at + within * luck.uniform(0.01, 1)
            other = self.coming(at, luck, situation=first.said.situation, place=first.place)
            others.append(replace(other, said=speech.about(first.said, luck)))
        return replace(first, others=tuple(sorted(others, key=lambda other: other.at)))

    def coming(
        self, at: datetime, luck: Random, *, situation: Situation | None = None, place: Place | None = None, **traits: object
    ) -> Coming:
        """One coming at a moment; what is not given is drawn."""
        self.number += 1
        found = situation or self._situation(at, luck)
        where = place or self._places[found.where].draw(luck)
        town = self.county.places[where.parent_id or 0].name
        said = speech.say(found, place=where.name, town=town, luck=luck)
        channel = "web" if found.language == "en" else luck.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        regular = luck.random() < REGULAR_SHARE
        caller = speech.caller(luck.randrange(60) if regular else 1000 + self.number, luck)
        return Coming(
            number=self.number, at=at, said=said, place=where, channel=channel, caller=caller, seed=self.seed, traits=dict(traits)
        )

    def _situation(self, at: datetime, luck: Random) -> Situation:
        if luck.random() < FOREIGN_SHARE:
            return luck.choice(speech.foreign())
        month = at.astimezone(ZONE).month
        rows = speech.situations()
        return luck.choices(rows, [row.weight_in(month) for row in rows])[0]

    def _busy(self, day: date, index: int) -> float:
        month = sum(row.weight_in(day.month) for row in speech.situations()) / 900
        return WEEKDAYS[day.weekday()] * month * (1 + 0.4 * index / DAYS)

    def _moment(self, day: date, luck: Random) -> datetime:
        hour = luck.choices(range(24), HOURS)[0]
        local = datetime.combine(day, time(hour, luck.randrange(60), luck.randrange(60)), ZONE)
        return local.astimezone(self.now.tzinfo)


def new_voice(one: Coming, county: County, helper: int | None = None) -> NewVoice:
    """What the channel hands in: some have no number, some no place, some speak for others."""
    luck = Random(f"{one.seed}/{one.number}/voice")
    name, phone = one.caller
    anonymous = luck.random() < 0.05
    given: dict[str, object] = {
        "text": one.said.text,
        "channel": one.channel,
        "desk": county.units["hotline"].pk,
        "kind": one.said.situation.kind or county.book.category(one.category).kind,
        "category": one.category if luck.random() < 0.7 else "",
        "place": None if luck.random() < NO_PLACE_SHARE else one.place.pk,
        "place_note": one.said.slots["spot"],
        "name": "" if anonymous else name,
        "phone": "" if anonymous else phone,
        "email": f"resident{one.number}@example.org" if one.channel == "mail" and not anonymous else "",
        "wants": WANTS[one.channel],
        "language": one.said.situation.language,
        "secret": luck.random() < 0.02,
    }
    if helper is not None:
        given |= {"helper": helper, "consent": "当面念给本人听，同意代记"}
    return NewVoice(**{**given, **one.traits})  # type: ignore[arg-type]


class _Weighted(Generic[T]):
    """Draws from things with weights, quickly."""

    def __init__(self, rows: Sequence[tuple[T, float]]) -> None:
        self._things = [thing for thing, _weight in rows]
        self._sums = list(accumulate(weight for _thing, weight in rows))

    def draw(self, luck: Random) -> T:
        return self._things[bisect(self._sums, luck.random() * self._sums[-1])]


def _loudness(place: Place, luck: Random) -> float:
    """Every fifth village is silent though people live there; a few complain far more than their neighbours."""
    chance = luck.random()
    if chance < 0.2:
        return 0
    return (place.households or 300) * (7 if chance > 0.98 else luck.uniform(0.4, 1.6))
