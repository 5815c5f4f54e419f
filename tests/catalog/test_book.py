"""The rule book in memory: read once, then no query; names in the reader's language; texts, rules and questions."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.utils import translation

from sixia.catalog.actions import apply_profile
from sixia.catalog.queries import current, current_book, rulebook
from sixia.catalog.rules.rows import CategoryRow, ReplyRow, Text
from sixia.catalog.rules.settings import RULES, Step, value_of
from sixia.kit.calendar import is_workday
from sixia.people.actors import SYSTEM
from tests.catalog.conftest import COUNTY, make_book


@pytest.mark.django_db
def test_a_book_is_read_once_and_then_asked_without_any_query(now: datetime, django_assert_num_queries: Any) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    edition_id = current(now).pk
    with django_assert_num_queries(12):
        rulebook(edition_id)
    with django_assert_num_queries(0):
        book = rulebook(edition_id)
        book.category("water_outage")
        book.categories(public=True)
        book.norm("handle", category="water_outage", place_path="00001", level="must", kind="help")
        book.duties("water_outage", place_path="00001")
        book.calendar("cn")
        book.rule("quiet.from")
        book.questions()
        book.templates("water_outage", "answered")
        book.redirect("reconsideration")
        book.emergency("楼上着火了")
        book.classify("停水")
    with django_assert_num_queries(1):
        current_book(now)


def test_a_text_is_said_in_the_readers_language_or_in_the_one_there_is() -> None:
    text = Text({"zh": "停水", "en": "No water"})
    with translation.override("zh-hans"):
        assert str(text) == "停水"
    with translation.override("en"):
        assert (str(text), str(Text({"zh": "停水"})), str(Text())) == ("No water", "停水", "")


def test_restricted_and_unlisted_categories_are_not_on_the_public_list() -> None:
    rows = (CategoryRow(code="a1"), CategoryRow(code="b1", public=False), CategoryRow(code="c1", restricted=True))
    book = make_book(*rows)
    assert [row.code for row in book.categories(public=True)] == ["a1"]
    assert [row.code for row in book.categories()] == ["a1", "b1", "c1"]


def test_the_tree_of_categories() -> None:
    book = make_book(CategoryRow(code="a1"), CategoryRow(code="b1", parent="a1"), CategoryRow(code="c1", parent="b1"))
    assert book.category("c1").path == "/a1/b1/c1/"
    assert (book.category("a1").depth, book.category("c1").depth) == (1, 3)
    assert book.chain("c1") == ("c1", "b1", "a1")
    assert book.chain("gone") == ()
    assert [row.code for row in book.children()] == ["a1"]
    assert [row.code for row in book.children("a1")] == ["b1"]
    with pytest.raises(LookupError):
        book.category("gone")


def test_templates_of_the_nearest_category_come_first() -> None:
    rows = (
        ReplyRow(code="general", seq=1, state="answered"),
        ReplyRow(code="water", seq=2, state="answered", category="water"),
        ReplyRow(code="outage", seq=3, state="answered", category="outage"),
        ReplyRow(code="roads", seq=4, state="answered", category="roads"),
        ReplyRow(code="other", seq=5, state="refused"),
    )
    book = make_book(CategoryRow(code="water"), CategoryRow(code="outage", parent="water"), CategoryRow(code="roads"), *rows)
    assert [row.code for row in book.templates("outage", "answered")] == ["outage", "water", "general"]
    assert [row.code for row in book.templates("", "answered")] == ["general"]


def test_a_rule_that_the_profile_leaves_out_has_its_default() -> None:
    book = make_book()
    assert book.rule("contact.attempts") == 3
    assert book.rule("quiet.from") == time(21)
    assert book.rule("escalation.ladder")[-1] == Step(150, "supervisor")
    with pytest.raises(LookupError):
        book.rule("contact.atempts")


@pytest.mark.parametrize("name", RULES)
def test_every_default_is_a_value_its_own_rule_accepts(name: str) -> None:
    assert value_of(name, None) == value_of(name, RULES[name].default)
    assert str(RULES[name].about)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("contact.attempts", True),
        ("contact.attempts", 0),
        ("contact.attempts", "3"),
        ("quiet.from", "25:00"),
        ("quiet.from", 21),
        ("hotline.number", " "),
        ("callback.script", "hello"),
        ("callback.script", {"en": ""}),
        ("escalation.ladder", []),
        ("escalation.ladder", [{"share": 100}]),
        ("escalation.ladder", [{"share": 80, "to": "handler"}]),
        ("escalation.ladder", [{"share": 100, "to": "nobody"}]),
        ("escalation.ladder", [{"share": 100, "to": "leader"}, {"share": 100, "to": "principal"}]),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_a_sentence(name: str, raw: Any) -> None:
    with pytest.raises(ValueError, match=r".{5,}"):
        value_of(name, raw)


@pytest.mark.django_db
def test_the_calendar_works_by_the_notices(now: datetime) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    cal = current_book(now).calendar("cn")
    day = lambda text: datetime.fromisoformat(text).replace(tzinfo=UTC).date()  # noqa: E731
    assert not is_workday(cal, day("2026-02-18"))
    assert is_workday(cal, day("2026-02-28"))
