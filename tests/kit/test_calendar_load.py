"""Reading a calendar from plain data: what may be written, and what is refused with a sentence."""

from datetime import date, time

import pytest

from sixia.kit.calendar import CalendarError, WorkCalendar, is_workday

PLAIN = {"zone": "Asia/Shanghai", "hours": ["09:00-12:00", "14:00-17:00"]}


def test_dates_and_ranges_as_text_or_dates():
    cal = WorkCalendar.load({**PLAIN, "free": ["2026-10-01..2026-10-03", date(2026, 1, 1)], "makeup": ["2026-10-10"]})
    assert cal.free == {date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3), date(2026, 1, 1)}
    assert is_workday(cal, date(2026, 10, 10))
    assert not is_workday(cal, date(2026, 10, 11))


def test_a_session_may_end_at_24_00():
    assert WorkCalendar.load({**PLAIN, "hours": ["18:00-24:00"]}).hours == ((time(18), time(0)),)


def test_weekdays_as_names_or_numbers():
    named, numbered = ({**PLAIN, "weekend": days} for days in (["fri", "Sat"], [4, 5]))
    assert WorkCalendar.load(named) == WorkCalendar.load(numbered)


def test_equal_tables_give_equal_calendars():
    assert WorkCalendar.load(PLAIN) == WorkCalendar.load(dict(PLAIN))
    assert hash(WorkCalendar.load(PLAIN)) == hash(WorkCalendar.load(dict(PLAIN)))


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"zone": "Asia/Nowhere"}, "zone"),
        ({"zone": "../etc"}, "zone"),
        ({"hours": []}, "hours"),
        ({"hours": ["09:00"]}, "hours"),
        ({"hours": ["12:00-09:00"]}, "hours"),
        ({"hours": ["09:00-09:00"]}, "hours"),
        ({"hours": ["09:00-12:00", "11:00-15:00"]}, "hours"),
        ({"hours": ["18:00-24:00", "09:00-12:00"]}, "hours"),
        ({"weekend": ["someday"]}, "weekend"),
        ({"weekend": [7]}, "weekend"),
        ({"weekend": [0, 1, 2, 3, 4, 5, 6]}, "weekend"),
        ({"free": "2026-10-01"}, "free"),
        ({"free": ["2026-13-01"]}, "free"),
        ({"free": ["2026-10-07..2026-10-01"]}, "free"),
        ({"free": ["2026-10-01"], "makeup": ["2026-10-01"]}, "makeup"),
        ({"make_up": ["2026-10-10"]}, "make_up"),
    ],
)
def test_a_mistake_is_refused_and_named(change, names):
    with pytest.raises(CalendarError, match=f"^{names}: "):
        WorkCalendar.load({**PLAIN, **change})


def test_a_missing_zone_is_named():
    with pytest.raises(CalendarError, match=r"^zone: missing"):
        WorkCalendar.load({"hours": ["09:00-12:00"]})
