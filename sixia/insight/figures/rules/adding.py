"""Adding rows of facts up, whoever read them: the tables here, or another engine out of files. Pure; knows no table."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, Final

from sixia.insight.figures.rules.counting import WATCH
from sixia.insight.figures.rules.cuts import Cut
from sixia.insight.figures.rules.indicators import YEAR, Indicator, Sums, Value, aged, value

Key = Any
Row = tuple[tuple[Any, ...], str, int, int]
"""The columns it is told apart by, part, bucket, how many."""
Ask = Callable[[Collection[str], Cut], dict[Key, Sums]]
"""The sums of parts by their codes, within a cut."""
PLACE, UNIT, TOPIC, MONTH = "place_path", "unit", "topic", "month"
WATCHED: Final = "watched.open"


def counts(part: str, day: date, as_of: date, bucket: int, n: int) -> tuple[int, int]:
    """The bucket in which facts of a day count on the reader's day, and how many they are there."""
    if part == WATCHED:  # so many days of watching each, not so long a time
        return 0, n * min(WATCH.days, max(1, (as_of - day).days))
    return aged(part, day, as_of, bucket), n


def together(rows: Iterable[Row], by: str | tuple[str, ...]) -> dict[Key, Sums]:
    """Sums by part and bucket for each value of `by`: a name gives plain keys, "" the key None, several names tuples."""
    found: dict[Key, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for seat, part, bucket, n in rows:
        found[_key(seat, by)][part][bucket] += n
    return {key: {part: dict(rows) for part, rows in parts.items()} for key, parts in found.items()}


def _key(seat: tuple[Any, ...], by: str | tuple[str, ...]) -> Key:
    if isinstance(by, tuple):
        return seat
    return seat[0] if seat else None


def said(ones: Collection[Indicator], cut: Cut, ask: Ask, *, all_in_one: bool = True) -> dict[Key, dict[str, Value]]:
    """What each indicator says, by its key, for each key of the sums; with `all_in_one` there is the key None, even of
    nothing. Those counted by the year take the year so far."""
    found: dict[Key, dict[str, Value]] = defaultdict(dict)
    for span in dict.fromkeys((cut, cut.year)):
        some = [one for one in ones if (cut.year if one.unit == YEAR else cut) == span]
        if not some:
            continue
        added = ask({code for one in some for code in one.parts}, span)
        for key in [None] if all_in_one else added:
            for one in some:
                found[key][one.key] = value(one, added.get(key, {}))
    return dict(found)
