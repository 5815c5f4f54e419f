"""Office hours of the demo county: when somebody gets round to it. Pure but for the work calendar it is given."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sixia.kit.calendar import WorkCalendar, is_workday

ZONE = ZoneInfo("Asia/Shanghai")
OPENS, CLOSES = time(8, 30), time(17, 50)


def office(calendar: WorkCalendar, at: datetime, luck: Random) -> datetime:
    """`at` when the office works then, otherwise some minutes after it opens the next time."""
    local = at.astimezone(ZONE)
    if is_workday(calendar, local.date()) and OPENS <= local.time() < CLOSES:
        return at
    day = local.date()
    if local.time() >= OPENS or not is_workday(calendar, day):
        day += timedelta(days=1)
        while not is_workday(calendar, day):
            day += timedelta(days=1)
    opened = datetime.combine(day, OPENS, ZONE) + timedelta(minutes=luck.uniform(1, 80))
    return opened.astimezone(at.tzinfo)


def said_day(day: date) -> str:
    """A day of this year as people say it."""
    return f"{day.month}月{day.day}日"
