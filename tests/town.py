"""The shared cast: a small county with its units and people, built once through real actions. Everybody here is invented."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.rules import NewVoice
from sixia.catalog.actions import apply_profile
from sixia.orders.models import Order
from sixia.people import actions as people
from sixia.people.actors import SYSTEM, Actor, actor_of, resident
from sixia.people.models import Account, Unit
from sixia.places import queries as places
from sixia.places.models import Place
from tests.replaying import replayed

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
"""Monday 11 May 2026, ten in the morning in Beijing."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PROFILE = Path(__file__).parent / "profile"

PLACES = (
    ("990101", "测试县", "county", ""),
    ("990101100", "东镇", "town", "990101"),
    ("990101200", "西镇", "town", "990101"),
    ("990101100001", "东一村", "village", "990101100"),
    ("990101100002", "东二村", "village", "990101100"),
    ("990101200001", "西一村", "village", "990101200"),
)
UNITS = (
    ("county", "测试县政府", "leadership", "990101", ""),
    ("hotline", "县热线中心", "hotline", "990101", "county"),
    ("housing", "县住建局", "housing_construction", "990101", "county"),
    ("lamps", "住建局路灯所", "street_lighting", "990101", "housing"),
    ("ecology", "县生态环境局", "environment", "990101", "county"),
    ("discipline", "县纪委监委", "discipline", "990101", "county"),
    ("east", "东镇政府", "town", "990101100", "county"),
    ("west", "西镇政府", "town", "990101200", "county"),
    ("admin", "信息中心", "administration", "990101", "county"),
)
POSTS = (
    ("clerk", "hotline", "clerk"),
    ("dispatcher", "hotline", "dispatcher"),
    ("callback", "hotline", "callback"),
    ("supervisor", "county", "supervisor"),
    ("supervisor2", "county", "supervisor"),
    ("principal", "county", "principal"),
    ("leader", "housing", "leader"),
    ("handler", "housing", "handler"),
    ("head", "housing", "unit_head"),
    ("ecologist", "ecology", "handler"),
    ("ecohead", "ecology", "unit_head"),
    ("easter", "east", "handler"),
    ("eastdesk", "east", "dispatcher"),
    ("wester", "west", "handler"),
    ("officer", "discipline", "restricted_officer"),
    ("officer2", "discipline", "restricted_officer"),
    ("inspector", "county", "inspector"),
    ("grid", "east", "grid_worker"),
    ("system", "admin", "system_admin"),
    ("security", "admin", "security_admin"),
    ("auditor", "admin", "auditor"),
    ("privacy", "admin", "privacy_officer"),
)
OUTSIDER = "outsider"
"""An account without any post."""
LAMP_OUT = "东一村口的路灯坏了快一个月，老人晚上出门看不清，上周有人摔了。"


@dataclass
class Town:
    """Places, units and accounts by short names, and the shortest way to a case in any state."""

    places: dict[str, Place] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def who(self, name: str, now: datetime = NOW) -> Actor:
        """That person as an actor at that time."""
        return actor_of(self.accounts[name], now)

    def new(self, text: str = LAMP_OUT, **given: object) -> NewVoice:
        """A voice by telephone from the first village of the east, changed by what is given."""
        base: dict[str, object] = {
            "text": text,
            "channel": "phone",
            "desk": self.units["hotline"].pk,
            "place": self.places["990101100001"].pk,
            "name": "演示甲",
            "phone": "13800000001",
            "kind": "help",
        }
        return NewVoice(**{**base, **given})  # type: ignore[arg-type]

    def heard(self, text: str = LAMP_OUT, *, now: datetime = NOW, **given: object) -> Case:
        """A case that has been heard."""
        done = cases.hear(self.new(text, **given), by=self.who("clerk"), now=now)
        return Case.objects.get(pk=done.case)

    def dispatched(self, *, unit: str = "housing", category: str = "lamp", now: datetime = NOW, **given: object) -> Case:
        """A case whose lead order waits to be accepted."""
        case = self.heard(now=now, **given)
        cases.dispatch(case, category=category, unit=self.units[unit], by=self.who("dispatcher"), now=now + HOUR)
        return case

    def accepted(self, *, unit: str = "housing", by: str = "handler", now: datetime = NOW, **given: object) -> Case:
        """A case in hand."""
        from sixia.orders import actions as orders

        case = self.dispatched(unit=unit, now=now, **given)
        orders.accept(self.lead(case), by=self.who(by), now=now + 2 * HOUR)
        return case

    def answered(self, *, now: datetime = NOW, text: str = "线缆进水，已更换，11日晚亮灯。", **given: object) -> Case:
        """A case that waits for its verdict."""
        case = self.accepted(now=now, **given)
        cases.answer(case, reply=cases.Reply(text=text), by=self.who("handler"), now=now + DAY)
        return case

    def lead(self, case: Case) -> Order:
        """The case's newest lead order."""
        return Order.objects.on("case", case.pk).filter(part="lead").order_by("-pk")[0]

    def voice(self, case: Case) -> Voice:
        """The case's first voice."""
        return case.voices.order_by("pk")[0]

    def resident(self, voice: Voice) -> Actor:
        """The resident who holds that voice's passcode."""
        return resident([voice.pk])


def build() -> Town:
    """The town as on 1 January 2026."""
    places._finder.cache_clear()  # names are read once per territory; here every test has another one under the same version
    return _founded()


@replayed
def _founded() -> Town:
    early = datetime(2026, 1, 1, tzinfo=UTC)
    town = Town()
    for number, (code, name, level, parent) in enumerate(PLACES, start=1):
        above = town.places.get(parent)
        path = f"{above.path if above else ''}{number:05d}"
        row = Place(code=code, name=name, level=level, parent=above, path=path, valid_from=date(2020, 1, 1), lat=0.0, lon=0.0)
        row.save()
        town.places[code] = row
    rows = [
        people.NewUnit(code=code, name=name, function=function, place=town.places[place], parent=parent)
        for code, name, function, place, parent in UNITS
    ]
    town.units = {unit.code: unit for unit in people.found_units(rows, by=SYSTEM, now=early)}
    names = [*(post[0] for post in POSTS), OUTSIDER]
    accounts = [people.NewAccount(username=name, name=f"演示·{name}") for name in names]
    town.accounts = {row.username: row for row in people.open_accounts(accounts, by=SYSTEM, now=early)}
    for name, unit, role in POSTS:
        people.appoint(town.accounts[name], town.units[unit], role, by=SYSTEM, now=early)
    apply_profile(PROFILE, by=SYSTEM, now=early)
    return town
