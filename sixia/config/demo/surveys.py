"""Three surveys of the demo county by the room's own actions: one ended, one being checked, one open to everybody."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sixia.config.demo.asking import FORMS, workbook
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office
from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Form, Submission
from sixia.fieldwork.surveys.rules.sheets import sheet_code
from sixia.people.actors import resident
from sixia.people.rules import HANDLER
from sixia.places.models import Place

NUMBERS: Final = 99_100_000
"""Journeys of this room are numbered from here."""
NAMES: Final = uuid.UUID("2f1d9a70-6b7e-4a52-9a0b-1c6f5d0e8a11")
PHONES: Final = ("13800000301", "13800000302", "13800000303")
WATER_WISHES: Final = ("早晚做饭的时候水太小。", "天一旱就断水，要存两缸。", "管子老了，一下雨就浑。", "希望把水压加上来。", "")
MEAL_WISHES: Final = ("饭软一点就好。", "能送到家里最好。", "希望周末也开门。", "")
LIGHT_WORDS: Final = ("放学那会儿最黑。", "拐弯的地方看不见人。", "")
TOGETHER: Final = 5
"""So many filled forms come in at once: whoever was out sends them in the evening."""
Answers = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """A survey: its form, whose it is, how long ago it began and ended (days; 0: it still runs), how many answer, and how."""

    form: str
    unit: str
    began: int
    ended: int
    count: int
    ways: tuple[str, ...]
    answers: Callable[[Random, datetime], Answers]
    shared: bool = False
    checked: float = 0.6


def water(luck: Random, now: datetime) -> Answers:
    """A household and its water."""
    source = luck.choices(("tap", "well", "spring", "bought"), (62, 20, 12, 6))[0]
    made: Answers = {"group_name": f"{luck.randint(1, 9)}组", "people": luck.randint(1, 7), "source": source}
    if source == "tap":
        weak = luck.choices((["never"], ["morning"], ["evening", "dry"], ["dry"], ["rain"]), (25, 22, 23, 20, 10))[0]
        made |= {"weak": weak} | ({} if weak == ["never"] else {"days": luck.randint(0, 12)})
    else:
        made["far"] = luck.choice((30, 80, 150.5, 400))
    made |= {"quality": luck.choices((["fine"], ["cloudy"], ["smell", "scale"], ["scale"]), (48, 22, 12, 18))[0]}
    made |= {"wish": luck.choice(WATER_WISHES)} | ({"phone": luck.choice(PHONES)} if luck.random() < 0.3 else {})
    return made


def meals(luck: Random, now: datetime) -> Answers:
    """The old people of a household and their meals."""
    elders = [
        {"age": luck.randint(61, 92), "lives": luck.choices(("alone", "couple", "children"), (30, 45, 25))[0]}
        for _elder in range(luck.choice((1, 1, 2)))
    ]
    made: Answers = {
        "today": now.astimezone(ZONE).date().isoformat(),
        "elders": elders,
        "cooks": luck.choice(("yes", "yes", "no")),
    }
    made |= {"who": "演示老人", "canteen": luck.choice(("yes", "yes", "no")), "price": luck.choice((3, 5, 6.5, 8, 10))}
    if made["canteen"] == "yes":
        made["often"] = luck.choices(("daily", "weekly", "seldom", "never"), (30, 30, 25, 15))[0]
        made |= (
            {} if made["often"] == "daily" else {"why_not": luck.sample(("far", "taste", "price", "hours"), luck.randint(1, 2))}
        )
    return made | {"wish": luck.choice(MEAL_WISHES)}


def lights(luck: Random, now: datetime) -> Answers:
    """Somebody on their way home."""
    area, road = luck.choice((("north", "mill"), ("north", "school"), ("south", "river"), ("south", "market")))
    dark = luck.choice((0, 1, 2, 2, 3, 5, 8))
    made: Answers = {"area": area, "road": road, "dark": dark, "fear": luck.choice(("fine", "rather", "no")), "passes": "19:30"}
    if dark:
        made["since"] = (now - timedelta(days=luck.randint(1, 40))).astimezone(ZONE).date().isoformat()
    return made | {"words": luck.choice(LIGHT_WORDS)}


PLANS: Final = (
    Plan("elder_meals", "civil_affairs", 150, 100, 48, ("openrosa", "phone", "paper"), meals, checked=1.0),
    Plan("village_water", "water", 60, 0, 80, ("openrosa", "phone", "web", "paper"), water),
    Plan("road_lights", "urban_management", 18, 0, 36, ("link",), lights, shared=True, checked=0.3),
)


def journeys(county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """One journey per survey."""
    for number, plan in enumerate(PLANS):
        asked = Asked(county, plan, now, Random(f"{seed}/surveys/{plan.form}"))
        yield now - timedelta(days=plan.began), NUMBERS + number, asked.run()


class Asked:
    """One survey from its form to its results."""

    def __init__(self, county: County, plan: Plan, now: datetime, luck: Random) -> None:
        self.county, self.plan, self.now, self.luck = county, plan, now, luck
        self.unit = county.units[plan.unit]
        self.head = county.who(county.staff[self.unit.pk, HANDLER][0])
        self.villages = county.villages[:]
        self.sheet = 0
        self.form = Form()

    def run(self) -> Journey:
        """Drawn up, answered day by day, checked, and perhaps ended."""
        plan, calendar = self.plan, self.county.book.calendar("cn")
        now = yield office(calendar, self.now - timedelta(days=plan.began), self.luck)
        self.begin(now)
        span = timedelta(days=plan.began - plan.ended) * 0.95
        start = now
        for first in range(0, plan.count, TOGETHER):
            now = yield start + span * (first + self.luck.random() * TOGETHER) / plan.count
            for number in range(first, min(first + TOGETHER, plan.count)):
                row = self.answered(number, now)
                if number and (row.faults or self.luck.random() < plan.checked):
                    self.check(row, number, now)
        if plan.ended:
            now = yield office(calendar, self.now - timedelta(days=plan.ended), self.luck)
            actions.close(self.form.survey, by=self.head, now=now)

    def begin(self, now: datetime) -> None:
        """The form is uploaded and the survey runs."""
        plan, name = self.plan, f"{self.plan.form}.xlsx"
        self.form = actions.upload(workbook(FORMS[plan.form]), unit=self.unit, by=self.head, now=now, name=name)
        actions.open_survey(self.form.survey, by=self.head, now=now)
        if plan.shared:
            actions.share(self.form.survey, by=self.head, now=now)
        if "paper" in plan.ways:
            actions.number_sheets(self.form, count=min(plan.count, 100), by=self.head, now=now)

    def answered(self, number: int, now: datetime) -> Submission:
        """One filled form; on paper with the number of its sheet."""
        way = self.luck.choice(self.plan.ways)
        village: Place = self.luck.choice(self.villages)
        given: Answers = {"client": uuid.uuid5(NAMES, f"{self.plan.form}/{number}"), "via": way}
        if way == "paper":
            self.sheet += 1
            given["sheet"] = sheet_code(self.form.pk, self.sheet)
        if way != "link":
            given["place"] = village
        town = self.county.town(village)
        names = self.county.staff.get((town.pk, HANDLER)) or [self.county.staff[self.unit.pk, HANDLER][0]]
        by = resident() if way == "link" else self.county.who(names[0])
        answers = self.plan.answers(self.luck, now)
        if "people" in answers and way in ("openrosa", "phone") and number % 9 == 4:
            answers["people"] = 60
        return actions.submit(self.form, by=by, now=now, answers=answers, **given)

    def check(self, row: Submission, number: int, now: datetime) -> None:
        """Most are in order; some go back or do not count."""
        if row.faults:
            actions.send_back(row, reason="人数像是笔误，请问清楚再报。", by=self.head, now=now)
        elif number % 23 == 5:
            actions.set_aside(row, reason="试填的，不计入。", by=self.head, now=now)
        else:
            actions.approve(row, by=self.head, now=now)
