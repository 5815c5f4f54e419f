"""When limits end: legal counting, holidays, make-up days, office hours, summer time, years not announced."""

import csv
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sixia.kit.calendar import Due, due, extend, is_workday, last_day, work_seconds, workdays
from tests.kit.calendars import CN, NIGHT, NY, cn, ny

SHARED = Path(os.environ.get("SIXIA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
KNOWN_DAYS = SHARED / "calendar" / "cn_workdays_2024_2027.csv"


def last(amount, unit, start, *, rolls=False, cal=CN):
    return last_day(cal, due(cal, start, amount, unit, rolls=rolls).at)


def test_days_leave_out_the_day_of_the_start_and_end_at_24_00():
    # Civil Code art. 201: the day on which the period begins is not counted; art. 203: it ends at 24:00 of the last day.
    assert due(CN, cn(2026, 5, 11, 10), 15, "day") == Due(cn(2026, 5, 27), provisional=False)
    assert last(15, "day", cn(2026, 5, 11, 10)) == date(2026, 5, 26)


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_the_hour_of_the_start_does_not_matter_to_days(hour):
    assert due(CN, cn(2026, 5, 11, hour), 15, "day").at == cn(2026, 5, 27)
    assert due(CN, cn(2026, 5, 11, hour), 5, "workday").at == cn(2026, 5, 19)


def test_the_local_day_counts_not_the_day_in_utc():
    assert last(1, "day", datetime(2026, 5, 11, 17, tzinfo=UTC)) == date(2026, 5, 13)


def test_results_are_in_utc():
    assert due(CN, cn(2026, 5, 11, 10), 1, "day").at.tzinfo is UTC


def test_days_end_on_a_holiday_unless_they_roll():
    # Art. 203: when the last day is a statutory holiday, the day after the holiday is the last day.
    start = cn(2026, 9, 20, 10)
    assert last(15, "day", start) == date(2026, 10, 5)
    assert last(15, "day", start, rolls=True) == date(2026, 10, 8)
    assert last(18, "day", start, rolls=True) == date(2026, 10, 8)


def test_rolling_stops_at_a_make_up_saturday():
    assert last(8, "day", cn(2026, 5, 1, 10), rolls=True) == date(2026, 5, 9)
    assert last(9, "day", cn(2026, 5, 1, 10), rolls=True) == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("start", "amount", "ends"),
    [
        (cn(2024, 2, 8, 9), 3, date(2024, 2, 19)),  # Friday the 9th, the make-up Sunday 18th, Monday the 19th
        (cn(2025, 1, 24, 9), 2, date(2025, 1, 27)),  # the make-up Sunday 26th
        (cn(2026, 2, 13, 16), 5, date(2026, 2, 27)),  # the make-up Saturday 14th, then over the Spring Festival
        (cn(2026, 9, 30, 16), 1, date(2026, 10, 8)),
        (cn(2026, 10, 3, 12), 3, date(2026, 10, 10)),  # begun on a holiday, ends on the make-up Saturday
        (cn(2026, 5, 11, 9), 0, date(2026, 5, 11)),
        (cn(2026, 5, 10, 9), 0, date(2026, 5, 11)),
    ],
)
def test_workdays_skip_holidays_and_count_make_up_days(start, amount, ends):
    assert last(amount, "workday", start) == ends
    assert is_workday(CN, ends)


def test_hours_run_round_the_clock_and_over_holidays():
    assert due(CN, cn(2026, 9, 30, 23, 30), 24, "hour") == Due(cn(2026, 10, 1, 23, 30), provisional=False)


@pytest.mark.parametrize(
    ("start", "amount", "ends"),
    [
        (cn(2026, 5, 11, 9), 2, cn(2026, 5, 11, 11)),
        (cn(2026, 5, 11, 11), 2, cn(2026, 5, 11, 15, 30)),  # over the noon break
        (cn(2026, 5, 11, 13), 3, cn(2026, 5, 11, 17, 30)),  # ends at the close, not at the next opening
        (cn(2026, 5, 8, 17), 1, cn(2026, 5, 9, 9)),  # into the make-up Saturday
        (cn(2026, 9, 30, 17), 2, cn(2026, 10, 8, 10)),  # over the National Day holiday
        (cn(2026, 10, 3, 12), 1, cn(2026, 10, 8, 9, 30)),
        (cn(2026, 5, 11, 9, 0, 30), 1, cn(2026, 5, 11, 10, 0, 30)),
        (cn(2026, 5, 10, 9), 0, cn(2026, 5, 10, 9)),
    ],
)
def test_workhours_count_only_office_hours(start, amount, ends):
    assert due(CN, start, amount, "workhour").at == ends


def test_a_year_not_announced_makes_the_result_provisional_and_never_fails():
    assert due(CN, cn(2026, 12, 28, 9), 3, "workday") == Due(cn(2027, 1, 1), provisional=False)
    assert due(CN, cn(2026, 12, 28, 9), 4, "workday") == Due(cn(2027, 1, 5), provisional=True)
    assert due(CN, cn(2026, 12, 31, 16), 8, "workhour").provisional
    assert due(CN, cn(2026, 12, 20, 9), 30, "day", rolls=True).provisional
    assert due(CN, cn(2041, 3, 1, 9), 60, "workday").provisional


def test_what_asks_no_holiday_is_never_provisional():
    assert not due(CN, cn(2026, 12, 20, 9), 30, "day").provisional
    assert not due(CN, cn(2026, 12, 31, 9), 48, "hour").provisional
    assert not due(CN, cn(2026, 12, 20, 9), 11, "day", rolls=True).provisional


def test_rolling_out_of_the_last_announced_year_is_provisional():
    shut = CN.load({"zone": "Asia/Shanghai", "hours": ["09:00-17:00"], "free": ["2026-12-31"], "announced": [2026]})
    assert due(shut, cn(2026, 12, 30, 9), 1, "day", rolls=True) == Due(cn(2027, 1, 2), provisional=True)


def test_an_extension_counts_from_the_last_day_of_the_limit():
    first = due(CN, cn(2026, 5, 11, 10), 60, "day").at
    assert extend(CN, first, 30, "day") == due(CN, cn(2026, 5, 11, 10), 90, "day")
    # `at` is already the next day, which as the day of a start would be left out: one day too many.
    assert due(CN, first, 30, "day").at - extend(CN, first, 30, "day").at == timedelta(days=1)


def test_new_york_days_end_at_local_midnight_across_both_changes_of_the_clock():
    assert due(NY, ny(2026, 3, 6, 10), 3, "day").at == ny(2026, 3, 10) == datetime(2026, 3, 10, 4, tzinfo=UTC)
    assert due(NY, ny(2026, 10, 30, 10), 3, "day").at == ny(2026, 11, 3) == datetime(2026, 11, 3, 5, tzinfo=UTC)
    assert due(NY, ny(2026, 3, 6, 10), 2, "workday").at == ny(2026, 3, 11)


def test_new_york_office_hours_keep_to_the_wall_clock_and_hours_to_the_sun():
    assert due(NY, ny(2026, 3, 6, 16), 2, "workhour").at == ny(2026, 3, 9, 10)
    assert due(NY, ny(2026, 3, 7, 16), 24, "hour").at == ny(2026, 3, 8, 17)


def test_an_office_open_all_night_has_a_short_and_a_long_day():
    assert work_seconds(NIGHT, ny(2026, 3, 7), ny(2026, 3, 8)) == (24 * 60 - 15) * 60
    assert work_seconds(NIGHT, ny(2026, 3, 8), ny(2026, 3, 9)) == (23 * 60 - 15) * 60
    assert work_seconds(NIGHT, ny(2026, 11, 1), ny(2026, 11, 2)) == (25 * 60 - 15) * 60


def test_sessions_around_the_missing_hour_are_not_counted_twice():
    early = NY.load({"zone": "America/New_York", "hours": ["02:00-02:30", "03:00-04:00"], "weekend": [], "announced": [2026]})
    assert work_seconds(early, ny(2026, 3, 7), ny(2026, 3, 8)) == 90 * 60
    assert work_seconds(early, ny(2026, 3, 8), ny(2026, 3, 9)) == 60 * 60


def test_counting_between_two_days_and_instants():
    assert workdays(CN, date(2026, 2, 13), date(2026, 2, 28)) == 6
    assert workdays(CN, date(2026, 2, 28), date(2026, 2, 13)) == -6
    assert workdays(CN, date(2024, 1, 1), date(2025, 12, 31)) == 251 + 248
    assert work_seconds(CN, cn(2026, 5, 11, 8), cn(2026, 5, 12, 9)) == (6 * 60 + 30 + 30) * 60
    assert work_seconds(CN, cn(2026, 5, 12, 9), cn(2026, 5, 11, 8)) == -(6 * 60 + 30 + 30) * 60


@pytest.mark.parametrize(("amount", "unit"), [(-1, "day"), (100_001, "hour"), (1, "week"), (1, "")])
def test_what_cannot_be_counted_is_refused(amount, unit):
    with pytest.raises(ValueError, match=r"count|unit"):
        due(CN, cn(2026, 5, 11), amount, unit)


@pytest.mark.parametrize("unit", ["hour", "workhour", "day", "workday"])
def test_an_instant_without_zone_is_refused(unit):
    with pytest.raises(ValueError, match="time zone"):
        due(CN, datetime(2026, 5, 11), 1, unit)  # noqa: DTZ001 - the naive instant is the point


@pytest.mark.skipif(
    not KNOWN_DAYS.exists(), reason="the shared calendar data are not here; set SIXIA_SHARED_DATA to their folder"
)
def test_every_announced_day_agrees_with_two_independent_tables():
    with KNOWN_DAYS.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["chinesecalendar_is_workday"]]
    known = {date.fromisoformat(row["date"]): row["chinesecalendar_is_workday"] == "true" for row in rows}
    wrong = [day for day, works in known.items() if is_workday(CN, day) != works]
    assert len(rows) == 366 + 365 + 365
    assert wrong == []
