"""The calendars the time tests count on: the days the State Council announced for 2024 to 2026, and a New York office."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sixia.kit.calendar import WorkCalendar

CN_TABLE = {
    "name": "cn",
    "zone": "Asia/Shanghai",
    "hours": ["08:30-12:00", "14:30-17:30"],
    "weekend": ["sat", "sun"],
    "free": [
        "2024-01-01",
        "2024-02-10..2024-02-17",
        "2024-04-04..2024-04-06",
        "2024-05-01..2024-05-05",
        "2024-06-10",
        "2024-09-15..2024-09-17",
        "2024-10-01..2024-10-07",
        "2025-01-01",
        "2025-01-28..2025-02-04",
        "2025-04-04..2025-04-06",
        "2025-05-01..2025-05-05",
        "2025-05-31..2025-06-02",
        "2025-10-01..2025-10-08",
        "2026-01-01..2026-01-03",
        "2026-02-15..2026-02-23",
        "2026-04-04..2026-04-06",
        "2026-05-01..2026-05-05",
        "2026-06-19..2026-06-21",
        "2026-09-25..2026-09-27",
        "2026-10-01..2026-10-07",
        # Statutory days of 2027 that follow from the regulation itself; the notice with the make-up days is not out.
        "2027-01-01",
        "2027-02-05..2027-02-08",
        "2027-04-05",
        "2027-05-01..2027-05-02",
        "2027-06-09",
        "2027-09-15",
        "2027-10-01..2027-10-03",
    ],
    "makeup": [
        *("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"),
        *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
        *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
    ],
    "announced": [2024, 2025, 2026],
}
CN = WorkCalendar.load(CN_TABLE)
NY = WorkCalendar.load(
    {
        "name": "ny",
        "zone": "America/New_York",
        "hours": ["09:00-17:00"],
        "free": ["2026-01-01", "2026-07-03", "2026-11-26", "2026-12-25"],
        "announced": [2026],
    }
)
# An office that never closes on the days it works: its hours meet the missing and the doubled hour of the year.
NIGHT = WorkCalendar.load(
    {"zone": "America/New_York", "hours": ["00:00-02:30", "02:45-24:00"], "weekend": [], "announced": [2026]}
)


def cn(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """A wall-clock time in China, as the instant it is."""
    return datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def ny(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A wall-clock time in New York, as the instant it is."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
