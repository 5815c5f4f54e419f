"""The two profiles that come with the product: complete, bilingual where they say so, and true to the official calendars."""

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.clocks import CLOCKS
from sixia.catalog.rules.reading import read
from sixia.catalog.rules.rows import GRASSROOTS
from sixia.kit.calendar import is_workday
from tests.catalog.conftest import CITY, COUNTY, PROFILES

OFFICIAL = Path(os.environ.get("SIXIA_REAL_DATA", "nowhere")) / "calendar" / "cn_workdays_2024_2027.csv"


@pytest.fixture(scope="module")
def county() -> RuleBook:
    return RuleBook(read(COUNTY))


@pytest.mark.parametrize("folder", sorted(p.name for p in PROFILES.iterdir() if p.is_dir()))
def test_every_profile_in_the_repository_is_sound(folder: str) -> None:
    content = read(PROFILES / folder)
    book = RuleBook(content)
    assert content.profile == folder
    for row in book.categories():
        assert set(row.name.said) >= set(content.languages)
        assert any(duty.role == "lead" for duty in book.duties(row.code)), row.code
        for clock, kind in CLOCKS.items():
            if kind.needed:
                assert book.norm(clock, category=row.code, level=row.triage, kind=row.kind) is not None
    for row in content.rows("calendar"):
        assert book.calendar(row.code).announced


def test_the_county_covers_what_a_county_hears(county: RuleBook) -> None:
    first = county.children()
    assert 15 <= len(first) <= 20
    assert len(county.categories()) - len(first) >= 120
    for row in county.categories():
        if row.parent:
            assert len(row.synonyms) >= 5, row.code
            assert county.duties(row.code)[0].source.said.keys() == {"zh", "en"}
    sectors = {row.sector for row in county.categories()}
    assert sectors >= {"employment", "education", "medical", "childcare", "housing", "elderly_care"}


def test_what_the_county_took_back_goes_to_no_town(county: RuleBook) -> None:
    back = [row.code for row in county.categories() if county.taken_back(row.code)]
    assert len(back) >= 8
    for code in back:
        assert not {county.tier(duty.function) for duty in county.duties(code)} & GRASSROOTS


def test_accusations_go_to_discipline_inspection_alone_and_are_never_public(county: RuleBook) -> None:
    for row in county.categories():
        if row.path.startswith("/conduct/"):
            assert row.restricted
            assert not row.public
            assert {duty.function for duty in county.duties(row.code)} == {"discipline"}


@pytest.mark.parametrize(
    ("clock", "amount", "unit", "article"),
    [
        ("route", 15, "day", "22"),
        ("tell", 15, "day", "23"),
        ("object", 5, "workday", "23"),
        ("handle", 60, "day", "34"),
        ("review_ask", 30, "day", "35"),
        ("review", 30, "day", "35"),
        ("rereview_ask", 30, "day", "36"),
        ("rereview", 30, "day", "36"),
    ],
)
def test_petition_norms_follow_the_regulations(county: RuleBook, clock: str, amount: int, unit: str, article: str) -> None:
    row = county.norm(clock, track="petition")
    assert row is not None
    assert (row.amount, row.unit) == (amount, unit)
    assert f"art. {article}" in row.source.in_("en")
    assert row.rolls == (unit == "day")


def test_a_petition_may_be_extended_once_by_thirty_days(county: RuleBook) -> None:
    row = county.norm("handle", track="petition")
    assert row is not None
    assert (row.extensions, row.extension_amount, row.extension_by) == (1, 30, "unit_head")


@pytest.mark.parametrize(
    ("case", "amount", "unit"),
    [
        ({"category": "school_admission", "kind": "inquiry"}, 1, "workday"),
        ({"category": "school_meals", "kind": "complaint"}, 5, "workday"),
        ({"category": "idea_general", "kind": "suggestion"}, 10, "workday"),
        ({"category": "water_outage", "kind": "help", "level": "now"}, 24, "hour"),
        ({"category": "water_outage", "kind": "help", "level": "urgent"}, 2, "hour"),
        ({"category": "demolition", "kind": "complaint", "level": "hard"}, 15, "workday"),
    ],
)
def test_handling_limits_of_the_county(county: RuleBook, case: dict[str, str], amount: int, unit: str) -> None:
    row = county.norm("handle", **case)  # type: ignore[arg-type] # words only
    assert row is not None
    assert (row.amount, row.unit) == (amount, unit)


def test_the_unreachable_protocol_of_the_county(county: RuleBook) -> None:
    assert [county.rule(f"contact.{name}") for name in ("attempts", "means", "days", "notice_days")] == [3, 2, 2, 5]
    assert county.rule("representatives.most") == 5
    assert [q.code for q in county.questions()] == ["solved", "satisfied", "decent", "close", "words"]
    stars = county.questions()[1]
    assert [option.value for option in stars.options] == ["5", "4", "3", "2", "1"]


@pytest.mark.skipif(not OFFICIAL.exists(), reason="set SIXIA_REAL_DATA to the folder with the table of announced working days")
def test_the_county_calendar_agrees_with_every_announced_day(county: RuleBook) -> None:
    cal = county.calendar("cn")
    with OFFICIAL.open(encoding="utf-8") as file:
        days = [row for row in csv.DictReader(file) if row["date"] < "2027"]
    assert len(days) == 1096
    wrong = [
        row["date"]
        for row in days
        if is_workday(cal, date.fromisoformat(row["date"])) != (row["chinesecalendar_is_workday"] == "true")
    ]
    assert wrong == []
    assert cal.announced == {2024, 2025, 2026}


@pytest.mark.parametrize(("year", "worked"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_county_calendar_has_the_announced_number_of_working_days(county: RuleBook, year: int, worked: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert sum(is_workday(county.calendar("cn"), day) for day in days if day.year == year) == worked


def test_the_city_has_eleven_federal_holidays_a_year_on_weekdays() -> None:
    cal = RuleBook(read(CITY)).calendar("us")
    for year in (2025, 2026):
        days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
        assert sum(day.weekday() < 5 and not is_workday(cal, day) for day in days) == 11
