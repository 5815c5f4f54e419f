"""A year of field research of the demo county by the room's own actions: a topic at every stage, from its question to going back.

Each topic is a journey of its own; everybody who speaks in it is invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office
from sixia.fieldwork.research import actions
from sixia.fieldwork.research.actions import NewFinding, NewInterview, NewTopic
from sixia.fieldwork.research.models import Finding, Interview, Outing, Topic
from sixia.fieldwork.research.queries import answers
from sixia.fieldwork.research.queries import topics as reads
from sixia.fieldwork.surveys.models import Survey
from sixia.fieldwork.visits import actions as visits
from sixia.people.actors import Actor
from sixia.places.models import Place

NUMBERS: Final = 98_500_000
"""Journeys of this room are numbered from here."""
DAY: Final = timedelta(days=1)
STAGES: Final = ("planned", "field", "analysing", "concluded", "followed")


@dataclass(frozen=True, slots=True)
class Said:
    """One interview: the group, and an answer with the words of its codes for each question."""

    group: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, the words of its problem, and what it has become with the words for that."""

    words: str
    problem: str = ""
    into: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A topic as the county does it: how many days ago it begins, whose it is, how far it gets, and what it finds.

    `survey` is filled in for it; `written` are answers to its open questions, each with the word of its code.
    """

    days: int
    unit: str
    lead: str
    second: str
    far: str
    title: str
    question: str
    kind: str
    plan: str
    way: str = "lot"
    questions: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    said: tuple[Said, ...] = ()
    found: tuple[Found, ...] = ()
    conclusion: str = ""
    result: tuple[str, str] = ("", "")
    dissects: bool = False
    dropped: str = ""
    survey: str = ""
    written: tuple[tuple[str, str], ...] = ()


STUDIES: Final = (
    Study(
        days=300,
        unit="health",
        lead="head",
        second="1",
        far="followed",
        title="村卫生室慢病用药为什么配不齐",
        question="高血压、糖尿病的常用药，为什么到了村里总是缺几样？卡在采购、配送还是结算？",
        kind="remedy",
        plan="抽三个村，不打招呼直接到卫生室看药架，再到户问用药的人。已知：镇卫生院目录齐全，村一级缺药没有人登记。",
        questions=("常吃的药村里买得到吗？", "缺药时怎么办？"),
        codes=(("经常缺药", "说村里缺常用药"), ("跑镇上", "为买药去镇上或县里"), ("不知道能配", "不知道村里可以代配")),
        said=(
            Said("elder", (("降压药十回有三回没有。", "经常缺药"), ("让孩子去镇上捎，孩子不在就断几天。", "跑镇上"))),
            Said("elder", (("控糖的药从来没在村里见过。", "经常缺药"), ("坐早班车去镇上，来回半天。", "跑镇上"))),
            Said("resident", (("没问过，以为村里不卖。", "不知道能配"), ("一直在县里买。", "跑镇上"))),
            Said("village", (("报了计划，送来时常少两样。", "经常缺药"), ("先记在本子上，下次再报。", "经常缺药"))),
        ),
        found=(
            Found("村卫生室缺药没有登记和催补的办法，镇里看不到村里缺什么。", "村卫生室慢病用药常缺、无人催补", "rule",
                  "《村卫生室常用药缺货登记和三日补齐办法》，全县各村卫生室已执行。"),
            Found("多数老人不知道村里可以代配。", "", "measure", "镇卫生院印了大字单，随访时逐户发。"),
        ),
        conclusion="缺药不是没有药，是村里缺了没人看见。把缺货登记接到镇里、三天补齐，问题就能在村里解决。",
        result=("better", "又到三个村看药架：两个村齐了，一个村还缺一样，已当天补送。"),
    ),
    Study(
        days=150,
        unit="transport",
        lead="head",
        second="1",
        far="concluded",
        title="农村班车时刻与上学看病对不上",
        question="为什么有车有路，学生和老人还是赶不上？",
        kind="tracking",
        plan="跟车走两条线，在站牌等车的地方问人；看去年调整时刻以后变好还是变差。",
        questions=("平时坐哪班车？", "最不方便的是什么？"),
        codes=(("太早", "车到得比需要的早得多"), ("等太久", "回程等一小时以上"), ("够用", "觉得合适")),
        said=(
            Said("parent", (("六点四十那班，孩子五点半就得起。", "太早"), ("放学后要等一个半小时。", "等太久"))),
            Said("elder", (("去镇医院，早去晚回。", "等太久"), ("看完病没地方坐。", "等太久"))),
            Said("farmer", (("赶集坐，时间正好。", "够用"), ("没有。", "够用"))),
        ),
        found=(
            Found("班车时刻按收车方便排，没有和学校、镇医院对过。", "农村班车时刻和上学看病时间脱节", "decision",
                  "县交通局与教育局、卫健局议定：两条线试行错开四十分钟。"),
            Found("站牌离村口平均六百米，雨天老人不愿走。"),
        ),
        conclusion="问题不在车少，在时刻没有和用车的人对过。先试两条线，再看客流。",
    ),
    Study(
        days=48,
        unit="supervision",
        lead="zheng",
        second="ma",
        far="analysing",
        title="反复转手的事项卡在哪一环",
        question="一件事为什么要转几个单位才有人办？谁在哪一步本来可以拦住？",
        kind="sparrow",
        plan="挑一件转手多的事项，从第一次反映看到现在；再到当地问当事人以外的住户，看是不是个别情况。",
        way="need",
        questions=("这类事以前找过谁？", "回话时怎么说的？"),
        codes=(("互相推", "说归别的单位管"), ("没人回话", "找过但没有下文"), ("一次办成", "找一次就解决")),
        said=(
            Said("resident", (("找过村里，说归镇上。", "互相推"), ("让再等等，后来没信了。", "没人回话"))),
            Said("trader", (("打过热线，一次就来人了。", "一次办成"), ("说清了哪天来。", "一次办成"))),
        ),
        found=(Found("首接单位只看归不归自己管，没有人对“交到谁手里”负责。"),),
        dissects=True,
    ),
    Study(
        days=50,
        unit="water",
        lead="head",
        second="1",
        far="analysing",
        title="村里的水为什么一旱就不够用",
        question="水源、管子、水压、管护，卡在哪一样？哪些村最先断？",
        kind="remedy",
        plan="问卷先问面上，再抽三个村入户看水压；问卷里写的话和入户听到的用同一本编码。",
        way="need",
        questions=("什么时候水最小？", "最想先解决什么？"), survey="village_water",
        codes=(("水压小", "早晚用水时水小"), ("天旱断水", "天旱就停，要存水"), ("水浑", "水浑、有味、管子老")),
        said=(
            Said("resident", (("早上做饭那会儿细得像线。", "水压小"), ("先把水压加上来。", "水压小"))),
            Said("elder", (("八月里断过六天，挑水吃。", "天旱断水"), ("修个蓄水池。", "天旱断水"))),
            Said("farmer", (("一下雨就浑，得澄一夜。", "水浑"), ("管子三十年了，换一换。", "水浑"))),
        ),
        found=(Found("断水最多的是管网末梢的组，水源够，缺的是加压和夜间蓄水。"),),
        written=(
            ("早晚做饭的时候水太小。", "水压小"), ("希望把水压加上来。", "水压小"),
            ("天一旱就断水，要存两缸。", "天旱断水"), ("管子老了，一下雨就浑。", "水浑"),
        ),
    ),
    Study(
        days=24,
        unit="agriculture",
        lead="head",
        second="1",
        far="field",
        title="撂荒地为什么一年比一年多",
        question="地为什么没人种？是水、是路、是人手，还是算不过账？",
        kind="forward",
        plan="按需要排，先去反映最多又多年没人去的村；到地头看，问还在种的人，也问不种了的人。",
        way="need",
        questions=("家里的地现在谁种？", "要怎样才愿意种？"),
        codes=(("缺水", "说浇不上水"), ("缺人", "说没有劳力"), ("不划算", "说投入大收入少")),
        said=(
            Said("farmer", (("租给别人两年，今年退回来了。", "不划算"), ("水渠修好，自己种。", "缺水"))),
            Said("elder", (("种不动了，儿女在外。", "缺人"), ("有人代耕就不荒。", "缺人"))),
        ),
    ),
    Study(
        days=6,
        unit="civil_affairs",
        lead="head",
        second="1",
        far="planned",
        title="高龄津贴认证怎样不让老人跑",
        question="每年认证一次，哪些老人在跑、为什么要跑？能不能由数据和网格员来替？",
        kind="checking",
        plan="抽三个村，对照名单看去年谁是自己来的、谁是别人代办的，再上门问。",
    ),
    Study(
        days=90,
        unit="town",
        lead="head",
        second="1",
        far="planned",
        title="高龄津贴认证难在哪里",
        question="认证难在手机、难在路，还是难在不知道？",
        kind="remedy",
        plan="先问村里会计，再问老人。",
        dropped="与县民政局的课题重复，不再单独下去问，把已有的名单交给他们一起用。",
    ),
)  # fmt: skip


def journeys(county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """One journey per topic."""
    for number, study in enumerate(STUDIES):
        begins = now - timedelta(days=study.days)
        yield begins, NUMBERS + number, Researcher(county, now, study, Random(f"{seed}/research/{number}")).run(begins)


class Researcher:
    """Whoever leads one topic, with a colleague who codes a second time."""

    def __init__(self, county: County, now: datetime, study: Study, luck: Random) -> None:
        self.county, self.now, self.study, self.luck = county, now, study, luck
        self.work = county.book.calendar("cn")
        self.unit = county.town(luck.choice(county.villages)) if study.unit == "town" else county.units[study.unit]
        self.names = [name if name in county.accounts else f"{self.unit.code}-{name}" for name in (study.lead, study.second)]

    @property
    def by(self) -> Actor:
        """The lead."""
        return self.county.who(self.names[0])

    def reaches(self, stage: str) -> bool:
        """Whether the topic gets as far as that."""
        return STAGES.index(self.study.far) >= STAGES.index(stage)

    def run(self, begins: datetime) -> Journey:
        """From the question to where it stands today."""
        now = yield office(self.work, begins, self.luck)
        topic = self._plan(now)
        now = yield office(self.work, now + timedelta(hours=3), self.luck)
        places = self._choose(topic, now)
        if self.study.dropped:
            now = yield office(self.work, now + 9 * DAY, self.luck)
            actions.drop(topic, reason=self.study.dropped, by=self.by, now=now)
        if not self.reaches("field") or self.study.dropped:
            return
        now = yield office(self.work, now + DAY, self.luck)
        actions.begin(topic, by=self.by, now=now)
        outings = yield from self._field(topic, len(places) - (self.study.far == "field"), now)
        if self.reaches("analysing"):
            yield from self._analyse(topic, outings)
        elif self.study.codes:
            self._ahead(topic, self.now - timedelta(hours=5))

    def _plan(self, now: datetime) -> Topic:
        study, today = self.study, now.astimezone(ZONE).date()
        accounts = [self.county.accounts[name] for name in self.names]
        new = NewTopic(
            title=study.title,
            question=study.question,
            kind=study.kind,
            place=self.unit.place,
            lead=accounts[0],
            members=(accounts[1],),
            since=today,
            until=today + timedelta(days=70),
            methods=("walk", "interview", "home"),
            plan=study.plan,
            quota=3,
            surveys=tuple(Survey.objects.filter(name=study.survey)) if study.survey else (),
        )
        return actions.plan(new, unit=self.unit, by=self.by, now=now)

    def _choose(self, topic: Topic, now: datetime) -> list[Place]:
        """Two of the three suggested, and one by hand; a topic that is only planned has taken none yet."""
        made = actions.suggest(topic, way=self.study.way, level="village", count=3, by=self.by, now=now)
        if not self.reaches("field"):
            return []
        known = Place.objects.in_bulk(made.suggested)
        places = [known[pk] for pk in made.suggested[:2]]
        for place in places:
            actions.choose(topic, place=place, suggestion=made, by=self.by, now=now)
        other = next(row for row in self.county.villages if row.pk not in made.suggested)
        actions.choose(topic, place=other, reason="离县城最远，多年没有人来调研过", by=self.by, now=now)
        return [*places, other]

    def _field(self, topic: Topic, count: int, now: datetime) -> Journey:
        """A visit to each site, and what people said there."""
        codes = {word: actions.define(topic, word=word, meaning=text, by=self.by, now=now) for word, text in self.study.codes}
        outings: list[Outing] = []
        for number, site in enumerate(topic.sites.order_by("pk")[:count]):
            starts = self._morning(now + (3 + number) * DAY)
            outing = self._out(topic, starts, now, site=site)
            now = yield starts + timedelta(hours=3)
            visits.hold(outing.visit, by=self.by, now=now, met=self.luck.randrange(3, 12))
            outings.append(outing)
            for said in self.study.said[number :: max(count, 1)]:
                now = yield now + timedelta(minutes=25)
                self._code(topic, self._ask(topic, outing, said, now), said, codes, now)
        return outings

    def _out(self, topic: Topic, starts: datetime, now: datetime, **given: Any) -> Outing:
        ends = starts + timedelta(hours=2, minutes=30)
        return actions.go(topic, starts_at=starts, ends_at=ends, by=self.by, now=now, **given)

    def _ask(self, topic: Topic, outing: Outing, said: Said, now: datetime) -> Interview:
        lines = [(question, answer) for question, (answer, _code) in zip(self.study.questions, said.answers, strict=True)]
        new = NewInterview(group=said.group, consent="spoken", lines=lines, outing=outing)
        return actions.interview(topic, new=new, by=self.by, now=now)

    def _code(self, topic: Topic, talk: Interview, said: Said, codes: dict[str, Any], now: datetime) -> None:
        """By the lead, and by the colleague, who sometimes sees it otherwise; what is only in the field is not coded yet."""
        if not self.reaches("analysing"):
            return
        rows = list(talk.lines.order_by("seq"))
        given = {row.pk: [codes[word].pk] for row, (_answer, word) in zip(rows, said.answers, strict=True)}
        actions.code(talk, given=given, by=self.by, now=now)
        if talk.number % 4 == 0:
            given[rows[0].pk] = []
        actions.code(talk, given=given, by=self.county.who(self.names[1]), now=now)

    def _analyse(self, topic: Topic, outings: list[Outing]) -> Journey:
        now = yield office(self.work, outings[-1].visit.ends_at + 4 * DAY, self.luck)
        actions.analyse(topic, by=self.by, now=now)
        if self.study.dissects:
            self._dissect(topic, now)
        if self.study.survey:
            self._code_written(topic, now)
        now = yield office(self.work, now + 2 * DAY, self.luck)
        findings = [self._found(topic, number, one, outings, now) for number, one in enumerate(self.study.found)]
        if not self.reaches("concluded"):
            return
        now = yield office(self.work, now + 8 * DAY, self.luck)
        actions.conclude(topic, conclusion=self.study.conclusion, by=self.by, now=now)
        yield from self._follow(topic, findings, outings[0], now)

    def _code_written(self, topic: Topic, now: datetime) -> None:
        """What was written into the survey, by the same book: by the lead, and by the colleague, who once sees it otherwise."""
        survey, words = topic.surveys.get(), dict(self.study.written)
        codes = dict(topic.codes.values_list("word", "pk"))
        said = [one for one in answers.batch(topic, survey).answers if one.answer in words]
        given = {one.spot: [codes[words[one.answer]]] for one in said}
        actions.code_written(topic, survey=survey, given=given, by=self.by, now=now)
        given[said[0].spot] = []
        actions.code_written(topic, survey=survey, given=given, by=self.county.who(self.names[1]), now=now)

    def _found(self, topic: Topic, number: int, one: Found, outings: list[Outing], now: datetime) -> Finding:
        talks = list(topic.interviews.order_by("number"))
        outing = outings[number % len(outings)]
        new = NewFinding(words=one.words, places=(outing.visit.place,), interviews=talks[number::2] or talks, outings=(outing,))
        return actions.find(topic, new=new, by=self.by, now=now)

    def _follow(self, topic: Topic, findings: list[Finding], outing: Outing, now: datetime) -> Journey:
        """Problems are raised, findings become something, and somebody goes back."""
        for one, finding in zip(self.study.found, findings, strict=True):
            now = yield office(self.work, now + 2 * DAY, self.luck)
            if one.problem:
                actions.raise_problem(finding, title=one.problem, by=self.by, now=now)
            if one.into:
                actions.convert(finding, into=one.into, words=one.became, by=self.by, now=now)
        back = self._morning(now + 50 * DAY)
        if self.reaches("followed"):
            now = yield office(self.work, back - 5 * DAY, self.luck)
            again = self._out(topic, back, now, back_to=Outing.objects.select_related("visit__place").get(pk=outing.pk))
            now = yield back + timedelta(hours=3)
            visits.hold(again.visit, by=self.by, now=now, met=self.luck.randrange(2, 9))
            actions.judge(again, result=self.study.result[0], words=self.study.result[1], by=self.by, now=now)
            now = yield office(self.work, now + DAY, self.luck)
            actions.follow_up(topic, by=self.by, now=now)

    def _ahead(self, topic: Topic, now: datetime) -> None:
        """One more visit lies ahead, which nobody at the place knows of."""
        self._out(topic, self._morning(self.now + 3 * DAY), now, site=topic.sites.order_by("pk")[0])

    def _dissect(self, topic: Topic, now: datetime) -> None:
        """The case that was passed around most, as far as the supervisor may see it."""
        case = reads.cases_near(topic, self.by).first()
        if case is None:
            return
        one = actions.dissect(topic, case=case, by=self.by, now=now)
        top = actions.add_why(one, text="第一次反映后三天没有人到现场", by=self.by, now=now)
        for text in ("派单时只看类别，没有核对归谁管", "接单单位先看是不是自己的事，再看怎么办"):
            actions.add_why(one, text=text, parent=top, by=self.by, now=now)
        low = actions.add_why(one, text="单位之间没有商量就退了回去", by=self.by, now=now)
        actions.add_why(one, text="职责清单没有写明这一类归谁", parent=low, by=self.by, now=now)
        actions.add_stop(one, who="派单员", where="第一次派单时", how="打一个电话问清归谁管", by=self.by, now=now)
        actions.add_stop(one, who="首接单位", where="退回之前", how="先到现场处置，再议归属", by=self.by, now=now)
        actions.learn(
            one, lesson="凡是说不清归谁管的，先到现场处置，再由派单员定归属；各乡镇可以对照职责清单查一遍。", by=self.by, now=now
        )

    def _morning(self, at: datetime) -> datetime:
        day = at.astimezone(ZONE).replace(hour=9, minute=0, second=0, microsecond=0)
        return office(self.work, day.astimezone(self.now.tzinfo), self.luck)
