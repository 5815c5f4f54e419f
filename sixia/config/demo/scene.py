"""The verbs of scripts: each does one thing to one case by the rooms' own actions, as the people of the county would."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sixia.cases import actions as cases
from sixia.cases.flow import REVIEWING
from sixia.cases.models import Case, Exclusion
from sixia.cases.rules import Judgement
from sixia.config.demo import speech
from sixia.config.demo.comings import Coming
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office, said_day
from sixia.config.demo.present import Present, Thread
from sixia.config.demo.scripts import Script
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people.actors import Actor, resident
from sixia.people.models import Unit

WAYS = {"labour_contract": "labour_arbitration", "land_contract": "land_arbitration"}
BASIS = "《信访工作条例》第三十二条；本事项所涉部门规章和县级规则"
REMEDIES = "对本说明不服的，可在收到之日起六十日内申请行政复议，或者在六个月内向人民法院起诉。"


class Scene:
    """One case under a script. Every verb takes the moment at which it is done."""

    def __init__(self, hand: Present, county: County, one: Coming) -> None:
        self.hand, self.county, self.one = hand, county, one
        self.luck: Random = one.luck()
        self.thread = Thread(0)
        self.twin_thread = Thread(0)
        self.used: list[Unit] = []
        self.proposed: Unit | None = None
        self.assisting: Unit | None = None

    def run(self, script: Script, *, hours: bool) -> Journey:
        """Play the script; with `hours` its people keep office hours, else the pauses are taken as they stand."""
        now, calendar = self.one.at, self.county.book.calendar("cn")
        for pause, verb in script.parsed():
            if pause:
                now = yield (office(calendar, now + pause, self.luck) if hours else now + pause)
            getattr(self, verb)(now)
        return self.thread

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.thread.case

    def _line(self, key: str, now: datetime) -> str:
        return self.one.said.line(key, self.luck, _day(now))

    def _handler(self, order: Order) -> Actor:
        return self.county.handler(order.unit_id, self.luck)

    def _head(self) -> Actor:
        return self.county.head(self.thread.lead().unit_id) or self.county.who("zheng")

    def _resident(self, voice: int = 0) -> Actor:
        return resident([self.thread.voices[voice]])

    def _elsewhere(self) -> Unit:
        """A unit that has had nothing to do with it yet: one the duty lists name, the town, or any office."""
        others = [self.county.units[code] for code in ("government_services", "urban_management", "justice", "emergency")]
        rows = [*self.county.owing(self.one.category, self.one.place), self.county.town(self.one.place), *others]
        return next(unit for unit in rows if unit not in self.used and (unit.pk, "handler") in self.county.staff)

    # Hearing and joining

    def hear(self, now: datetime) -> None:
        self.thread = self.hand.hear(self.one, now=now)

    def represent(self, now: datetime) -> None:
        for number, other in enumerate(self.one.others, 1):
            self.hand.hear_into(self.thread, other, now=now + timedelta(minutes=number))
        later = now + timedelta(minutes=len(self.one.others) + 2)
        for number in range(min(5, self.thread.count)):
            cases.name_representative(self.thread.voice(number), named=True, by=self.county.who("zhou"), now=later)

    def twin(self, now: datetime) -> None:
        said = speech.about(self.one.said, self.luck)
        other = replace(self.one, number=self.one.number + 500_000, said=said, caller=speech.caller(self.one.number, self.luck))
        self.twin_thread = self.hand.hear(replace(other, traits={}), now=now)

    def join(self, now: datetime) -> None:
        cases.join(self.twin_thread.case, into=self.case, by=self.county.who("he"), now=now)
        self.thread.voices += self.twin_thread.voices

    def part(self, now: datetime) -> None:
        reason = "再看了一遍，不是同一个地点，分开办。"
        cases.part(self.twin_thread.case, reason=reason, by=self.county.who("he"), now=now)
        self.thread.voices = self.thread.voices[:1]

    def other(self, now: datetime) -> None:
        """From here on the script goes on with the other case."""
        self.thread, self.twin_thread = self.twin_thread, self.thread

    # Dispatching and whose it is

    def dispatch(self, now: datetime) -> None:
        unit = self._elsewhere()
        self.used.append(unit)
        self.hand.dispatch(self.thread, category=self.one.category, unit=unit, now=now)

    def accept(self, now: datetime) -> None:
        self.hand.accept(self.thread, luck=self.luck, now=now)

    def refuse(self, now: datetime) -> None:
        order, self.proposed = self.thread.lead(), self._elsewhere()
        orders.refuse(order, reason=self._line("refuse", now), proposed=self.proposed, by=self._handler(order), now=now)

    def grant(self, now: datetime) -> None:
        to = self.proposed or self._elsewhere()
        self.used.append(to)
        orders.grant(self.thread.lead(), reason=self._line("granted", now), to=to, by=self.county.who("he"), now=now)

    def dismiss(self, now: datetime) -> None:
        orders.dismiss(self.thread.lead(), reason=self._line("dismissed", now), by=self.county.who("he"), now=now)

    def restrict(self, now: datetime) -> None:
        reason = "反映的是办理单位工作人员，转保密渠道。"
        cases.restrict(self.case, reason=reason, by=self.county.who("he"), now=now, units=(self.thread.lead().unit,))

    def callin(self, now: datetime) -> None:
        unit = self.assisting or self._elsewhere()
        cases.call_in(self.case, unit=unit, reason="需要联合到场，请协办。", by=self.county.who("wu"), now=now)

    def assist(self, now: datetime) -> None:
        order = Order.objects.on("case", self.thread.pk).filter(part=Order.ASSISTING).latest("pk")
        by = self._handler(order)
        orders.accept(order, by=by, now=now)
        orders.report(order, report="已派人到场配合，手续材料已移交牵头单位。", by=by, now=now + timedelta(minutes=30))

    # Working on it

    def contact(self, now: datetime) -> None:
        note = self._line("contact_yes", now)
        self.hand.contact(self.thread, means="phone", reached=True, note=note, luck=self.luck, now=now)

    def look(self, now: datetime) -> None:
        cases.reveal(self.thread.voice(), purpose="约定上门时间", by=self._handler(self.thread.lead()), now=now)

    def ask(self, now: datetime) -> None:
        cases.ask_resident(self.case, text=self._line("asks", now), by=self._handler(self.thread.lead()), now=now)

    def reply(self, now: datetime) -> None:
        cases.add_words(self.thread.voice(), text=self._line("replies", now), by=self._resident(), now=now)

    def note(self, now: datetime) -> None:
        cases.note(self.case, text=self._line("notes", now), by=self._handler(self.thread.lead()), now=now)

    def interim(self, now: datetime) -> None:
        text = f"{said_day(_day(now))}已到现场核实，正在和有关各方商量，方案定下来马上告诉您。"
        cases.interim(self.case, reply=cases.Reply(text=text), by=self._handler(self.thread.lead()), now=now)

    def remind(self, now: datetime) -> None:
        orders.remind(self.thread.lead(), text="已经超期，请今天报告办到哪一步、卡在哪里。", by=self.county.who("zheng"), now=now)

    def extend(self, now: datetime) -> None:
        order = self.thread.lead()
        amount = min(3, int(order.norms["most_extension"]))
        orders.ask_extension(order, amount=amount, reason=self._line("extend", now), by=self._handler(order), now=now)

    def more(self, now: datetime) -> None:
        orders.grant_extension(self.thread.lead(), reason="情况属实，同意。", by=self.county.who("he"), now=now)

    def nomore(self, now: datetime) -> None:
        orders.deny_extension(self.thread.lead(), reason=self._line("denied", now), by=self.county.who("he"), now=now)

    # Answering

    def _words(self, now: datetime) -> str:
        text = self.one.said.reply(self.luck, _day(now), self.thread.lead().unit.name)
        tries = self.case.negatives
        again = speech.common()["again"]
        more = again[(tries - 1) % len(again)].format_map({**self.one.said.slots, "day": f"{said_day(_day(now))}"})
        return more + text if tries else text

    def answer(self, now: datetime) -> None:
        self.hand.answer(self.thread, text=self._words(now), luck=self.luck, now=now)

    def answer_better(self, now: datetime) -> None:
        text = f"{self._words(now)}（{said_day(_day(now))}由经办人到场，与您当面核对过。）"
        self.hand.answer(self.thread, text=text, luck=self.luck, now=now)

    def approve(self, now: datetime) -> None:
        if self.case.state == REVIEWING:
            self.hand.approve(self.thread, now=now)

    def sendback(self, now: datetime) -> None:
        cases.send_back(self.case, reason=self._line("sent_back", now), by=self._head(), now=now)

    def redirect(self, now: datetime) -> None:
        way = self.county.book.redirect(WAYS.get(self.one.category, "court_civil"))
        zh = {name: getattr(way, name).in_("zh") for name in ("advice", "source", "remedy")}
        reply = cases.Reply(text=f"{zh['advice']}电话：{way.contact or '12345'}", basis=zh["source"], remedies=zh["remedy"])
        cases.redirect(self.case, reply=reply, by=self.county.who("he"), now=now)

    # Judging

    def _judge(self, now: datetime, voice: int, judgement: Judgement) -> None:
        cases.judge(self.thread.voice(voice), judgement, by=self._resident(voice), now=now)

    def yes(self, now: datetime) -> None:
        comment = self._line("good", now)
        self._judge(now, 0, Judgement(solved="yes", satisfied=self.luck.choice((4, 5)), decent=True, agree=True, comment=comment))

    def yes_all(self, now: datetime) -> None:
        for number in range(self.thread.count):
            at = now + timedelta(minutes=3 * number)
            self._judge(at, number, Judgement(solved="yes", satisfied=5 - number % 3, decent=True, agree=True))

    def yes_sour(self, now: datetime) -> None:
        comment = "政策是讲清楚了，就是没办成。"
        self._judge(now, 0, Judgement(solved="no", satisfied=2, decent=True, agree=True, comment=comment))

    def no(self, now: datetime) -> None:
        comment = self._line("bad", now)
        self._judge(now, 0, Judgement(solved="no", satisfied=1, decent=self.luck.random() < 0.7, agree=False, comment=comment))

    def attempt(self, now: datetime, means: str = "phone") -> None:
        self.hand.attempt(self.thread, 0, means=means, luck=self.luck, now=now)

    def attempt_sms(self, now: datetime) -> None:
        self.attempt(now, "sms")

    def giveup(self, now: datetime) -> None:
        self.hand.give_up(self.thread, 0, luck=self.luck, now=now)

    def takeback(self, now: datetime) -> None:
        cases.withdraw(self.thread.voice(), reason=self._line("withdrawals", now), by=self._resident(), now=now)

    # The supervisor, and the figures

    def reorder(self, now: datetime) -> None:
        unit = self.thread.lead().unit
        cases.reorder(self.case, unit=unit, reason=self._line("redo_reasons", now), by=self.county.who("zheng"), now=now)

    def settle(self, now: datetime) -> None:
        text = f"督查室{said_day(_day(now))}到现场核实，问题已经解决，影像在案。请您再看一看。"
        cases.settle_again(self.case, reply=cases.Reply(text=text), by=self.county.who("zheng"), now=now)

    def explain(self, now: datetime) -> None:
        reply = cases.Reply(text=self._line("lawful", now), basis=BASIS, remedies=REMEDIES)
        cases.propose_explanation(self.case, reply=reply, by=self.county.who("zheng"), now=now)

    def lawful(self, now: datetime) -> None:
        cases.approve_explanation(self.case, by=self.county.who("ma"), now=now)

    def exclude(self, now: datetime) -> None:
        note = "同一事项已依法答复，无新的事实。"
        cases.ask_exclusion(self.case, reason="no_new_facts", note=note, by=self._head(), now=now)

    def exclude_yes(self, now: datetime, *, granted: bool = True) -> None:
        row: Any = Exclusion.objects.get(case_id=self.thread.pk)
        cases.decide_exclusion(row, granted=granted, by=self.county.who("zheng"), now=now)

    def exclude_no(self, now: datetime) -> None:
        self.exclude_yes(now, granted=False)

    # Behind closed doors

    def shut_dispatch(self, now: datetime) -> None:
        unit, by = self.county.units["discipline"], self.county.who("yan")
        cases.dispatch(self.case, category=self.one.category, unit=unit, by=by, now=now)

    def shut_accept(self, now: datetime) -> None:
        orders.accept(self.thread.lead(), by=self.county.who("yan"), now=now)

    def shut_contact(self, now: datetime) -> None:
        by = self.county.who("yan")
        cases.contact(self.thread.voice(), means="phone", reached=True, note="已与反映人单独见面。", by=by, now=now)

    def shut_answer(self, now: datetime) -> None:
        text = self.one.said.reply(self.luck, _day(now), "受理机关")
        cases.answer(self.case, reply=cases.Reply(text=text), by=self.county.who("yan"), now=now)

    def shut_approve(self, now: datetime) -> None:
        cases.approve(self.case, by=self.county.who("ning"), now=now)


def _day(now: datetime) -> date:
    return now.astimezone(ZONE).date()
