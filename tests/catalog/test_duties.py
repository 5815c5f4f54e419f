"""Who owes something: by the nearest category, by place and level, never a town for what was taken back from the towns."""

from datetime import datetime

import pytest

from sixia.catalog.queries import gaps, unit_for
from sixia.catalog.rules.rows import CategoryRow, DutyRow, TermRow, Text
from sixia.people.models import Unit
from tests.catalog.conftest import Land, make_book

CATEGORIES = (
    CategoryRow(code="roads", name=Text({"en": "Roads"})),
    CategoryRow(code="village_road", parent="roads", name=Text({"en": "Village road"})),
    CategoryRow(code="trucks", parent="roads", name=Text({"en": "Trucks"})),
)
FUNCTIONS = (
    TermRow(group="function", code="transport", tier="county", name=Text({"en": "Transport bureau"})),
    TermRow(group="function", code="town", tier="town", name=Text({"en": "Town"})),
    TermRow(group="function", code="village", tier="village", name=Text({"en": "Village"})),
)
PARENT = (
    DutyRow(seq=1, category="roads", function="town", role="assisting", basis="cooperating"),
    DutyRow(seq=2, category="roads", function="transport", role="lead"),
)


def functions(*duties: DutyRow, category: str, **where: str) -> list[str]:
    book = make_book(*CATEGORIES, *FUNCTIONS, *PARENT, *duties, places={"990101101": "0000100002"})
    return [row.function for row in book.duties(category, **where)]


def test_a_category_without_duties_of_its_own_takes_those_above_and_the_lead_comes_first() -> None:
    assert functions(category="village_road") == ["transport", "town"]


def test_a_category_with_duties_of_its_own_decides_alone() -> None:
    assert functions(DutyRow(category="village_road", function="town", basis="basic"), category="village_road") == ["town"]


def test_what_was_taken_back_never_goes_to_a_town_or_village() -> None:
    rows = (
        DutyRow(category="trucks", function="transport", basis="taken_back"),
        DutyRow(category="trucks", function="town", role="assisting", basis="cooperating"),
        DutyRow(category="trucks", function="village", role="assisting", basis="cooperating"),
    )
    assert functions(*rows, category="trucks") == ["transport"]


def test_taken_back_above_holds_below_as_well() -> None:
    rows = (
        DutyRow(category="roads", function="village", role="assisting", basis="taken_back"),
        DutyRow(category="village_road", function="town", basis="basic"),
    )
    assert functions(*rows, category="village_road") == []


def test_a_row_for_the_place_replaces_the_general_ones_there() -> None:
    local = DutyRow(category="roads", place="990101101", function="town", basis="basic")
    assert functions(local, category="roads", place_path="000010000200004") == ["town"]
    assert functions(local, category="roads", place_path="0000100003") == ["transport", "town"]


def test_a_row_for_the_level_replaces_the_general_ones_at_that_level() -> None:
    local = DutyRow(category="roads", level="village", function="village", basis="basic")
    assert functions(local, category="roads", place_level="village") == ["village"]
    assert functions(local, category="roads", place_level="county") == ["transport", "town"]


def test_a_function_off_the_list_may_not_be_tasked() -> None:
    book = make_book(*CATEGORIES, *FUNCTIONS, *PARENT)
    allowed = book.may_task("trucks", "town")
    assert allowed is not None
    assert allowed.basis == "cooperating"
    assert book.may_task("trucks", "village") is None


@pytest.mark.django_db
def test_the_unit_with_the_smallest_territory_around_the_place_answers(land: Land, now: datetime) -> None:
    book = make_book(*CATEGORIES, *FUNCTIONS, *PARENT)
    found = unit_for(book, "trucks", land.village, now)
    assert [(match.unit.code, match.role, match.basis) for match in found] == [
        ("transport", "lead", "statutory"),
        ("north", "assisting", "cooperating"),
    ]
    assert "Roads" in found[0].because
    assert "Transport bureau" in found[0].because
    assert [match.unit.code for match in unit_for(book, "trucks", land.south, now)] == ["transport", "south"]


@pytest.mark.django_db
def test_a_unit_that_has_ended_answers_for_nothing(land: Land, now: datetime) -> None:
    Unit.objects.filter(pk=land.transport.pk).update(active_to=now)
    book = make_book(*CATEGORIES, *FUNCTIONS, *PARENT)
    assert [match.unit.code for match in unit_for(book, "trucks", land.village, now)] == ["north"]
    assert gaps(book, now) == ["transport"]


@pytest.mark.django_db
def test_where_the_place_is_the_county_no_town_is_guessed(land: Land, now: datetime) -> None:
    book = make_book(*CATEGORIES, *FUNCTIONS, *PARENT)
    assert [match.unit.code for match in unit_for(book, "trucks", land.county, now)] == ["transport"]


@pytest.mark.django_db
def test_finding_units_takes_one_query_however_many_duties(
    land: Land, now: datetime, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    book = make_book(*CATEGORIES, *FUNCTIONS, *PARENT)
    with django_assert_num_queries(1):  # type: ignore[operator] # the fixture is a context manager factory
        unit_for(book, "trucks", land.village, now)
