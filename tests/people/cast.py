"""The few units and people that this room's tests need, built through real actions."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sixia.people import actions
from sixia.people.actors import SYSTEM, Actor, actor_of
from sixia.people.models import Account, Post, Unit
from sixia.places.models import Place
from tests.replaying import replayed

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Cast:
    """Places, units and accounts by short names."""

    county: Place
    town: Place
    units: dict[str, Unit] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def actor(self, name: str, now: datetime = NOW) -> Actor:
        """That person at that time, freshly read."""
        return actor_of(Account.objects.get(pk=self.accounts[name].pk), now)

    def account(self, name: str) -> Account:
        """That person's row, freshly read."""
        return Account.objects.get(pk=self.accounts[name].pk)


POSTS = (
    ("system", "county", "system_admin"),
    ("system2", "county", "system_admin"),
    ("security", "county", "security_admin"),
    ("security2", "county", "security_admin"),
    ("auditor", "county", "auditor"),
    ("clerk", "hotline", "clerk"),
    ("callback", "hotline", "callback"),
    ("head", "housing", "unit_head"),
    ("handler", "housing", "handler"),
    ("townhead", "town", "unit_head"),
)


@replayed
def build() -> Cast:
    """A county with a town; four units; two of each administrator, and a few who work."""
    county = Place.objects.create(code="990101", name="演示县", level="county", path="0000a", valid_from=date(2000, 1, 1))
    town = Place.objects.create(
        code="990101100", name="演示镇", level="town", parent=county, path="0000a0000b", valid_from=date(2000, 1, 1)
    )
    cast = Cast(county, town)
    early = NOW - 100 * DAY
    rows = [
        actions.NewUnit(code="town", name="演示镇政府", function="town", place=town, parent="county"),
        actions.NewUnit(code="county", name="演示县政府", function="administration", place=county),
        actions.NewUnit(code="housing", name="演示县住建局", function="housing_construction", place=county, parent="county"),
        actions.NewUnit(code="hotline", name="演示县热线", function="hotline", place=county, parent="county"),
    ]
    cast.units = {unit.code: unit for unit in actions.found_units(rows, by=SYSTEM, now=early)}
    people = [actions.NewAccount(username=name, name=f"演示·{name}") for name in [*(post[0] for post in POSTS), "idle"]]
    cast.accounts = {a.username: a for a in actions.open_accounts(people, by=SYSTEM, now=early)}
    for name, unit, role in POSTS:
        cast.posts[name] = actions.appoint(cast.accounts[name], cast.units[unit], role, by=SYSTEM, now=early)
    return cast
