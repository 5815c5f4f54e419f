"""Which norm holds: level, then category, then place, then kind of voice, then the stricter one."""

from sixia.catalog.rules.rows import CategoryRow, NormRow
from tests.catalog.conftest import make_book

CATEGORIES = (
    CategoryRow(code="water"),
    CategoryRow(code="outage", parent="water"),
    CategoryRow(code="burst", parent="outage"),
    CategoryRow(code="roads"),
)
PLACES = {"9901": "0000100002", "9901101": "000010000200003"}


def norm(amount: int, unit: str = "hour", **selectors: str) -> NormRow:
    return NormRow(clock="handle", amount=amount, unit=unit, calendar="cn", **selectors)  # type: ignore[arg-type] # words only


def amount_of(rows: list[NormRow], **case: str) -> int | None:
    found = make_book(*CATEGORIES, *rows, places=PLACES).norm("handle", **case)  # type: ignore[arg-type] # words only
    return found.amount if found else None


def test_a_general_norm_holds_where_nothing_is_nearer() -> None:
    assert amount_of([norm(1), norm(2, category="water")], category="roads") == 1


def test_the_nearest_category_up_the_chain_wins() -> None:
    rows = [norm(1), norm(2, category="water"), norm(3, category="outage")]
    assert amount_of(rows, category="burst") == 3
    assert amount_of(rows, category="water") == 2


def test_the_category_counts_more_than_the_place() -> None:
    assert amount_of([norm(1, place="9901101"), norm(2, category="water")], category="outage", place_path="000010000200003") == 2


def test_the_longest_place_wins_and_a_place_elsewhere_does_not_count() -> None:
    rows = [norm(1), norm(2, place="9901"), norm(3, place="9901101")]
    assert amount_of(rows, place_path="00001000020000300009") == 3
    assert amount_of(rows, place_path="000010000200008") == 2
    assert amount_of(rows, place_path="00009") == 1


def test_a_norm_for_a_place_that_is_not_known_never_holds() -> None:
    assert amount_of([norm(1), norm(2, place="4400")], place_path="00001") == 1


def test_a_level_set_by_a_person_counts_more_than_the_category() -> None:
    rows = [norm(1, level="urgent"), norm(24, category="water"), norm(9)]
    assert amount_of(rows, category="water", level="urgent") == 1
    assert amount_of(rows, category="water", level="now") == 24


def test_the_kind_of_voice_counts_least() -> None:
    rows = [norm(1, kind="inquiry"), norm(2, category="water"), norm(3)]
    assert amount_of(rows, category="water", kind="inquiry") == 2
    assert amount_of(rows, category="roads", kind="inquiry") == 1
    assert amount_of(rows, category="roads", kind="praise") == 3


def test_of_equals_the_stricter_holds_whatever_the_unit() -> None:
    assert amount_of([norm(2, "workday"), norm(3, "day", place="")]) == 2
    assert amount_of([norm(30, "hour"), norm(1, "day")]) == 1
    assert amount_of([norm(1, "workday"), norm(4, "workhour")]) == 4


def test_no_norm_for_another_track_or_clock() -> None:
    book = make_book(norm(1))
    assert book.norm("handle", track="petition") is None
    assert book.norm("verdict") is None


def test_an_unknown_category_gets_the_general_norm() -> None:
    assert amount_of([norm(1), norm(2, category="water")], category="long_gone") == 1


def test_a_norm_says_its_limit_and_its_extension() -> None:
    row = norm(5, "workday")
    assert (row.limit.amount, row.limit.unit, row.limit.calendar, row.limit.rolls) == (5, "workday", "cn", False)
    assert row.extension is None
    longer = NormRow(clock="handle", amount=60, unit="day", calendar="cn", rolls=True, extensions=1, extension_amount=30)
    assert longer.extension is not None
    assert (longer.extension.amount, longer.extension.unit, longer.extension.rolls) == (30, "day", True)
