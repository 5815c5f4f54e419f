"""Changing the rules on screen: a new edition from changes to the newest one, checked like a profile."""

from datetime import datetime

import pytest

from sixia.catalog.actions import Change, apply_profile, revise
from sixia.catalog.models import Edition
from sixia.catalog.queries import current, current_book
from sixia.catalog.rules.faults import ProfileError
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM, resident
from tests.catalog.conftest import COUNTY

pytestmark = pytest.mark.django_db
HELP = "handle|service||||help"


@pytest.fixture
def edition(now: datetime) -> Edition:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    return current(now)


def change(edition: Edition, now: datetime, *changes: Change) -> None:
    revise(edition=edition, changes=changes, by=SYSTEM, now=now)


def test_an_amount_is_changed(edition: Edition, now: datetime) -> None:
    found = revise(edition=edition, changes=[Change("norm", HELP, {"amount": 4})], by=SYSTEM, now=now)
    assert found.edition == 2
    assert found.counts == (0, 1, 0)
    assert getattr(current_book(now).norm("handle", kind="help"), "amount", None) == 4


def test_a_synonym_is_added(edition: Edition, now: datetime) -> None:
    words = current_book(now).category("city_road_damage").synonyms
    change(edition, now, Change("category", "city_road_damage", {"synonyms": [*words, "马路牙子坏了"]}))
    assert current_book(now).classify("马路牙子坏了")[0].category == "city_road_damage"


def test_a_duty_is_given_to_another_function(edition: Edition, now: datetime) -> None:
    key = "street_light|||urban_management"
    change(edition, now, Change("duty", key, {"function": "housing_construction"}))
    functions = [row.function for row in current_book(now).duties("street_light")]
    assert functions[0] == "housing_construction"
    assert "urban_management" not in functions


def test_a_category_is_added_below_another_and_one_is_taken_away(edition: Edition, now: datetime) -> None:
    new = {"code": "ev_charger", "parent": "roads", "name": {"zh": "公共充电桩", "en": "Public chargers"}}
    change(edition, now, Change("category", "ev_charger", new), Change("reply", "redo", None))
    book = current_book(now)
    assert book.category("ev_charger").path == "/roads/ev_charger/"
    assert book.category("ev_charger").inner == book.category("ev_charger").name
    assert book.duties("ev_charger")[0].function == "transport"
    assert book.templates("", "redo") == ()


def test_a_rule_is_set(edition: Edition, now: datetime) -> None:
    change(edition, now, Change("rule", "contact.attempts", {"value": 4}))
    assert current_book(now).rule("contact.attempts") == 4


@pytest.mark.parametrize(
    "wrong",
    [
        Change("norm", HELP, {"amount": 0}),
        Change("norm", HELP, {"ammount": 4}),
        Change("category", "water_outage", {"parent": "nowhere"}),
        Change("duty", "street_light|||urban_management", None),
        Change("rule", "contact.attempts", {"value": "three"}),
        Change("category", "roads", {"parent": "city_road_damage"}),
    ],
)
def test_a_wrong_change_is_refused_and_nothing_is_written(edition: Edition, now: datetime, wrong: Change) -> None:
    with pytest.raises(ProfileError):
        change(edition, now, wrong)
    assert Edition.objects.count() == 1


def test_no_change_makes_no_edition(edition: Edition, now: datetime) -> None:
    assert not revise(edition=edition, changes=[Change("norm", HELP, {"amount": 5})], by=SYSTEM, now=now)
    assert Edition.objects.count() == 1


def test_a_change_to_an_edition_that_was_followed_by_another_is_stale(edition: Edition, now: datetime) -> None:
    change(edition, now, Change("norm", HELP, {"amount": 4}))
    with pytest.raises(Refused) as refused:
        change(edition, now, Change("norm", HELP, {"amount": 3}))
    assert refused.value.code == "stale"


def test_who_may_not_is_refused(edition: Edition, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        revise(edition=edition, changes=[Change("norm", HELP, {"amount": 4})], by=resident(), now=now)
    assert refused.value.code == "role"
