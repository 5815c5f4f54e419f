"""Whoever comes to a reception day of the demo county: books, waits, sits down, and what comes of it in the weeks after."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sixia.cases.models import Voice
from sixia.config.demo.comings import Coming
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office, said_day
from sixia.config.demo.leading import Led
from sixia.config.demo.present import Present, Thread
from sixia.config.demo.scripts import Script
from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.actions import NewAct, NewBooking
from sixia.fieldwork.reception.bookers import booker
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.oversight.models import Promise
from sixia.people.actors import Actor

CLERK: Final = "pei"
SENDER: Final = "zhan"
"""Who keeps the register of the petition office, and who gives orders there."""
PROMISES: Final = (
    "{day}前由牵头单位到现场办完，办完当面告诉您",
    "{day}前把方案拿出来，先请您看",
    "{day}前把手续一次办齐，不再让您跑第二趟",
)
ORDERS: Final = (
    "请牵头单位三日内到现场，能办的当场办，办不了的说清楚原因和时间。",
    "由你单位牵头，别让群众再找几个部门，结果直接告诉本人。",
)
NOTES: Final = "来人主要想了解办事流程，已当面讲清，表示不需要另外登记。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit as a table: how it came, what was written down while they sat there, and the steps of the weeks after.

    `here` and `after` are verbs of `Talk`; `fails` is how it ends before that: absent, given_up or late (still to come).
    `easy` picks a matter that one person may answer.
    """

    way: str = "web"
    here: str = "heard instruct"
    after: str = ""
    fails: str = ""
    easy: bool = False
    traits: dict[str, Any] = field(default_factory=dict)


class Talk(Led):
    """One booking and its matter; every verb takes the moment at which it is done."""

    def __init__(self, hand: Present, county: County, one: Coming, visit: Visit) -> None:
        super().__init__(hand, county, one, spot=one.number)
        self.visit = visit
        self.booked = 0
        self.into = Thread(0)

    @property
    def booking(self) -> Booking:
        """The booking as it is now."""
        return Booking.objects.select_related("day__account", "day__unit", "day__host__place").get(pk=self.booked)

    def book(self, day: Day, now: datetime) -> None:
        """On the web, by telephone, on paper, or at the door."""
        name, phone = self.one.caller
        given = {"name": name, "phone": phone, **self.visit.traits}
        new = NewBooking(about=self.one.said.text[:400], way=self.visit.way, client=self._name(), **given)
        by = booker(()) if self.visit.way == "web" else self._sender()
        self.booked = actions.book(day, new=new, by=by, now=now).booking

    def at_desk(self, verb: str, now: datetime) -> None:
        """arrive, call, sit, miss or finish, by whoever runs the day."""
        getattr(actions, verb)(self.booking, by=self.county.who(CLERK), now=now)

    def give_up(self, now: datetime) -> None:
        """They write that they do not come."""
        actions.give_up(self.booking, by=booker([self.booked]), now=now)

    def say(self, verb: str, now: datetime) -> None:
        """One thing that is written down while they sit there."""
        name, _colon, number = verb.partition(":")
        getattr(self, f"say_{name}")(now, *([int(number)] if number else []))

    def weeks(self, start: datetime) -> Journey:
        """The weeks after, in office hours."""
        now, calendar = start, self.county.book.calendar("cn")
        for pause, verb in Script(steps=self.visit.after).parsed():
            now = yield office(calendar, now + pause, self.luck)
            getattr(self, verb)(now)

    # What is written down at the table

    def _name(self) -> UUID:
        return UUID(int=self.luck.getrandbits(128), version=4)

    def _sender(self) -> Actor:
        return self.county.who(SENDER)

    def _record(self, now: datetime, kind: str, **given: Any) -> Act:
        new = NewAct(kind=kind, client=self._name(), **given)
        return actions.record(self.booking, new=new, by=self._sender(), now=now).act

    def say_heard(self, now: datetime) -> None:
        kind = self.one.said.situation.kind or self.county.book.category(self.one.category).kind
        given = {"text": self.one.said.text, "voice_kind": kind, "category": self.one.category, "place": self.one.place}
        self._took(self._record(now, Act.HEARD, **given))

    def say_joined(self, now: datetime) -> None:
        self._took(self._record(now, Act.JOINED, text=self.one.said.text, into=self.into.case))

    def _took(self, act: Act) -> None:
        self.thread = Thread(act.case_id or 0, [act.voice_id or 0])

    def say_instruct(self, now: datetime) -> None:
        unit = self._elsewhere()
        self.used.append(unit)
        self._record(now, Act.INSTRUCTED, text=self.luck.choice(ORDERS), unit=unit)

    def say_promise(self, now: datetime, days: int) -> None:
        due = now.astimezone(ZONE).date() + timedelta(days=days)
        text = self.luck.choice(PROMISES).format(day=f"{said_day(due)}")
        self.promised = self._record(now, Act.PROMISED, text=text, due_on=due).promise_id or 0

    def say_settle(self, now: datetime) -> None:
        self._record(now, Act.SETTLED, text=self.one.said.reply(self.luck, now.astimezone(ZONE).date(), "有关单位"))

    def say_explain(self, now: datetime) -> None:
        text = f"当面讲清了政策和办理时限：{self.one.said.reply(self.luck, now.astimezone(ZONE).date(), '有关单位')}"
        self._record(now, Act.EXPLAINED, text=text, basis="《信访工作条例》第三十一条；本事项办事指南（演示）")

    def say_petition(self, now: datetime) -> None:
        self._record(now, Act.PETITION, text="请求有关单位依法依规予以解决。", matter="claim6")

    def say_note(self, now: datetime) -> None:
        self._record(now, Act.NOTED, text=NOTES)

    # Afterwards

    @property
    def promise_now(self) -> Promise:
        """The promise of the talk as it is now."""
        return Promise.objects.select_related("case", "account", "unit", "place", "voice").get(pk=self.promised)

    @property
    def voice(self) -> Voice:
        """The voice of the talk."""
        return self.thread.voice()
