"""The people of the throw-away county: some forty units, and an account for each role that is measured."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from sixia.catalog.actions import apply_profile
from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.config.demo import territory
from sixia.people import actions
from sixia.people.actors import SYSTEM
from sixia.people.models import Account, Unit
from sixia.places.models import Place

PROFILE: Final = Path(settings.PACKAGE).parent / "profiles" / "cn-county"
OFFICES: Final = [
    "housing_construction",
    "public_security",
    "civil_affairs",
    "human_resources",
    "education",
    "health",
    "medical_insurance",
    "environment",
    "natural_resources",
    "agriculture",
    "water",
    "transport",
    "urban_management",
    "market_supervision",
    "emergency",
    "justice",
]
CAST: Final = {
    "clerk": "hotline",
    "dispatcher": "hotline",
    "callback": "hotline",
    "supervisor": "county",
    "handler": "housing_construction",
    "unit_head": "housing_construction",
    "restricted_officer": "discipline",
}


@dataclass(slots=True)
class County:
    """What the filling needs to know of the county: villages with their paths, units that handle, accounts by role."""

    book: RuleBook
    villages: list[Place] = field(default_factory=list)
    towns: dict[str, Unit] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    @property
    def offices(self) -> list[Unit]:
        """The departments that handle cases."""
        return [self.units[name] for name in OFFICES]


def settle(*, since: datetime, now: datetime) -> County:
    """Found everything through the product's own actions, as of `since`."""
    territory.load(by=SYSTEM, now=since)
    apply_profile(PROFILE, by=SYSTEM, now=since)
    places = list(Place.objects.select_related("parent").order_by("path"))
    top = next(place for place in places if place.level == "county")
    towns = [place for place in places if place.level == "town"]
    rows = [_unit("county", "县政府", "leadership", top, "")]
    rows += [_unit(name, f"县{name}", name, top, "county") for name in ("hotline", "discipline", *OFFICES)]
    rows += [_unit(f"town-{place.code}", f"{place.name}政府", "town", place, "county") for place in towns]
    units = {unit.code: unit for unit in actions.found_units(rows, by=SYSTEM, now=since)}
    people = [actions.NewAccount(username=f"bench-{role}", name=f"演示·{role}") for role in CAST]
    accounts = dict(zip(CAST, actions.open_accounts(people, by=SYSTEM, now=since), strict=True))
    for role, unit in CAST.items():
        actions.appoint(accounts[role], units[unit], role, by=SYSTEM, now=since)
    return County(
        book=current_book(now),
        villages=[place for place in places if place.level == "village"],
        towns={place.path: units[f"town-{place.code}"] for place in towns},
        units=units,
        accounts=accounts,
    )


def town_of(county: County, path: str) -> Unit:
    """The town government that answers for a village's path."""
    return next(unit for start, unit in _longest_first(county.towns.items()) if path.startswith(start))


def _longest_first(items: Iterable[tuple[str, Unit]]) -> list[tuple[str, Unit]]:
    return sorted(items, key=lambda item: -len(item[0]))


def _unit(code: str, name: str, function: str, place: Place, parent: str) -> actions.NewUnit:
    return actions.NewUnit(code=code, name=name, function=function, place=place, parent=parent)
