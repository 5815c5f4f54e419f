"""Laws of working time that hold for every start, amount and pause: order, sums, and that pausing loses and gains nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from sixia.kit.calendar import UNITS, due, extend, is_workday, last_day, left, resume, work_seconds, workdays
from tests.kit.calendars import CN, NIGHT, NY, cn, ny

calendars = st.sampled_from([CN, NY, NIGHT])
units = st.sampled_from(UNITS)
amounts = st.integers(0, 120)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds carry no zone here
pauses = st.timedeltas(timedelta(0), timedelta(days=400))
DAY = 86_400


@given(calendars, instants, amounts, units, st.booleans())
def test_a_limit_ends_after_its_start_and_is_running_until_then(cal, start, amount, unit, rolls):
    end = due(cal, start, amount, unit, rolls=rolls).at
    assert end > start - timedelta(seconds=1)
    assert left(cal, end, end, unit) == 0
    assert left(cal, end - timedelta(seconds=1), end, unit) >= 1
    assert left(cal, end + timedelta(seconds=1), end, unit) == -1


@given(calendars, instants, pauses, amounts, st.integers(0, 30), units, st.booleans())
def test_later_starts_and_larger_amounts_never_end_earlier(cal, start, later, amount, more, unit, rolls):
    end = due(cal, start, amount, unit, rolls=rolls).at
    assert due(cal, start + later, amount, unit, rolls=rolls).at >= end
    assert due(cal, start, amount + more, unit, rolls=rolls).at >= end


@given(calendars, instants, amounts, amounts, units)
@example(CN, cn(2026, 12, 30, 17), 3, 4, "workday")
def test_two_limits_in_a_row_are_one(cal, start, a, b, unit):
    first = due(cal, start, a, unit)
    assert extend(cal, first.at, b, unit).at == due(cal, start, a + b, unit).at


@given(calendars, instants, amounts, amounts, st.sampled_from(["hour", "workhour"]))
def test_hours_add_up_by_due_alone(cal, start, a, b, unit):
    assert due(cal, due(cal, start, a, unit).at, b, unit).at == due(cal, start, a + b, unit).at


@given(calendars, instants, amounts, units, st.booleans(), pauses)
@example(NY, ny(2026, 10, 30, 12), 5, "day", False, timedelta(days=1, hours=13))
@example(NY, ny(2026, 11, 1), 3, "day", False, timedelta(0))
@example(NIGHT, ny(2026, 3, 7, 12), 30, "workhour", False, timedelta(hours=14, minutes=20))
@example(CN, cn(2026, 5, 8, 12), 1, "workday", False, timedelta(days=2))
@example(CN, cn(2026, 5, 11), 1, "workday", False, timedelta(days=2))
def test_stopping_and_going_on_at_once_changes_nothing(cal, start, amount, unit, rolls, after):
    end = due(cal, start, amount, unit, rolls=rolls).at
    now = start + after
    rest = left(cal, now, end, unit)
    assert resume(cal, now, rest, unit, rolls=rolls).at == end
    assert (rest > 0) == (end - now > timedelta(0))


@given(calendars, instants, amounts, units, pauses, pauses)
def test_going_on_later_never_ends_earlier(cal, start, amount, unit, after, paused):
    end = due(cal, start, amount, unit).at
    rest = left(cal, start + after, end, unit)
    assert resume(cal, start + after + paused, rest, unit).at >= end


@given(calendars, instants, amounts, units, pauses, pauses)
def test_what_is_left_never_grows_while_time_passes(cal, start, amount, unit, after, later):
    end = due(cal, start, amount, unit).at
    assert left(cal, start + after + later, end, unit) <= left(cal, start + after, end, unit)


@given(calendars, instants, st.integers(1, 120), pauses, pauses)
def test_paused_working_days_do_not_count(cal, start, amount, after, paused):
    end = due(cal, start, amount, "workday").at
    stop = min(start + after, end - timedelta(seconds=1))
    day, again = stop.astimezone(cal.zone).date(), (stop + paused).astimezone(cal.zone).date()
    new = last_day(cal, resume(cal, stop + paused, left(cal, stop, end, "workday"), "workday").at)
    assert is_workday(cal, new)
    shift = workdays(cal, last_day(cal, end), new)
    waiting = is_workday(cal, again) or workdays(cal, day, last_day(cal, end)) > 0
    # Paused on the very last day and gone on upon a free day, it ends with the next working day.
    assert shift == workdays(cal, day, again) + (0 if waiting else 1)


@given(calendars, instants, st.integers(0, 120), pauses, pauses)
def test_paused_calendar_days_do_not_count(cal, start, amount, after, paused):
    end = due(cal, start, amount, "day").at
    stop = min(start + after, end - timedelta(seconds=1))
    days = (stop + paused).astimezone(cal.zone).date() - stop.astimezone(cal.zone).date()
    new = resume(cal, stop + paused, left(cal, stop, end, "day"), "day").at
    assert last_day(cal, new) - last_day(cal, end) == days


@given(calendars, instants, st.integers(1, 300), pauses, pauses)
def test_paused_office_hours_do_not_count(cal, start, amount, after, paused):
    end = due(cal, start, amount, "workhour").at
    stop = min(start + after, end - timedelta(seconds=1))
    rest = left(cal, stop, end, "workhour")
    new = resume(cal, stop + paused, rest, "workhour").at
    assert left(cal, stop + paused, new, "workhour") == rest


@given(calendars, instants, pauses, pauses)
def test_office_hours_add_up_and_never_exceed_real_time(cal, start, one, two):
    a, b, c = start, start + one, start + one + two
    assert work_seconds(cal, a, c) == work_seconds(cal, a, b) + work_seconds(cal, b, c)
    assert 0 <= work_seconds(cal, a, b) <= one.total_seconds() + 1
    assert work_seconds(cal, b, a) == -work_seconds(cal, a, b)


@given(instants, amounts)
def test_in_a_zone_without_summer_time_days_left_are_the_real_seconds(start, amount):
    end = due(CN, start, amount, "day").at
    assert left(CN, start, end, "day") == -((start - end) // timedelta(seconds=1))


def test_a_pause_within_one_day_gains_nothing_however_often():
    end = due(CN, cn(2026, 5, 11, 9), 5, "workday").at
    moved = end
    for hour in range(8, 18):
        rest = left(CN, cn(2026, 5, 12, hour), moved, "workday")
        moved = resume(CN, cn(2026, 5, 12, hour, 50), rest, "workday").at
    assert moved == end


def test_a_hearing_of_three_days_moves_the_end_by_three_days():
    # Regulation on petition work art. 36: the time of the hearing is not counted into the 30 days of the re-review.
    end = due(CN, cn(2026, 5, 11, 9), 30, "day").at
    rest = left(CN, cn(2026, 5, 20, 9), end, "day")
    assert resume(CN, cn(2026, 5, 23, 15), rest, "day").at == end + timedelta(days=3)


def test_seconds_left_tell_the_days_after_today_and_the_rest_of_today():
    friday_end = due(CN, cn(2026, 5, 11, 9), 4, "workday").at
    assert left(CN, cn(2026, 5, 13, 18), friday_end, "workday") == 2 * DAY + 6 * 3600
    assert left(CN, cn(2026, 5, 15, 23, 59, 59), friday_end, "workday") == 1
    assert left(CN, cn(2026, 5, 16), friday_end, "workday") == 0
    assert left(CN, cn(2026, 5, 17, 12), friday_end, "workday") == -36 * 3600
    assert left(CN, cn(2026, 5, 10, 12), friday_end, "workday") == 5 * DAY + 1
