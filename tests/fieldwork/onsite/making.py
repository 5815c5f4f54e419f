"""The shortest ways to an on-site office at every stage, and to a town's call, in the shared town."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.actions import NewAct
from sixia.fieldwork.onsite.models import Act, Called, Item, Office, Whistle
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.town import NOW, Town, build

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
STARTS = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
"""Wednesday 20 May 2026, nine in the morning in Beijing."""
THEN = STARTS + timedelta(minutes=30)
SOON = date(2026, 5, 21)
YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=None, agree=False)
LAW, REMEDY = "《城市照明管理规定》第二十条", "可向县住建局申请复查"


def hosted() -> Town:
    """The town, with a deputy head of the county."""
    town = build()
    account = people.open_accounts([people.NewAccount(username="deputy", name="演示·副县长甲")], by=SYSTEM, now=EARLY)[0]
    town.accounts["deputy"] = account
    people.appoint(account, town.units["county"], "leader", title="副县长", by=SYSTEM, now=EARLY)
    return town


def planned(town: Town, *, by: str = "dispatcher", now: datetime = NOW, **given: Any) -> Office:
    """An on-site office of the deputy head in the first village of the east."""
    base: dict[str, Any] = {
        "title": "东一村现场办公",
        "place": town.places["990101100001"],
        "unit": town.units["county"],
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=3),
        "led_by": town.accounts["deputy"],
        "spot": "村委会院内",
    }
    return actions.plan(by=town.who(by), now=now, **{**base, **given})


def with_items(town: Town, *cases: Case, now: datetime = NOW, **given: Any) -> Office:
    """With these cases on its agenda."""
    office = planned(town, now=now, **given)
    for case in cases:
        actions.add(office, case=case, by=town.who("dispatcher"), now=now)
    return Office.objects.get(pk=office.pk)


def convened(
    town: Town, *cases: Case, units: tuple[str, ...] = ("housing", "ecology"), now: datetime = NOW, **given: Any
) -> Office:
    """With units called to it."""
    office = with_items(town, *cases, now=now, **given)
    actions.convene(office, units=[town.units[code] for code in units], text="请带施工图", by=town.who("dispatcher"), now=now)
    return Office.objects.get(pk=office.pk)


def opened(town: Town, *cases: Case, units: tuple[str, ...] = (), **given: Any) -> Office:
    """The meeting is on."""
    office = convened(town, *cases, units=units, **given) if units else with_items(town, *cases, **given)
    actions.open_office(office, by=town.who("dispatcher"), now=office.visit.starts_at)
    return Office.objects.get(pk=office.pk)


def item_of(office: Office, case: Case | None = None) -> Item:
    """The item of this case, or the first one."""
    rows = office.items.filter(chosen=True).order_by("number")
    return rows.get(case=case) if case else rows[0]


def decided(town: Town, office: Office, kind: str, /, **given: Any) -> Act:
    """One act on the first item, or on the one given."""
    by, now = given.pop("by", "dispatcher"), given.pop("now", THEN)
    base: dict[str, Any] = {"client": uuid4(), "text": "当场更换线缆，今晚亮灯", "item": None}
    if "of" not in given:
        base["item"] = item_of(office)
    return actions.decide(fresh(office), new=NewAct(kind=kind, **{**base, **given}), by=town.who(by), now=now)


def called(office: Office, town: Town, unit: str) -> Called:
    """That unit as it was called."""
    return office.called.select_related("unit").get(unit=town.units[unit])


def blown(town: Town, *, by: str = "easter", now: datetime = NOW, **given: Any) -> Whistle:
    """The east calls the housing office."""
    base: dict[str, Any] = {
        "unit": town.units["east"],
        "units": [town.units["housing"]],
        "reason": "路面塌陷，需要到场排险",
        "wanted_at": NOW + timedelta(hours=4),
        "place": town.places["990101100001"],
    }
    return actions.blow(by=town.who(by), now=now, **{**base, **given})


def fresh(thing: Any) -> Any:
    """The row as it is stored now."""
    return type(thing)._default_manager.get(pk=thing.pk)
