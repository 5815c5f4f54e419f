"""Petitions of the demo county at every stage of the legal way, over a year, by the rooms' own actions.

Who asks what, and the steps that follow, stand in `words/petitions.toml`; every verb there is a method of `Course`.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.rules import Judgement, NewVoice
from sixia.config.demo import speech
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office
from sixia.config.demo.scripts import Script
from sixia.people.actors import Actor, resident
from sixia.people.models import Unit
from sixia.people.rules import HANDLER
from sixia.petitions import actions
from sixia.petitions.models import Notice, Petition
from sixia.petitions.rules.documents import TO_SERVE

WORDS: Final = Path(__file__).parent / "words" / "petitions.toml"
NUMBERS: Final = 90_000_000
"""Journeys and telephones of petitioners are numbered from here, apart from everybody else's."""
REGISTRAR, SENDER, SUPERVISOR, REVIEWER = "pei", "zhan", "zheng", "rong"
BASIS = "《信访工作条例》第三十一条第六项、第三十二条；清源县有关办法（演示）"
REVIEW_WAY = "不服本意见的，可以自收到之日起三十日内向上一级机关申请复查。"
REREVIEW_WAY = "不服本复查意见的，可以自收到之日起三十日内向复查机关的上一级机关申请复核。"
HELP = "可以继续到县信访局咨询；符合条件的，可以申请临时救助和法律援助。"
PAPERS = ("handed", "handed", "handed", "post", "electronic")
CONTENT = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
UNHAPPY = Judgement(solved="no", satisfied=2, decent=True, agree=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One petition in words: what is asked, by whom, of which unit, and every text that its steps need."""

    key: str
    ago: int
    place: str
    unit: str
    text: str
    request: str
    steps: str
    channel: str = "letter"
    matter: str = "claim6"
    caller: str = ""
    repeats: str = ""
    unit2: str = ""
    way: str = ""
    followers: int = 0
    outcome: str = "support"
    facts: str = "经调查核实，所反映的情况基本属实。"
    opinion: str = "支持其请求，责成有关单位限期办理。"
    review: str = ""
    reason: str = ""
    terms: str = ""
    answer: str = ""
    new_facts: str = ""
    urged: str = ""


@cache
def letters() -> tuple[Letter, ...]:
    """Every petition of the county."""
    return tuple(Letter(**row) for row in tomllib.loads(WORDS.read_text(encoding="utf-8"))["petition"])


def journeys(county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """Every petition as (when it came, its number, its course), to be played up to `now`."""
    made: dict[str, int] = {}
    for index, letter in enumerate(letters()):
        day = (now - timedelta(days=letter.ago)).astimezone(ZONE).replace(hour=8, minute=40, second=0)
        at = (day + timedelta(minutes=Random(f"{seed}/{letter.key}").randrange(450))).astimezone(now.tzinfo)
        yield at, NUMBERS + index, Course(county, letter, index, made, seed).run(at)


class Course:
    """One petition on its way. Every verb takes the moment at which it is done; `made` knows all petitions by their keys."""

    def __init__(self, county: County, letter: Letter, index: int, made: dict[str, int], seed: str) -> None:
        self.county, self.letter, self.made = county, letter, made
        self.luck = Random(f"{seed}/petition/{letter.key}")
        whose = next(number for number, one in enumerate(letters()) if (one.caller or one.key) == (letter.caller or letter.key))
        self.name, self.phone = speech.caller(NUMBERS + whose * 100, Random(f"{seed}/petitioner/{whose}"))
        self.number = NUMBERS + index * 100
        self.place = county.named(letter.place)

    def run(self, now: datetime) -> Journey:
        """Step after step in office hours."""
        calendar = self.county.book.calendar("cn")
        for pause, verb in Script(steps=self.letter.steps).parsed():
            if pause:
                now = yield office(calendar, now + pause, self.luck)
            getattr(self, verb)(now)

    @property
    def petition(self) -> Petition:
        """It as it is now."""
        return Petition.objects.select_related("case", "unit", "office").get(pk=self.made[self.letter.key])

    # Who acts

    def _who(self, name: str) -> Actor:
        return self.county.who(name)

    def _unit(self, code: str) -> Unit:
        return self.county.town(self.place) if code == "town" else self.county.units[code]

    def _handler(self) -> Actor:
        return self.county.handler(self.petition.unit_id or 0, self.luck)

    def _resident(self) -> Actor:
        return resident([self._voice().pk])

    def _voice(self) -> Voice:
        return self.petition.case.voices.order_by("pk")[0]

    # Coming in

    def _new(self, **more: Any) -> NewVoice:
        desk = self.county.units["petitions"].pk
        given = {"text": self.letter.text, "channel": self.letter.channel, "desk": desk, "kind": "complaint", "wants": "sms"}
        given |= {"place": self.place.pk, "name": self.name, "phone": self.phone}
        return NewVoice(**{**given, **more})

    def _entry(self) -> actions.Entry:
        earlier = Petition.objects.get(pk=self.made[self.letter.repeats]) if self.letter.repeats else None
        return actions.Entry(request=self.letter.request, earlier=earlier)

    def take(self, now: datetime) -> None:
        _heard, petition = actions.take(self._new(), self._entry(), by=self._who(REGISTRAR), now=now)
        self.made[self.letter.key] = petition.pk

    def service(self, now: datetime) -> None:
        new = self._new(desk=self.county.units["hotline"].pk, channel="phone")
        self.case = cases.hear(new, by=self._who("zhou"), now=now).case

    def register(self, now: datetime) -> None:
        case, by = Case.objects.get(pk=self.case), self._who(SENDER)
        petition = actions.register(case, self._entry(), by=by, now=now, reason=self.letter.reason)
        self.made[self.letter.key] = petition.pk
        self.classify(now)

    def classify(self, now: datetime) -> None:
        actions.classify(self.petition, matter=self.letter.matter, by=self._who(SENDER), now=now)

    def new_facts(self, now: datetime) -> None:
        actions.tell_new_facts(self.petition, facts_told=self.letter.new_facts, by=self._who(REGISTRAR), now=now)

    def followers(self, now: datetime) -> None:
        """Neighbours sign the same letter; five of them speak for all."""
        case, by = self.petition.case_id, self._who(REGISTRAR)
        for number in range(1, self.letter.followers + 1):
            name, phone = speech.caller(self.number + number, self.luck)
            cases.hear(self._new(text=f"同意并签名：{self.letter.request}", name=name, phone=phone, into=case), by=by, now=now)
        for voice in Voice.objects.filter(case=case).order_by("pk")[:5]:
            cases.name_representative(voice, named=True, by=by, now=now)

    def seal(self, now: datetime) -> None:
        actions.seal(self.petition, reason=self.letter.reason, by=self._who(SENDER), now=now)

    def move(self, now: datetime) -> None:
        actions.move(self.petition, reason=self.letter.reason, by=self._who(SENDER), now=now)

    def withdraw(self, now: datetime) -> None:
        cases.withdraw(self._voice(), reason=self.letter.reason, by=self._resident(), now=now)

    # Whose it is

    def assign(self, now: datetime) -> None:
        self._send("assign", self.letter.unit, now)

    def assign_again(self, now: datetime) -> None:
        self._send("assign", self.letter.unit2, now)

    def forward(self, now: datetime) -> None:
        self._send("forward", self.letter.unit, now)

    def _send(self, manner: str, unit: str, now: datetime) -> None:
        actions.send(self.petition, manner=manner, unit=self._unit(unit), by=self._who(SENDER), now=now)

    def object(self, now: datetime) -> None:
        actions.object_(self.petition, reason=self.letter.reason, by=self._handler(), now=now)

    def uphold(self, now: datetime) -> None:
        actions.uphold(self.petition, reason="经核实情况属实，另行确定承办单位。", by=self._who(SENDER), now=now)

    def dismiss(self, now: datetime) -> None:
        reason = "对照权责清单，房屋使用安全属本单位职责，指定办理。"
        actions.dismiss(self.petition, reason=reason, by=self._who(SENDER), now=now)

    def urge(self, now: datetime) -> None:
        actions.urge(self.petition, text=self.letter.urged, by=self._who(SUPERVISOR), now=now)

    def reclaim(self, now: datetime) -> None:
        actions.reclaim(self.petition, reason="属于本级职责，应当受理。", by=self._who(SUPERVISOR), now=now)

    # Turned away

    def refuse(self, now: datetime) -> None:
        self._refuse("no_remit", "属平等主体之间的财产纠纷，不属于行政机关职责范围。", self._who(SENDER), now)

    def refuse_final(self, now: datetime) -> None:
        self._refuse("final", "同一事实和理由已经作出终结意见，没有提出新的事实。", self._who(SENDER), now)

    def refuse_unit(self, now: datetime) -> None:
        self._refuse("no_petition", "未提出具体请求。", self._handler(), now)

    def _refuse(self, ground: str, reasons: str, by: Actor, now: datetime) -> None:
        remedies = "认为不予受理不当的，可以向县信访局反映，也可以依法通过诉讼等途径解决。"
        why = actions.Reasons(reasons=reasons, basis="《信访工作条例》第二十三条、第三十六条", remedies=remedies, help_note=HELP)
        actions.refuse(self.petition, ground=ground, why=why, by=by, now=now)

    def redirect(self, now: datetime) -> None:
        row = self.county.book.redirect(self.letter.way)
        reasons = f"所提请求应当通过{row.name.in_('zh')}解决。"
        why = actions.Reasons(reasons=reasons, basis="《信访工作条例》第三十一条第二项", remedies=row.remedy.in_("zh"))
        actions.redirect(self.petition, ways=(self.letter.way,), why=why, by=self._who(SENDER), now=now)

    # Handling

    def accept(self, now: datetime) -> None:
        actions.accept(self.petition, by=self._handler(), now=now)

    def extend(self, now: datetime) -> None:
        head = self.county.head(self.petition.unit_id or 0)
        assert head is not None
        actions.extend(self.petition, days=30, reason=self.letter.reason, by=head, now=now)

    def hearing(self, now: datetime) -> None:
        place = "三日后上午九时，县政务中心二楼听证室"
        actions.open_hearing(self.petition, place=place, by=self._deciding(), now=now)

    def record(self, now: datetime) -> None:
        record = actions.Record(
            held_on=_day(now),
            chair="演示·听证主持人",
            members="演示·听证员三人",
            parties="信访人；承办单位经办人",
            record="双方各自陈述并出示材料，回答听证员提问，对材料的真实性没有争议。",
            conclusion=self.letter.facts,
        )
        actions.record_hearing(self.petition, record, by=self._deciding(), now=now)

    def agree(self, now: datetime) -> None:
        terms = actions.Terms(
            parties="信访人；被反映的一方",
            facts="双方对事实没有争议，愿意协商解决。",
            terms=self.letter.terms,
            perform_by=_day(now + timedelta(days=20)),
            mediator="演示·人民调解员",
        )
        actions.agree(self.petition, terms, by=self._handler(), now=now)

    def kept(self, now: datetime) -> None:
        actions.perform(self.petition, by=self._resident(), now=now)

    def broken(self, now: datetime) -> None:
        actions.break_(self.petition, reason=self.letter.reason, by=self._resident(), now=now)

    def answer(self, now: datetime) -> None:
        actions.answer(self.petition, text=self.letter.answer, by=self._handler(), now=now)

    # Deciding, and what can be done against it

    def decide(self, now: datetime) -> None:
        letter = self.letter
        finding = self._finding(letter.outcome, letter.facts, letter.opinion, REVIEW_WAY)
        actions.decide(self.petition, finding, by=self._handler(), now=now)

    def ask(self, now: datetime) -> None:
        actions.ask_review(self.petition, reason=self.letter.reason, by=self._resident(), now=now)

    def review(self, now: datetime) -> None:
        self._review("uphold", now)

    def set_aside(self, now: datetime) -> None:
        self._review("revoke", now)

    def rereview(self, now: datetime) -> None:
        finding = self._finding("uphold", self.letter.facts, "维持复查意见。", "", help_note=HELP)
        actions.rereview(self.petition, finding, by=self._deciding(), now=now)

    def _review(self, outcome: str, now: datetime) -> None:
        finding = self._finding(outcome, self.letter.facts, self.letter.review, REREVIEW_WAY)
        actions.review(self.petition, finding, by=self._deciding(), now=now)

    def _finding(self, outcome: str, facts: str, opinion: str, remedies: str, **more: str) -> actions.Finding:
        report = "办理结果已书面答复信访人。"
        return actions.Finding(
            facts=facts, outcome=outcome, opinion=opinion, basis=BASIS, remedies=remedies, report=report, **more
        )

    def _deciding(self) -> Actor:
        """Whoever decides at this stage: the unit, the county's review office, the petition office for organs outside."""
        name = {1: REVIEWER, 2: SENDER}.get(self.petition.stage)
        return self._who(name) if name else self._handler()

    def yes(self, now: datetime) -> None:
        cases.judge(self._voice(), CONTENT, by=self._resident(), now=now, channel="web")

    def no(self, now: datetime) -> None:
        cases.judge(self._voice(), UNHAPPY, by=self._resident(), now=now, channel="web")

    def serve(self, now: datetime) -> None:
        """Every paper that waits reaches the petitioner."""
        rows = Notice.objects.filter(petition=self.petition, served_at=None, kind__in=TO_SERVE)
        for notice in rows.select_related("petition__case", "petition__office", "unit").order_by("pk"):
            means = self.luck.choice(PAPERS)
            note = "受理时当面同意短信送达" if means == "electronic" else ""
            actions.serve(notice, at=now, means=means, received_by=self.name, note=note, by=self._server(notice), now=now)

    def _server(self, notice: Notice) -> Actor:
        own = notice.unit_id != notice.petition.office_id and (notice.unit_id, HANDLER) in self.county.staff
        return self.county.handler(notice.unit_id, self.luck) if own else self._who(REGISTRAR)


def _day(at: datetime) -> Any:
    return at.astimezone(ZONE).date()
