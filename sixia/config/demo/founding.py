"""Founding the demo county: territory, rules, units, accounts and posts, all through the rooms' own actions."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from random import Random

from sixia.catalog.actions import apply_profile
from sixia.catalog.queries import current_book, units_at
from sixia.catalog.rules.book import RuleBook
from sixia.config.demo import offices, territory
from sixia.people import actions as people
from sixia.people import rules as role
from sixia.people.actors import SYSTEM, Actor, actor_of
from sixia.people.models import Account, Unit
from sixia.places.models import Place

PROFILE = Path(__file__).parents[3] / "profiles" / "cn-county"
LANDLINE = "0999-8{number:06d}"
"""Area code 0999 with numbers that begin with 8000: rooms of an office that does not exist."""


@dataclass
class County:
    """The founded county, and who acts for what in it. Everything is looked up once."""

    founded: datetime
    book: RuleBook
    places: dict[int, Place]
    units: dict[str, Unit]
    accounts: dict[str, Account]
    staff: dict[tuple[int, str], list[str]]
    _actors: dict[str, Actor] = field(default_factory=dict)
    _offices: dict[int, dict[str, Unit]] = field(default_factory=dict)

    def who(self, username: str) -> Actor:
        """That person as an actor, with the posts they have held since the founding."""
        if username not in self._actors:
            self._actors[username] = actor_of(self.accounts[username], self.founded)
        return self._actors[username]

    def handler(self, unit: int, luck: Random) -> Actor:
        """One of the unit's handlers."""
        return self.who(luck.choice(self.staff[unit, role.HANDLER]))

    def head(self, unit: int) -> Actor | None:
        """The unit's head; None where nobody is appointed."""
        names = self.staff.get((unit, role.UNIT_HEAD))
        return self.who(names[0]) if names else None

    def owing(self, category: str, place: Place) -> list[Unit]:
        """The units that owe something on a category at a place, lead first; alike in a town's villages that have no office."""
        spot = place.pk if place.name in offices.VILLAGES else place.parent_id or place.pk
        if spot not in self._offices:
            self._offices[spot] = units_at(place, self.founded)
        duties = self.book.duties(category, place_path=place.path, place_level=place.level)
        return [self._offices[spot][duty.function] for duty in duties if duty.function in self._offices[spot]]

    def town(self, village: Place) -> Unit:
        """The town that a village belongs to, as a unit."""
        return self.units[f"town-{self.places[village.parent_id or 0].code}"]

    @cached_property
    def villages(self) -> list[Place]:
        """Villages and communities in the order of their codes."""
        return sorted((place for place in self.places.values() if place.level == "village"), key=lambda place: place.code)

    def named(self, name: str) -> Place:
        """The place of this name."""
        return next(place for place in self.places.values() if place.name == name)


def found(now: datetime) -> County:
    """Found the county two years before `now`, in a database that knows nothing yet."""
    early = now - timedelta(days=730)
    territory.load(by=SYSTEM, now=early)
    apply_profile(PROFILE, by=SYSTEM, now=early, in_force_from=early)
    places = {place.pk: place for place in Place.objects.order_by("pk")}
    book = current_book(early)
    units = {unit.code: unit for unit in people.found_units(_units(book, places), by=SYSTEM, now=early)}
    towns = {unit.code: unit.name for unit in units.values() if unit.function == "town"}
    villages = {unit.code: unit.name for unit in units.values() if unit.function == "village"}
    cast = list(offices.people(towns, villages))
    rows = [people.NewAccount(username=row.username, name=row.name, email=f"{row.username}@example.org") for row in cast]
    accounts = {row.username: row for row in people.open_accounts(rows, by=SYSTEM, now=early)}
    staff: dict[tuple[int, str], list[str]] = {}
    for row in cast:
        people.appoint(accounts[row.username], units[row.unit], row.role, title=row.title, by=SYSTEM, now=early)
        staff.setdefault((units[row.unit].pk, row.role), []).append(row.username)
    return County(early, book, places, units, accounts, staff)


def _units(book: RuleBook, places: dict[int, Place]) -> list[people.NewUnit]:
    county = next(place for place in places.values() if place.level == "county")
    rows = [_unit(offices.ROOT, "清源县人民政府", "leadership", county, "", "Qingyuan county government")]
    rows += [
        _unit(code, name, "leadership", county, offices.ROOT, offices.LINES_EN[code]) for code, name in offices.LINES.items()
    ]
    rows += [_unit(code, name, function, county, above, en) for code, function, name, en, above in offices.SEATED]
    for function, _short, line, _handlers in offices.DEPARTMENTS:
        said = book.term("function", function).said
        rows.append(_unit(function, f"清源县{said['zh']}", function, county, line, f"Qingyuan {said['en'].lower()}"))
    towns = sorted((place for place in places.values() if place.level == "town"), key=lambda place: place.code)
    rows += [
        _unit(f"town-{place.code}", place.name, "town", place, offices.ROOT, offices.in_english(place.name)) for place in towns
    ]
    villages = sorted((place for place in places.values() if place.name in offices.VILLAGES), key=lambda place: place.code)
    rows += [
        _unit(
            f"village-{place.code}",
            place.name,
            "village",
            place,
            f"town-{places[place.parent_id or 0].code}",
            offices.in_english(place.name),
        )
        for place in villages
    ]
    return [_with_phone(row, number) for number, row in enumerate(rows, start=1)]


def _unit(code: str, name: str, function: str, place: Place, parent: str, name_en: str = "") -> people.NewUnit:
    return people.NewUnit(code=code, name=name, function=function, place=place, parent=parent, name_en=name_en)


def _with_phone(row: people.NewUnit, number: int) -> people.NewUnit:
    return replace(row, phone=LANDLINE.format(number=number), address=f"清源县政务大道1号{number:03d}室")


def absences(county: County, now: datetime) -> None:
    """This week's absences and the standing recusals: one head away with a stand-in, one without, two people who keep out."""
    since, until = now - timedelta(days=2), now + timedelta(days=5)
    _stand_in(county, "urban_management", "urban_management-1", since, until, "在省里参加培训，一周后回来", now)
    town = f"town-{county.named('龙泉镇').code}"
    _stand_in(county, town, f"{town}-1", since, until, "病假", now)
    accounts, units = county.accounts, county.units
    people.declare_recusal(accounts["ma"], kind="unit", unit=units["education"], reason="爱人在该单位工作", by=SYSTEM, now=since)
    people.declare_recusal(
        accounts["market_supervision-2"],
        kind="kin",
        other=accounts["urban_management-2"],
        reason="兄弟关系",
        by=SYSTEM,
        now=since,
    )


def _stand_in(county: County, unit: str, by: str, since: datetime, until: datetime, reason: str, now: datetime) -> None:
    head = county.accounts[f"{unit}-head"]
    post = head.posts.get(role=role.UNIT_HEAD)
    people.stand_in(post, county.accounts[by], since=since, until=until, reason=reason, by=SYSTEM, now=min(since, now))
