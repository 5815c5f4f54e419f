"""What callers ask, read strictly enough to be sure and leniently enough to be kind; pure, knows no request and no table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_DAYS: Final = 90
MOST_ROWS: Final = 1000
MOST_PAGES: Final = 10_000
YEARS: Final = range(1000, 9000)
_MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"([Zz]|([+ -])([0-9]{2}):?([0-9]{2})?)?)?"
)
_ATTRIBUTE: Final = re.compile(r"attribute\[([^\[\]]{1,64})\](?:\[[0-9]{0,4}\])?")


class Fault(Exception):
    """A call that cannot be answered: `status` is what the specification says for it, the sentence is for people."""

    def __init__(self, status: int, sentence: str | Promise) -> None:
        super().__init__(status)
        self.status, self.sentence = status, sentence


class Params:
    """The fields of a call. Given but empty is the same as not given; a field given twice has both values."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            if value.strip():
                self._values.setdefault(name, []).append(value.strip())

    def one(self, name: str) -> str:
        """The first value, or ""."""
        return self.all(name)[0] if name in self._values else ""

    def all(self, name: str) -> list[str]:
        """Every value as given."""
        return self._values.get(name, [])

    def listed(self, name: str) -> tuple[str, ...]:
        """The values of a field that is a list with commas, or is repeated, or both."""
        parts = [part.strip() for value in self.all(name) for part in value.split(",")]
        found = tuple(dict.fromkeys(part for part in parts if part))
        if len(found) > MOST_ROWS:
            raise Fault(400, _("%(name)s: at most %(most)d values, please.") % {"name": name, "most": MOST_ROWS})
        return found

    def attributes(self) -> dict[str, list[str]]:
        """Answers to a service's questions by code: `attribute[C]=a`, repeated or as `attribute[C][]=a`."""
        found: dict[str, list[str]] = {}
        for name, values in self._values.items():
            if match := _ATTRIBUTE.fullmatch(name):
                found.setdefault(match[1], []).extend(values)
        return found

    def plain(self) -> list[tuple[str, list[str]]]:
        """Everything in a fixed order, without the key: to tell whether two calls say the same."""
        return sorted((name, values) for name, values in self._values.items() if name != "api_key")


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` up to, but without, `after`."""

    first: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Search:
    """What GET requests asks for. `ids` override all else; `open` None is both; `size` rows of page `page`, from 1."""

    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    open: bool | None = None
    requested: Window | None = None
    updated: Window | None = None
    page: int = 1
    size: int = MOST_ROWS


def search(params: Params, *, now: datetime, zone: tzinfo) -> Search:
    """The filters of GET requests; raises Fault 400 for what cannot be read."""
    if ids := params.listed("service_request_id"):
        return Search(ids=ids)
    requested = window(params, "start_date", "end_date", now=now, zone=zone)
    updated = window(params, "updated_after", "updated_before", now=now, zone=zone, bounded=requested is None)
    return Search(
        codes=params.listed("service_code"),
        open=_status(params),
        requested=requested if requested or updated else Window(now - timedelta(days=MOST_DAYS), now + timedelta(seconds=1)),
        updated=updated,
        page=_whole(params, "page", 1, MOST_PAGES),
        size=_whole(params, "page_size", MOST_ROWS, MOST_ROWS),
    )


def window(params: Params, start: str, end: str, *, now: datetime, zone: tzinfo, bounded: bool = True) -> Window | None:
    """The span that the parameters named `start` and `end` give, None when neither is given.

    An end alone means the 90 days before it; a start alone reaches 90 days on. Ends are compared at the precision that is shown:
    a whole second, or a whole day. Without `bounded` the span may be longer: something else bounds the search.
    """
    if not params.one(start) and not params.one(end):
        return None
    most = timedelta(days=MOST_DAYS)
    first = moment(params.one(start), start, zone)[0] if params.one(start) else None
    after = moment(params.one(end), end, zone)[1] if params.one(end) else None
    if first is None:
        first = (after or now) - most
    if after is None:
        after = first + most if bounded else max(first, now) + timedelta(seconds=1)
    if after <= first:
        raise Fault(400, _("%(start)s lies after %(end)s.") % {"start": start, "end": end})
    if bounded and after - first > most + timedelta(days=1):  # ninety days, counted with the first and the last
        sentence = _("From %(start)s to %(end)s may be at most %(days)d days.")
        raise Fault(400, sentence % {"start": start, "end": end, "days": MOST_DAYS})
    return Window(first, after)


def moment(text: str, name: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """The beginning of the second, minute or day that is meant, and its end, in UTC. Without an offset, local time is meant.

    An unescaped `+` arrives as a blank and is read as a plus. Raises Fault 400.
    """
    match = _MOMENT.fullmatch(text.strip())
    wrong = Fault(400, _("%(name)s is no date and time such as 2026-05-11T02:00:00Z.") % {"name": name})
    if match is None or int(match[1]) not in YEARS:
        raise wrong
    numbers = [int(part or 0) for part in match.groups()[:6]]
    try:
        at = datetime(*numbers, tzinfo=_offset(match, zone))  # type: ignore[arg-type,misc] # six numbers
    except ValueError:
        raise wrong from None
    unit = timedelta(seconds=1) if match[6] else timedelta(minutes=1) if match[4] else timedelta(days=1)
    return at.astimezone(UTC), at.astimezone(UTC) + unit


def shown(at: datetime) -> str:
    """A moment as it is sent: whole seconds, UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def place_of(lat: str, lon: str) -> tuple[float, float] | None:
    """A spot in degrees from two parameters, None when neither is given; raises Fault 400 for half a spot or none on Earth."""
    if not lat and not lon:
        return None
    try:
        found = float(lat), float(lon)
    except ValueError:
        found = 999.0, 999.0
    if not (-90 <= found[0] <= 90 and -180 <= found[1] <= 180):
        raise Fault(400, _("lat and long must both be given, in degrees such as 26.65 and 119.55."))
    return round(found[0], 6), round(found[1], 6)


def _offset(match: re.Match[str], zone: tzinfo) -> tzinfo:
    if not match[7]:
        return zone
    if match[7] in "Zz":
        return UTC
    hours, minutes = int(match[9]), int(match[10] or 0)
    if minutes > 59:
        raise ValueError(match[7])
    sign = -1 if match[8] == "-" else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _status(params: Params) -> bool | None:
    asked = {word.lower() for word in params.listed("status")}
    if unknown := asked - {"open", "closed"}:
        raise Fault(400, _("status is open or closed, not %(word)s.") % {"word": min(unknown)[:40]})
    return None if len(asked) != 1 else asked == {"open"}


def _whole(params: Params, name: str, usual: int, most: int) -> int:
    text = params.one(name)
    if not text:
        return usual
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if not 1 <= number <= most:
        raise Fault(400, _("%(name)s is a whole number from 1 to %(most)d.") % {"name": name, "most": most})
    return number
