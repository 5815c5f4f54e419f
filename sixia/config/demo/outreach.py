"""A year of outreach of the demo county by the room's own actions: policies, talks, what was asked there, checks, coverage.

Each session is a journey of its own; questions that became inquiries are answered in the days after.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from sixia.cases.rules import Judgement
from sixia.config.demo import speech
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office
from sixia.config.demo.policies import NEWER, POLICIES, REPLY, WITHDRAWN, Text
from sixia.config.demo.present import Present, Thread
from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.actions import NewCount, NewQuestion, NewSession, NewWords
from sixia.fieldwork.outreach.models import Doubt, Question, Session, Version
from sixia.kit.calendar import is_workday
from sixia.places.models import Place

NUMBERS: Final = 98_200_000
NAMES: Final = UUID("5b0f3c1e-0000-4000-8000-00000000d17a")
"""Names of questions and sessions are drawn from this one, so that the county is the same each time."""
DAY: Final = timedelta(days=1)
FORMS: Final = ("courtyard", "village", "home", "stall", "courtyard", "loudspeaker", "village", "lecture")
HEADS: Final = {"home": 9, "courtyard": 22, "village": 41, "stall": 60, "lecture": 85, "loudspeaker": 520, "study": 14}
RULE: Final = "《信访工作条例》第二十二条：十五日内告知是否受理"
CHOSEN: Final = 24
"""So many villages are ever chosen; people of others come along to talks in the open, the rest was never reached."""
WIDE: Final = ("lecture", "loudspeaker")
"""Forms to which people come from several villages of the town."""
EVERY: Final = 8
MENDED: Final = timedelta(days=70)
"""So long ago the words of the first policy were made clearer: since then nobody asks that any more."""
YEAR: Final = 320
FIRST_DAYS: Final = {0: 340, 1: 300, 2: 330, 3: 200, 4: 150, 5: 335}
"""How many days ago each policy was published."""


def journeys(hand: Present, county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """The policies, then one journey per session, over the year and two weeks ahead."""
    wing = Wing(hand, county, now, seed)
    for number, text in enumerate(POLICIES):
        begins = now - timedelta(days=FIRST_DAYS[number])
        yield begins, NUMBERS + number, wing.policy(number, text, begins)
    for number, days in enumerate([*range(YEAR, 3, -EVERY), *range(-2, -14, -3)], start=20):
        begins = now - timedelta(days=max(days, 0) + 7)
        yield begins, NUMBERS + number, wing.session(number, days)
    yield now - timedelta(days=31), NUMBERS + 90, wing.study(30)
    yield now - 2 * DAY, NUMBERS + 91, wing.today()


class Wing:
    """Whoever writes policies and explains them."""

    def __init__(self, hand: Present, county: County, now: datetime, seed: str) -> None:
        self.hand, self.county, self.now = hand, county, now
        self.luck = Random(f"{seed}/outreach")
        self.work = county.book.calendar("cn")
        self.reached = self.luck.sample(county.villages, min(CHOSEN, len(county.villages)))
        self.versions: dict[int, Version] = {}
        self.named = 0

    # Policies

    def policy(self, number: int, text: Text, begins: datetime) -> Journey:
        """Entered and published; one gets a second version, one is withdrawn, one waits as a draft."""
        by = self.county.who(f"{text.unit}-1")
        now = yield office(self.work, begins, self.luck)
        version = actions.add(self._words(text, now), unit=self.county.units[text.unit], by=by, now=now)
        now = yield office(self.work, now + DAY, self.luck)
        actions.publish(version, by=by, now=now)
        self.versions[number] = version
        if number == 0:
            yield from self._second(version, text)
        elif number == 2:
            now = yield office(self.work, self.now - 5 * DAY, self.luck)
            self._doubted(version, text, now)
            actions.draft_anew(version.policy, by=by, now=now)
        elif number == len(POLICIES) - 1:
            now = yield office(self.work, self.now - timedelta(days=95), self.luck)
            actions.withdraw(_fresh(version), reason=WITHDRAWN, by=by, now=now)

    def _second(self, version: Version, text: Text) -> Journey:
        """The same was asked again and again: a person says so, the words are mended, a new version is published."""
        now = yield office(self.work, self.now - MENDED, self.luck)
        by = self.county.who(f"{text.unit}-1")
        doubt = self._doubted(version, text, now)
        draft = actions.draft_anew(version.policy, by=by, now=now)
        now = yield office(self.work, now + 2 * DAY, self.luck)
        more = ("没到账找谁？", "打村里的电话，三天内有人查清楚给您回话。")
        words = self._words(text, now, summary=NEWER, answers=(*text.answers, more), ref="清政办演〔2026〕21号")
        actions.write(draft, new=words, by=by, now=now)
        actions.publish(draft, by=by, now=now)
        if doubt is not None:
            actions.settle(doubt, reply=REPLY, by=by, now=now)

    def _doubted(self, version: Version, text: Text, now: datetime) -> Doubt | None:
        """The head of the unit says that what is asked so often is unclear in the words; the author is told."""
        asked = Question.objects.filter(policy=version.policy, text__in=text.often).order_by("pk").values_list("pk", flat=True)
        head = self.county.who(f"{text.unit}-head")
        return actions.mark_unclear(version.policy, questions=list(asked), by=head, now=now) if asked else None

    def _words(self, text: Text, now: datetime, **given: Any) -> NewWords:
        base = {
            "title": text.title,
            "ref": text.ref,
            "issuer": "清源县人民政府",
            "summary": text.summary,
            "answers": text.answers,
            "items": text.items,
            "audience": text.audience,
            "valid_from": _day(now),
        }
        return NewWords(**{**base, **given})

    # Sessions

    def session(self, number: int, days: int) -> Journey:
        """From the plan to what was asked and understood; those ahead are only planned."""
        luck = Random(f"{NAMES}/{number}")
        place, form = luck.choice(self.reached), FORMS[number % len(FORMS)]
        text = POLICIES[number % 5]
        version = self.versions.get(number % 5)
        now = yield office(self.work, self.now - timedelta(days=max(days, 0) + 6), luck)
        if version is None:
            return
        made = self._plan(number, text, version, place, form, self._afternoon(days), now)
        if days < 0:
            return
        now = yield self._afternoon(days) + timedelta(hours=2)
        yield from self._held(made, number, text, version, luck, now)

    def _plan(
        self, number: int, text: Text, version: Version, place: Place, form: str, starts: datetime, now: datetime, **given: Any
    ) -> Session:
        town = self.county.town(place)
        title = f"{text.title.removeprefix('清源县').removesuffix('（演示）')}怎么办"
        base: dict[str, Any] = {
            "title": title,
            "form": form,
            "place": place,
            "unit": town,
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=1, minutes=30),
            "led_by": self.county.accounts[f"{town.code}-1"],
            "policies": (version.policy,),
            "groups": text.audience,
            "spot": "党群服务中心院内",
        }
        by = self.county.who(f"{town.code}-1")
        return actions.plan(NewSession(**{**base, **given}), by=by, now=now, client=uuid5(NAMES, f"session/{number}"))

    def _held(self, session: Session, number: int, text: Text, version: Version, luck: Random, now: datetime) -> Journey:
        """Numbers, questions, a check; and the answers that come later."""
        by = self.county.who(session.visit.led_by.username)
        heads = max(5, round(HEADS[session.form] * luck.uniform(0.6, 1.4)))
        actions.hold(session, audience=heads, places=self._from(session, luck), by=by, now=now)
        said = [luck.choice((*text.asked, *text.answers))] if text.asked else []
        if number % 5 or now < self.now - MENDED:
            said += [(one, text.answers[-1][1]) for one in luck.sample(text.often, min(1, len(text.often)))]
        for question, answer in said:
            self._ask(session, version, question, by, now, answer=answer)
        if number % 2 and session.form != "loudspeaker" and text.items:
            self._check(session, version, min(heads, 30), luck, by, now)
        if number % 11 == 4 and text.later:
            yield from self._later(session, version, luck.choice(text.later), luck, by, now)

    def _from(self, session: Session, luck: Random) -> list[Place]:
        """The villages they came from, where these were several."""
        here = session.visit.place
        near = [one for one in self.county.villages if one.parent_id == here.parent_id and one.pk != here.pk]
        return [here, *luck.sample(near, min(3, len(near)))] if session.form in WIDE else []

    def _ask(self, session: Session, version: Version, text: str, by: Any, now: datetime, **given: Any) -> actions.Asked:
        self.named += 1
        new = NewQuestion(client=uuid5(NAMES, f"question/{self.named}"), text=text, policy=version.policy, **given)
        return actions.ask(session, new=new, by=by, now=now)

    def _check(self, session: Session, version: Version, people: int, luck: Random, by: Any, now: datetime) -> None:
        """By hands before, on paper after; most have it right afterwards, not everywhere."""
        good = luck.choice((0.92, 0.85, 0.78, 0.55))
        shown = Version.objects.public().filter(policy=version.policy).order_by("-number")[0]
        for moment, way, share in (("before", "hands", 0.35), ("after", "paper", good)):
            answered = [people - luck.randrange(0, 3) for _item in shown.items]
            counts = tuple((asked, min(asked, round(asked * share * luck.uniform(0.9, 1.1)))) for asked in answered)
            new = NewCount(moment=moment, way=way, people=people, counts=counts)
            actions.count(session, policy=version.policy, new=new, by=by, now=now)

    def _later(self, session: Session, version: Version, said: tuple[str, str], luck: Random, by: Any, now: datetime) -> Journey:
        """A question that nobody could answer there: an inquiry, its answer, and what the asker says of it."""
        text, reply = said
        done = self._ask(session, version, text, by, now, name="演示居民", phone=f"{speech.PHONES}99990031")
        if done.heard is None:
            return
        thread = Thread(done.heard.case, [done.heard.voice])
        now = yield office(self.work, now + DAY, luck)
        self.hand.answer_now(thread, text=reply, now=now)
        now = yield office(self.work, now + 2 * DAY, luck)
        verdict = Judgement(solved="yes", satisfied=5, decent=True, agree=True, comment="说清楚了")
        self.hand.judge(thread, 0, verdict, called=False, luck=luck, now=now)

    # Apart

    def study(self, days: int) -> Journey:
        """A study session among officials, which serves a rule."""
        now = yield office(self.work, self.now - timedelta(days=days + 1), self.luck)
        place = self.reached[0]
        starts = self._afternoon(days)
        given = {"title": "一起学：来信来访怎么按时回", "policies": (), "rule": RULE, "groups": ("official",), "announced": False}
        made = self._plan(90, POLICIES[0], self.versions[0], place, "study", starts, now, **given)
        now = yield starts + timedelta(hours=2)
        actions.hold(made, audience=HEADS["study"], by=self.county.who(made.visit.led_by.username), now=now)

    def today(self) -> Journey:
        """A talk that is going on right now: a code on the wall, a question that waits for its answer."""
        now = yield self.now - timedelta(hours=26)
        place = self.reached[1]
        starts = self.now - timedelta(hours=1)
        text, version = POLICIES[1], self.versions[1]
        made = self._plan(91, text, version, place, "courtyard", starts, now)
        by = self.county.who(made.visit.led_by.username)
        now = yield self.now - timedelta(minutes=30)
        self._ask(made, version, text.asked[0][0], by, now, answer=text.asked[0][1])
        self._ask(made, version, "慢性病卡能不能在村卫生室年审？", by, now, phone=f"{speech.PHONES}99990032", name="演示居民")
        check = actions.open_link(made, policy=version.policy, moment="after", by=by, now=now)
        for chosen in ({0: 1, 1: 0}, {0: 1, 1: 1}, {0: 0, 1: 0}, {0: 1}, {0: 1, 1: 0}, {0: 1, 1: 0}):
            actions.answer(check, chosen=chosen, now=now)

    def _afternoon(self, days: int) -> datetime:
        day = (self.now - timedelta(days=days)).astimezone(ZONE).replace(hour=15, minute=0, second=0, microsecond=0)
        while not is_workday(self.work, day.date()):
            day -= DAY
        return day.astimezone(self.now.tzinfo)


def _fresh(version: Version) -> Version:
    return Version.objects.get(pk=version.pk)


def _day(now: datetime) -> date:
    return now.astimezone(ZONE).date()
