"""The verbs of scripts about promises and leaders in charge, by that room's own actions, and what is said there."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from sixia.config.demo import offices
from sixia.config.demo.comings import Coming
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office, said_day
from sixia.config.demo.present import Present
from sixia.config.demo.scene import Scene
from sixia.config.demo.scripts import Script
from sixia.oversight import actions
from sixia.oversight.actions import NewMeeting, NewPromise, NewStep
from sixia.oversight.models import Charge, Promise, Step
from sixia.people import actions as people
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Post, Unit

LED_BY: Final = {offices.BUILD: "wang", offices.CARE: "liu", offices.TRADE: "gao"}
GONE: Final = "shao"
"""A deputy head of the county who has been called to another place."""
WORDS: Final = (
    "{day}前到现场处理完，处理完当面告诉您结果",
    "{day}前拿出处理方案，方案定下来先给您看",
    "{day}前把需要的材料和手续办齐，不再让您跑腿",
    "{day}前再到现场查一次，有没有反复当面说清楚",
    "{day}前请几个部门到现场一次说清楚、定下来",
)
TO_PLACES: Final = (
    # code of the unit, name of the place, where it was said, the words
    ("water_supply", "友谊社区", "onsite", "{day}前更换老旧小区进户水管，停水前一天张贴通知"),
    ("transport", "南湾村", "outreach", "{day}前修好进村路的三处塌边，竖好反光标志"),
    ("urban_management", "东风社区", "onsite", "{day}前清理三个楼院的占道杂物，以后每周巡查一次"),
    ("education", "棉纺厂社区", "meeting", "{day}前在校门口划出接送停车位，上下学有人值守"),
    ("health", "后山村", "visit", "{day}前恢复村卫生室每周两次坐诊，时间贴在门口"),
    ("bus_company", "柳树沟村", "outreach", "{day}前增开早晚各一班进城班车"),
    ("power_supply", "南湾村", "onsite", "{day}前换好老化的村内支线，浇地时不再跳闸"),
    ("environment", "棉纺厂社区", "reception", "{day}前公布河边异味的检测结果"),
    ("housing_construction", "友谊社区", "onsite", "{day}前补好三栋楼的屋面，下大雨那天上门看一遍"),
    ("town-990101001", "友谊社区", "outreach", "{day}前把楼道里的旧灯全部换成声控灯"),
    ("village-990101001001", "友谊社区", "meeting", "{day}前在小广场东侧装好两排晾衣架"),
    ("agriculture", "柳树沟村", "outreach", "{day}前请农技员到地头讲两次病虫防治"),
)
STEPS: Final = (
    ("know", "调阅全部材料，到现场核实一遍", 5),
    ("explain", "把政策和能办到哪一步当面讲清楚", 12),
    ("solve", "召集有关单位定方案、定时间、定责任人", 20),
    ("settle", "方案落实后回访，签字确认", 40),
)
MET: Final = (
    # what was said, what was reached
    (
        "来人说：事情拖得太久，想知道到底归谁管、什么时候能好。领导当面听完，现场给牵头单位交代。",
        "明确由一个单位牵头，一周内拿出方案；每有进展由经办人电话告知。",
    ),
    (
        "来人对方案提了两点意见：先把最急的办了，别再让他自己找几个单位。承办单位当面说明了难处。",
        "最急的一项先办，其余按方案排日子；几个单位之间由牵头单位跑，不再让本人跑。",
    ),
    ("来人说，已经做的部分看得到，是认可的；剩下的想要一个准日子。", "剩下的两项定了日子，写进方案，下次见面时逐项对账。"),
    ("逐项对账，一项已办结，一项因材料没到晚了几天，领导当面致歉并说明原因。", "来人表示理解，约定办完后一起到现场看。"),
)


class Led(Scene):
    """One case with promises and perhaps a leader in charge; or a promise to a place, without a case."""

    def __init__(self, hand: Present, county: County, one: Coming, *, spot: int) -> None:
        super().__init__(hand, county, one)
        self.spot = TO_PLACES[spot % len(TO_PLACES)]
        self.charged = self.promised = 0

    def run(self, script: Script, *, hours: bool) -> Journey:
        """Play the script; a verb may carry a number: `promise:20` promises something within twenty days."""
        now, calendar = self.one.at, self.county.book.calendar("cn")
        for pause, verb in script.parsed():
            if pause:
                now = yield (office(calendar, now + pause, self.luck) if hours else now + pause)
            name, _colon, number = verb.partition(":")
            getattr(self, name)(now, *([int(number)] if number else []))
        return self.thread

    @property
    def charge(self) -> Charge:
        """The charge as it is now."""
        return Charge.objects.select_related("case", "leader", "leader_unit").get(pk=self.charged)

    @property
    def promise_now(self) -> Promise:
        """The newest promise as it is now."""
        return Promise.objects.select_related("case", "account", "unit", "place", "voice").get(pk=self.promised)

    # Leaders in charge

    def _leader(self) -> str:
        """Whoever answers for the unit at work; the head of the county for towns."""
        line = next((code for code in LED_BY if self.county.units[code].pk == self.thread.lead().unit.parent_id), "")
        return LED_BY.get(line, "qian")

    def _by_leader(self) -> Actor:
        leader = self.charge.leader
        assert leader is not None
        return self.county.who(leader.username)

    def mark(self, now: datetime) -> None:
        actions.mark(self.case, important=True, reason="涉及面大，县里要盯住", by=self.county.who("zheng"), now=now)

    def ask_leader(self, now: datetime) -> None:
        note = "多次催办仍未办结，建议由县领导包案协调。"
        self.charged = actions.propose(self.case, note=note, by=self.county.who("zheng"), now=now).pk

    def no_leader(self, now: datetime) -> None:
        reason = "承办单位方案已定，由督查室继续跟踪，暂不包案。"
        actions.decline(self.charge, reason=reason, by=self.county.who("qian"), now=now)

    def name_leader(self, now: datetime) -> None:
        leader = self.county.accounts[self._leader()]
        actions.name(self.charge, leader=leader, by=self.county.who("qian"), now=now)

    def name_gone(self, now: datetime) -> None:
        """Named is the deputy who will be called away; only what lies under that post can be theirs."""
        leader = self.county.accounts[GONE if self._leader() == "wang" else self._leader()]
        actions.name(self.charge, leader=leader, by=self.county.who("qian"), now=now)

    def call_away(self, now: datetime) -> None:
        """The post ends; the clockwork finds it, as it does each day."""
        for post in Post.objects.held(now).filter(account=self.charge.leader, account__username=GONE):
            people.end_post(post, by=SYSTEM, now=now)
        actions.find_vacant(now)

    def plan(self, now: datetime) -> None:
        unit, by = self.thread.lead().unit, self._by_leader()
        for duty, text, days in STEPS:
            step = NewStep(duty=duty, text=text, unit=unit, due_on=_day(now) + timedelta(days=days))
            actions.plan(self.charge, step=step, by=by, now=now)

    def step(self, now: datetime) -> None:
        """The next step is done."""
        old = self._next_step()
        note = "已经做完，材料在案。"
        actions.done(self.charge, old=old, done_on=_day(now), note=note, by=self._by_leader(), now=now)

    def other_step(self, now: datetime) -> None:
        """The next step gets another day, and the last one is taken out."""
        old, by = self._next_step(), self._by_leader()
        step = NewStep(
            duty=old.duty, text=f"{old.text}（改由现场会一并办理）", unit=old.unit, due_on=_day(now) + timedelta(days=15)
        )
        actions.change(self.charge, old=old, step=step, by=by, now=now)
        last = Step.objects.filter(charge_id=self.charged, done_on=None, dropped_at=None).latest("due_on", "pk")
        actions.drop(self.charge, old=last, reason="并入上一步，不再单列。", by=by, now=now)

    def _next_step(self) -> Step:
        rows = Step.objects.filter(charge_id=self.charged, done_on=None, dropped_at=None).select_related("unit")
        return rows.order_by("due_on", "pk")[0]

    def meet(self, now: datetime, *, agreed: bool = False) -> None:
        place = self.luck.choice(("村（社区）会议室", "来访人家中", "事发现场", "县信访接待室"))
        said, reached = MET[self.charge.meetings.count() % len(MET)]
        if agreed:
            reached = "当面达成一致，书面写明，各执一份。"
        meeting = NewMeeting(
            day=_day(now), place=place, present="包案领导、承办单位、本人", said=said, reached=reached, agreed=agreed
        )
        actions.meet(self.charge, meeting=meeting, by=self._by_leader(), now=now)

    def agree(self, now: datetime) -> None:
        self.meet(now, agreed=True)

    def vow(self, now: datetime, days: int) -> None:
        """The leader promises something at the meeting."""
        unit, by = self.charge.leader_unit, self._by_leader()
        assert unit is not None
        self._promise(now, days, unit=unit, where="meeting", case=self.case, by=by)

    def longer(self, now: datetime) -> None:
        charge = self.charge
        assert charge.due_on is not None
        until = max(charge.due_on, _day(now)) + timedelta(days=30)
        actions.extend(charge, until=until, reason="资金下月才到位，同意延长一次。", by=self.county.who("qian"), now=now)

    def pass_on(self, now: datetime) -> None:
        leader = self.charge.leader
        to = "qian" if leader is not None and leader.username != "qian" else "wang"
        reason = "分工调整，由接任领导继续包案。"
        actions.hand_over(self.charge, leader=self.county.accounts[to], reason=reason, by=self.county.who("qian"), now=now)

    def release(self, now: datetime) -> None:
        summary = "按方案办结，本人当面确认；以后由承办单位按月回访。"
        actions.end(self.charge, summary=summary, by=self._by_leader(), now=now)

    # Promises

    def promise(self, now: datetime, days: int) -> None:
        order = self.thread.lead()
        by, where = self._handler(order), self.luck.choice(("contact", "visit", "answer"))
        voice = self.thread.voice() if self.luck.random() < 0.7 else None
        self._promise(now, days, unit=order.unit, where=where, case=self.case, voice=voice, by=by)

    def place(self, now: datetime, days: int) -> None:
        """A promise to the people of a place."""
        code, place, where, words = self.spot
        unit = self.county.units[code]
        self._promise(now, days, unit=unit, where=where, place=self.county.named(place), words=words, by=self._of(unit))

    def group(self, now: datetime, days: int) -> None:
        unit, words = self.county.units["market_supervision"], "{day}前把摊位证照一次办齐，不另收费"
        self._promise(now, days, unit=unit, where="reception", group="菜市场的摊主", words=words, by=self._of(unit))

    def _promise(self, now: datetime, days: int, *, by: Actor, words: str = "", **given: Any) -> None:
        due = _day(now) + timedelta(days=days)
        text = (words or self.luck.choice(WORDS)).format(day=f"{said_day(due)}")
        self.promised = actions.promise(NewPromise(words=text, due_on=due, **given), by=by, now=now).pk

    def _of(self, unit: Unit) -> Actor:
        """Who speaks for a unit in its promises: always the same person."""
        return self.county.who(self.county.staff[unit.pk, "handler"][0])

    def _promiser(self) -> Actor:
        return self.county.who(self.promise_now.account.username)

    def soon(self, now: datetime) -> None:
        actions.remind(self.promise_now, late=False, now=now)

    def overdue(self, now: datetime) -> None:
        actions.remind(self.promise_now, late=True, now=now)

    def move(self, now: datetime, days: int) -> None:
        old, due = self.promise_now, _day(now) + timedelta(days=days)
        words = f"{said_day(due)}前办完，比原来说的晚；每周五电话告诉您进展"
        by = self._promiser()
        made = actions.replace(old, words=words, due_on=due, reason="配件要从外地调货，原定日子赶不上。", by=by, now=now)
        self.promised = made.pk

    def claim(self, now: datetime) -> None:
        evidence = f"{said_day(_day(now))}已办完，现场照片三张、签字单一份在案。"
        actions.claim(self.promise_now, evidence=evidence, done_on=_day(now), by=self._promiser(), now=now)

    def _say(self, now: datetime, note: str, *, kept: bool) -> None:
        """The resident says it on their page; of what was promised to a place, the supervisor looks."""
        voice = self.thread.voice() if self.thread.pk else None
        by = self._resident() if voice else self.county.who("zheng")
        actions.say(self.promise_now, kept=kept, note=note, voice=voice, by=by, now=now)

    def kept(self, now: datetime) -> None:
        self._say(now, "说到做到了。", kept=True)

    def kept_by_call(self, now: datetime) -> None:
        by = self.county.who("fang")
        actions.say(self.promise_now, kept=True, note="电话里说已经办好。", voice=self.thread.voice(), by=by, now=now)

    def unkept(self, now: datetime) -> None:
        self._say(now, "日子过了，没见人来。", kept=False)

    def undone(self, now: datetime) -> None:
        """What was said to be done is not."""
        self._say(now, "只弄了一半，还不能算。", kept=False)

    def forgotten(self, now: datetime) -> None:
        actions.break_forgotten(now)

    def publish(self, now: datetime) -> None:
        head = self.county.head(self.promise_now.unit_id) or self.county.who("zheng")
        actions.publish(self.promise_now, by=head, now=now)

    def veil(self, now: datetime) -> None:
        actions.hide(self.promise_now, reason="提到了具体商户，改为不显示原话。", by=self.county.who("zheng"), now=now)


def _day(now: datetime) -> date:
    return now.astimezone(ZONE).date()
