"""Reading points in time as people and older systems write them; pure, knows no Django and no file."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any, Final

_YEAR_FIRST: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(上午|下午|凌晨|晚上|中午)?\s*(\d{1,2})[:：时点](\d{1,2})(?:[:：分](\d{1,2})(?:[.,](\d{1,9}))?)?[分秒]?)?"
    r"\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z]{2,5})?",
)
_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})\Z")
_ZONE_WORD: Final = re.compile(r"\s+([A-Z]{2,5})\Z")
_SERIAL: Final = re.compile(r"\d{4,6}(?:\.\d+)?\Z")
_EXCEL_START: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # local time of the file; its zone is put on afterwards
_EARLIEST, _LATEST = 20_000, 80_000  # 1954 to 2119 in Excel's count of days
_AFTERNOON: Final = ("下午", "晚上", "pm")


class Undated(ValueError):
    """What stands there is not a point in time."""


def moment(given: Any, *, zone: tzinfo, formats: Sequence[str] = ()) -> datetime | None:
    """The point in time in UTC, or None when nothing stands there. Raises Undated.

    Understood without a format: the year first with `-`, `/`, `.` or 年月日, any number of spaces, with or without seconds,
    上午/下午 or AM/PM, an offset or the zone's own abbreviation behind it; Excel's count of days; real dates of a workbook.
    Anything else, such as the day before the month, needs a format of `strptime`. Times without a zone are those of `zone`.
    """
    if isinstance(given, datetime):
        return _in_zone(given, zone)
    if isinstance(given, date):
        return _in_zone(datetime.combine(given, time()), zone)
    text = str(given if given is not None else "").strip()
    if not text:
        return None
    try:
        return _read(text, zone, formats)
    except (ValueError, OverflowError) as error:
        raise Undated(text) from error


def _read(text: str, zone: tzinfo, formats: Sequence[str]) -> datetime:
    for form in formats:
        if (found := _by_format(text, form, zone)) is not None:
            return found
    if match := _YEAR_FIRST.fullmatch(text):
        return _year_first(match, zone)
    if _SERIAL.match(text) and _EARLIEST <= (days := float(text)) <= _LATEST:
        seconds = round(days * 86_400)
        return _in_zone(_EXCEL_START + timedelta(seconds=seconds), zone)
    raise Undated(text)


def _by_format(text: str, form: str, zone: tzinfo) -> datetime | None:
    squeezed = " ".join(text.split())
    for said, word in ((squeezed, ""), *_without_zone(squeezed)):
        try:
            return _named(datetime.strptime(said, form), word, zone)  # noqa: DTZ007  # the zone is put on next
        except ValueError:
            continue
    return None


def _without_zone(text: str) -> list[tuple[str, str]]:
    found = _ZONE_WORD.search(text)
    return [(text[: found.start()], found[1])] if found and found[1] not in ("AM", "PM") else []


def _year_first(match: re.Match[str], zone: tzinfo) -> datetime:
    year, month, day, half, hour, minute, second, fraction, english, zone_word = match.groups()
    clock = _hour(int(hour or 0), half or (english or "").lower().replace(".", ""))
    micro = int((fraction or "0").ljust(6, "0")[:6])
    naive = datetime(int(year), int(month), int(day), clock, int(minute or 0), int(second or 0), micro)  # noqa: DTZ001
    return _named(naive, zone_word or "", zone)


def _hour(hour: int, half: str) -> int:
    if not half or hour > 12:
        return hour
    if half in _AFTERNOON:
        return hour % 12 + 12
    return hour if half == "中午" else hour % 12


def _named(when: datetime, word: str, zone: tzinfo) -> datetime:
    """With the zone that is written behind it: an offset, UTC, or how the file's own zone is called at that time."""
    if not word:
        return _in_zone(when, zone)
    if word in ("Z", "UTC", "GMT"):
        return when.replace(tzinfo=UTC)
    if offset := _OFFSET.match(word):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return when.replace(tzinfo=timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))).astimezone(UTC)
    for fold in (0, 1):
        local = when.replace(tzinfo=zone, fold=fold)
        if local.tzname() == word:
            return local.astimezone(UTC)
    raise Undated(word)


def _in_zone(when: datetime, zone: tzinfo) -> datetime:
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
