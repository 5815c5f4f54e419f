"""The shared town with a petition office, a city above the county, and the shortest way to a petition in any state."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sixia.cases.models import Case
from sixia.catalog.actions import apply_profile
from sixia.kit import clocks
from sixia.kit.models import Clock, Entry
from sixia.people import actions as people
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.petitions import actions
from sixia.petitions.models import Notice, Petition
from sixia.petitions.reactions import end_term, follow_case
from tests.replaying import replayed
from tests.town import DAY, HOUR, NOW, Town, build

COUNTY = Path(__file__).parents[2] / "profiles" / "cn-county"
"""The rules of the demo county, with the real calendars."""
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
ASKS = "请求责令新丰五金厂补发2025年10月至12月拖欠的工资9600元。"
WORDS = "我在五金厂做工，厂里拖欠三个月工资9600元，多次找都不给。"
FINDING = actions.Finding(
    facts="经查，工资表与考勤记录相符，拖欠属实。",
    outcome="support",
    opinion="责令该厂于十五日内补发9600元，逾期依法处罚。",
    basis="《保障农民工工资支付条例》第三条、第五十四条",
    remedies="不服本意见的，可自收到之日起三十日内向测试县政府申请复查。",
    report="已责令补发，15日内执行。",
)
WHY = actions.Reasons(
    reasons="该事项正在人民法院审理。",
    basis="《信访工作条例》第二十八条、第三十一条第一项",
    remedies="对一审判决不服的，可在送达之日起十五日内上诉。",
    help_note="可到县公共法律服务中心免费咨询，电话12348。",
)
MORE_UNITS = (
    ("office", "县信访局", "petition_office", "990101", "county"),
    ("eastoffice", "东镇信访办", "petition_office", "990101100", "east"),
)
MORE_POSTS = (
    ("registrar", "office", "dispatcher"),
    ("registry", "office", "clerk"),
    ("eastregistrar", "eastoffice", "dispatcher"),
    ("county1", "county", "handler"),
    ("cityman", "city", "handler"),
)


@replayed
def founded(city: bool, profile: Path) -> Town:
    """The town with its offices under these rules, with or without a city above it."""
    town = build()
    rows = [people.NewUnit(code=c, name=n, function=f, place=town.places[p], parent=up) for c, n, f, p, up in MORE_UNITS]
    for unit in people.found_units(rows, by=SYSTEM, now=EARLY):
        town.units[unit.code] = unit
    if city:
        _city_above(town)
    posts = [post for post in MORE_POSTS if post[1] in town.units]
    accounts = [people.NewAccount(username=name, name=f"演示·{name}") for name, _unit, _role in posts]
    town.accounts |= {row.username: row for row in people.open_accounts(accounts, by=SYSTEM, now=EARLY)}
    for name, unit_code, role in posts:
        people.appoint(town.accounts[name], town.units[unit_code], role, by=SYSTEM, now=EARLY)
    apply_profile(profile, by=SYSTEM, now=EARLY + HOUR)
    return town


def _city_above(town: Town) -> None:
    row = people.NewUnit(code="city", name="测试市政府", function="leadership", place=town.places["990101"], parent="")
    (town.units["city"],) = people.found_units([row], by=SYSTEM, now=EARLY)
    people.move_unit(town.units["county"], town.units["city"], by=SYSTEM, now=EARLY)
    town.units |= {unit.code: unit for unit in Unit.objects.all()}


class Courts:
    """A town whose county bureau answers to the county, and the county to a city: three levels for handling and both reviews."""

    def __init__(self, *, city: bool = True, profile: Path = COUNTY) -> None:
        self.town: Town = founded(city, profile)

    def who(self, name: str, now: datetime = NOW) -> Actor:
        """That person."""
        return self.town.who(name, now)

    def resident(self, petition: Petition) -> Actor:
        """The petitioner."""
        return self.town.resident(self.town.voice(petition.case))

    def registered(self, *, matter: str = "claim6", now: datetime = NOW, by: str = "registrar", **given: object) -> Petition:
        """A letter, registered and classified."""
        entry_given = {key: given.pop(key) for key in ("earlier", "id_number", "request") if key in given}
        new = self.town.new(WORDS, channel="letter", **{"desk": self.town.units["office"].pk, **given})
        entry = actions.Entry(**{"request": ASKS, "matter": matter, **entry_given})  # type: ignore[arg-type]
        _heard, petition = actions.take(new, entry, by=self.who(by), now=now)
        return petition

    def sent(self, *, manner: str = "assign", unit: str = "housing", now: datetime = NOW, **given: object) -> Petition:
        """With the unit."""
        petition = self.registered(now=now, **given)  # type: ignore[arg-type]
        actions.send(petition, manner=manner, unit=self.town.units[unit], by=self.who("registrar"), now=now + HOUR)
        return petition

    def accepted(self, *, now: datetime = NOW, **given: object) -> Petition:
        """In hand, with the notice served."""
        petition = self.sent(now=now, **given)  # type: ignore[arg-type]
        actions.accept(petition, by=self.who("handler"), now=now + DAY)
        self.serve(petition, "acceptance", now + DAY + HOUR)
        return petition

    def decided(self, *, now: datetime = NOW, served: bool = True, **given: object) -> Petition:
        """With a written opinion, served the day it was made."""
        petition = self.accepted(now=now, **given)  # type: ignore[arg-type]
        actions.decide(petition, FINDING, by=self.who("handler"), now=now + 10 * DAY)
        if served:
            self.serve(petition, "opinion", now + 10 * DAY + HOUR)
        return petition

    def reviewing(self, *, now: datetime = NOW, **given: object) -> Petition:
        """Under review by the county."""
        petition = self.decided(now=now, **given)  # type: ignore[arg-type]
        actions.ask_review(petition, reason="金额算错了。", by=self.resident(petition), now=now + 20 * DAY)
        return petition

    def reviewed(self, *, now: datetime = NOW, **given: object) -> Petition:
        """Reviewed, and the review served."""
        petition = self.reviewing(now=now, **given)
        actions.review(petition, finding(outcome="uphold"), by=self.who("county1"), now=now + 30 * DAY)
        self.serve(petition, "review", now + 30 * DAY + HOUR, by="county1")
        return petition

    def rereviewing(self, *, now: datetime = NOW, **given: object) -> Petition:
        """Under re-review by the city."""
        petition = self.reviewed(now=now, **given)
        actions.ask_review(petition, reason="仍不服。", by=self.resident(petition), now=now + 40 * DAY)
        return petition

    def final(self, *, now: datetime = NOW, **given: object) -> Petition:
        """Final."""
        petition = self.rereviewing(now=now, **given)
        last = finding(outcome="uphold", help_note="可继续到信访局咨询，符合条件的依法救助。")
        actions.rereview(petition, last, by=self.who("cityman"), now=now + 50 * DAY)
        return petition

    def serve(self, petition: Petition, kind: str, at: datetime, *, by: str = "handler", means: str = "handed") -> Notice:
        """Hand the newest document of this kind over."""
        notice = petition.notices.filter(kind=kind).order_by("-pk")[0]
        actions.serve(notice, at=at, means=means, received_by="演示甲", by=self.who(by), now=at)
        petition.refresh_from_db()
        return notice


def finding(**changed: str) -> actions.Finding:
    """The finding with some parts changed."""
    return replace(FINDING, **changed)  # type: ignore[arg-type]


def clock(petition: Petition, kind: str) -> Clock:
    """The newest clock of this kind."""
    return Clock.objects.filter(owner=petition.key, kind=kind).order_by("-pk")[0]


def runs(petition: Petition) -> set[str]:
    """Kinds of the clocks that run."""
    return set(clocks.running(petition.key).values_list("kind", flat=True))


def told(petition: Petition) -> list[str]:
    """Names of the events in the case's stream."""
    return list(Entry.objects.filter(stream=petition.stream).order_by("seq").values_list("event", flat=True))


def worker(now: datetime) -> None:
    """What the worker does: sweep the clocks, then run this room's reactions on all that was told."""
    clocks.sweep_all(now)
    for entry in Entry.objects.filter(event="ClockBreached").order_by("pk"):
        end_term(entry, now)
    for entry in Entry.objects.filter(event__in=("CaseClosed", "CaseRestricted")).order_by("pk"):
        follow_case(entry, now)


def fresh(case: Case) -> Case:
    """The case as the database has it."""
    return Case.objects.get(pk=case.pk)
