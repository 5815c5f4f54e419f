"""Pure rules: on which days, who is next, until when people must be told, and codes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from sixia.fieldwork.reception import rules
from tests.kit.calendars import CN


@dataclass
class Cadence:
    every: str
    day: int
    month: int = 1


def test_a_fixed_day_of_the_month_moves_after_holidays() -> None:
    days = rules.days_of(Cadence("month", 15), date(2026, 1, 1), date(2026, 6, 30), CN)
    assert days == [
        date(2026, 1, 15),
        date(2026, 2, 24),
        date(2026, 3, 16),
        date(2026, 4, 15),
        date(2026, 5, 15),
        date(2026, 6, 15),
    ]


def test_a_make_up_saturday_is_a_day_like_others_and_short_months_take_their_last() -> None:
    assert rules.days_of(Cadence("month", 9), date(2026, 5, 1), date(2026, 5, 31), CN) == [date(2026, 5, 9)]
    assert rules.days_of(Cadence("month", 31), date(2026, 6, 1), date(2026, 6, 30), CN) == [date(2026, 6, 1), date(2026, 6, 30)]


def test_what_moves_out_of_the_span_belongs_to_the_next() -> None:
    first, second = date(2026, 1, 31), date(2026, 2, 1)
    assert rules.days_of(Cadence("month", 31), date(2026, 1, 1), first, CN) == []
    assert rules.days_of(Cadence("month", 31), second, date(2026, 2, 27), CN) == [date(2026, 2, 2)]


def test_quarters_weeks_and_any_time() -> None:
    assert rules.days_of(Cadence("quarter", 10, 2), date(2026, 1, 1), date(2026, 12, 31), CN) == [
        date(2026, 2, 10),
        date(2026, 5, 11),
        date(2026, 8, 10),
        date(2026, 11, 10),
    ]
    weeks = rules.days_of(Cadence("week", 3), date(2026, 4, 27), date(2026, 5, 17), CN)
    assert weeks == [date(2026, 4, 29), date(2026, 5, 6), date(2026, 5, 13)]
    assert rules.days_of(Cadence("any", 1), date(2026, 1, 1), date(2026, 12, 31), CN) == []


def test_five_working_days_before_counts_over_the_holiday() -> None:
    assert rules.workdays_before(date(2026, 5, 15), 5, CN) == date(2026, 5, 9)
    assert rules.workdays_before(date(2026, 10, 12), 5, CN) == date(2026, 9, 29)
    assert rules.announce_by(date(2026, 5, 15), 2) == date(2026, 5, 13)


def test_turns_go_on_after_the_last_one() -> None:
    assert list(islice(rules.in_turn([1, 2, 3], 2), 4)) == [3, 1, 2, 3]
    assert list(islice(rules.in_turn([1, 2], None), 3)) == [1, 2, 1]
    assert list(rules.in_turn([], 1)) == []
    assert list(islice(rules.in_turn([1, 2], 9), 1)) == [1]


def test_appointments_are_spread_and_the_first_free_one_is_given() -> None:
    opens = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
    closes = opens + timedelta(hours=3)
    spread = rules.times(opens, closes, 7)
    assert [at.strftime("%H:%M") for at in spread] == ["01:00", "01:25", "01:50", "02:15", "02:40", "03:05", "03:30"]
    assert rules.free_time(opens, closes, 7, spread[:2]) == spread[2]
    assert rules.free_time(opens, closes, 2, rules.times(opens, closes, 2)) is None
    assert rules.times(opens, closes, 0) == []


def test_an_appointment_whose_time_has_come_goes_before_earlier_numbers() -> None:
    now = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
    walk_in, later, due = (
        rules.Waiting(1, 1, None),
        rules.Waiting(2, 2, now + timedelta(minutes=30)),
        rules.Waiting(3, 3, now - timedelta(minutes=5)),
    )
    assert [one.pk for one in rules.next_up([walk_in, later, due], now)] == [3, 1, 2]


def test_a_group_sends_at_most_five() -> None:
    assert [rules.speakers(n, group_from=6, most=5) for n in (1, 5, 6, 300)] == [1, 5, 5, 5]


def test_codes_are_told_apart_from_receipts_of_matters() -> None:
    code = rules.new_code()
    assert code.startswith("JF")
    assert rules.read_code(code.lower().replace("-", " ")) == code
    assert rules.read_code(code.removeprefix("JF")) == code
    assert rules.read_code("SX" + code.removeprefix("JF")) is None
    assert rules.read_code("JF23456789-0") is None
