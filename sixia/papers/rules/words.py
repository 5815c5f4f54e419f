"""What values look like in print: days in the official way, nothing that a Word or PDF file cannot hold. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
BREAKS: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
UNPRINTABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
BETWEEN: Final = {"zh": "、"}


def day_in_words(day: date, language: str) -> str:
    """“2026年5月11日” (GB/T 9704-2012, 7.3.5.4: Arabic numerals, no leading zeros), or “11 May 2026”."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def printable(value: Any, language: str) -> Any:
    """A value as it is printed: ISO days in words, lists of words joined, rows as they are, everything else as clean text."""
    if isinstance(value, Mapping):
        return {str(key): printable(one, language) for key, one in value.items()}
    if isinstance(value, list | tuple):
        if any(isinstance(one, Mapping) for one in value):
            return [printable(one, language) for one in value]
        return BETWEEN.get(language, ", ").join(str(printable(one, language)) for one in value)
    if isinstance(value, date):
        return day_in_words(value, language)
    text = UNPRINTABLE.sub("", BREAKS.sub("\n", "" if value is None else str(value))).strip()
    return _day(text, language) if ISO.fullmatch(text) else text


def _day(text: str, language: str) -> str:
    try:
        return day_in_words(date.fromisoformat(text), language)
    except ValueError:
        return text
