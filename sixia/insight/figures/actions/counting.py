"""Keeps the facts up to date with the journal, and counts them anew. Counting twice changes nothing.

The journal says which things have changed; each is then gathered again as it is now, and only the difference to its facts
is written. So it does not matter in which order entries are read, or how often. Transactions may end in another order than
their entries are numbered: the last minutes are read again each time.
"""

import calendar
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from json import loads
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, Min, Sum
from django.utils import timezone

from sixia.insight.figures.models import Fact, Reading, Tally
from sixia.insight.figures.queries import gather
from sixia.insight.figures.queries.above import upper
from sixia.insight.figures.rules import counting, grains
from sixia.insight.figures.rules.grains import GRAINS
from sixia.insight.figures.rules.parts import CASE, PROBLEM, PROMISE, VILLAGE
from sixia.kit import bulk
from sixia.kit.journal import hold
from sixia.kit.models import Entry

Things = dict[str, set[int]]
LATE: Final = timedelta(minutes=10)
PIECE: Final = 1_000
ENTRIES: Final = 20_000
ADDED: Final = 10_000
SUMS: Final = "sums"
"""Names the reading whose `entry` is 1 while the monthly sums are still to be made."""
_COLUMNS: Final = ("part", "row", "day", "place_path", "unit", "topic", "bucket", "n")
_SEATS: Final = ("grain", "part", "month", "place_path", "unit", "topic", "bucket")
_OF_STREAM: Final = {"case": CASE, "promise": PROMISE, "problem": PROBLEM, "outreach": "session"}


@dataclass(slots=True)
class Recount:
    """What a run did: so many things looked at, facts written and taken away, monthly sums that had to be set right. `later`:
    it began from nothing, so sums are made once at its end. `whole`: it came to the journal's end."""

    things: int = 0
    written: int = 0
    dropped: int = 0
    mended: int = 0
    later: bool = False
    whole: bool = False


def catch_up(now: datetime, *, most: int = 100_000) -> Recount:
    """Read what the journal holds since the last time, at most so many entries, and count anew what changed."""
    reading, _new = Reading.objects.get_or_create(name="journal")
    done, last = _begun(), reading.entry
    if gather.villages_wait(now):
        _count({VILLAGE: set(gather.villages(now))}, now, done)
    for _turn in range(-(-most // ENTRIES)):
        rows = list(Entry.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "at", "stream", "event")[:ENTRIES])
        _count(_around(_touched([(pk, stream, event) for pk, _at, stream, event in rows])), now, done)
        last = rows[-1][0] if rows else last
        fresh = next((pk for pk, at, *_rest in rows if at > now - LATE), None)
        settled = last if fresh is None else fresh - 1
        Reading.objects.filter(name="journal").update(entry=max(settled, reading.entry), at=now)
        if len(rows) < ENTRIES:
            done.whole = True
            break
    _ended(done)
    return done


def _begun() -> Recount:
    """A run; one that begins from nothing, or follows one that was killed before it had made the sums, makes them at its end."""
    sums, _new = Reading.objects.get_or_create(name=SUMS)
    if not (sums.entry or Fact.objects.exists() or Tally.objects.exists()):
        Reading.objects.filter(name=SUMS).update(entry=1)
        return Recount(later=True)
    return Recount(later=bool(sums.entry))


def _ended(done: Recount) -> None:
    if done.later:
        tidy_tallies()
        Reading.objects.filter(name=SUMS).update(entry=0)


def _touched(rows: Iterable[tuple[int, str, str]]) -> Things:
    """What these entries speak of, by kind; a promise given in a case is told in the case's stream."""
    found: Things = defaultdict(set)
    told = []
    for pk, stream, event in rows:
        name, _colon, number = stream.partition(":")
        if name in _OF_STREAM and number.isdigit():
            found[_OF_STREAM[name]].add(int(number))
        if event.startswith("Promise"):
            told.append(pk)
    for start in range(0, len(told), PIECE):
        for body in Entry.objects.filter(pk__in=told[start : start + PIECE]).values_list("body", flat=True):
            found[PROMISE].add(loads(body)["promise"])
    return found


def _around(found: Things) -> Things:
    """The same, with what hangs on it."""
    sessions = found.pop("session", set())
    if sessions:
        found[VILLAGE] |= gather.reached_by(sessions)
    keys, others, promises = sorted(found.get(CASE, ())), set(), set()
    for start in range(0, len(keys), PIECE):
        others |= gather.same_callers(keys[start : start + PIECE])
        promises |= gather.promises_of(keys[start : start + PIECE])
    found[CASE] |= others
    found[PROMISE] |= promises
    return found


def _count(found: Things, now: datetime, done: Recount, progress: Callable[[int], None] | None = None) -> None:
    for kind, things in found.items():
        keys = sorted(things)
        for start in range(0, len(keys), PIECE):
            _count_piece(kind, keys[start : start + PIECE], now, done)
            if progress:
                progress(len(keys[start : start + PIECE]))


@transaction.atomic
def _count_piece(kind: str, keys: list[int], now: datetime, done: Recount) -> None:
    """Gather these things again and write the difference to what stands there."""
    hold("figures")
    wanted: Counter[tuple[int, counting.Fact]] = Counter()
    for thing, facts in gather.facts(kind, keys, now).items():
        wanted.update((thing, fact) for fact in facts)
    surplus, moved = [], Counter[tuple[Any, ...]]()
    above = upper()
    for pk, thing, *columns in Fact.objects.filter(kind=kind, thing__in=keys).values_list("pk", "thing", *_COLUMNS):
        fact = counting.Fact(*columns)
        if wanted[thing, fact] > 0:
            wanted[thing, fact] -= 1
        else:
            surplus.append(pk)
            moved[_seat(fact, above)] -= fact.n
    missing = [pair for pair, times in wanted.items() for _time in range(times)]
    for start in range(0, len(surplus), PIECE):
        Fact.objects.filter(pk__in=surplus[start : start + PIECE]).delete()
    _write(kind, missing)
    if not done.later:
        for _thing, fact in missing:
            moved[_seat(fact, above)] += fact.n
        _add_up(moved)
    done.things += len(keys)
    done.written += len(missing)
    done.dropped += len(surplus)


def _write(kind: str, rows: list[tuple[int, counting.Fact]]) -> None:
    """As plain columns: there are twenty facts to a case, and making a row of each would cost more than counting them."""
    day = _COLUMNS.index("day")
    said = {fact.day: connection.ops.adapt_datefield_value(fact.day) for _thing, fact in rows}
    values = ((kind, thing, *fact[:day], said[fact.day], *fact[day + 1 :]) for thing, fact in rows)
    columns = ("kind", "thing", *_COLUMNS)
    bulk.copy_in(Fact._meta.db_table, ", ".join(columns), values, marks=len(columns))


def _seat(fact: counting.Fact, above: Callable[[str], str]) -> tuple[Any, ...]:
    """What the monthly sums know of a fact."""
    return fact.part, 100 * fact.day.year + fact.day.month, above(fact.place), fact.unit, fact.topic, fact.bucket


def _add_up(moved: Mapping[tuple[Any, ...], int]) -> int:
    """Add to the sums of every grain; to how many."""
    return sum(_add(_in_grain(grain, moved)) for grain in GRAINS)


def _in_grain(grain: str, added: Mapping[tuple[Any, ...], int]) -> Counter[tuple[Any, ...]]:
    """So many for each row of a grain; one at a time, since a month of a large county has half a million of them."""
    found = Counter[tuple[Any, ...]]()
    for seat, n in added.items():
        found[grains.seat(grain, *seat)] += n
    return found


def _add(sums: Mapping[tuple[Any, ...], int]) -> int:
    """Add to the monthly sums, and say to how many: one statement, so that two who add at once both count."""
    moved = sorted((seat, n) for seat, n in sums.items() if n)
    columns = ", ".join((*_SEATS, "n"))
    marks = ", ".join(["%s"] * (len(_SEATS) + 1))
    table = Tally._meta.db_table
    statement = (
        f"INSERT INTO {table} ({columns}) VALUES ({marks}) "  # noqa: S608  # our own names
        f"ON CONFLICT ({', '.join(_SEATS)}) DO UPDATE SET n = {table}.n + excluded.n"
    )
    with connection.cursor() as cursor:
        for start in range(0, len(moved), ADDED):
            cursor.executemany(statement, [[*seat, n] for seat, n in moved[start : start + ADDED]])
    return len(moved)


def count_again(
    now: datetime,
    *,
    since: date | None = None,
    until: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> Recount:
    """Gather everything anew, or the cases heard from `since` up to `until` and all else; then check the sums of those months."""
    done = _begun()
    for kind, keys in _everything(now, since, until):
        _count({kind: keys}, now, done, progress)
    if not done.later:
        done.mended = tidy_tallies(since, until)
    _ended(done)
    return done


def _everything(now: datetime, since: date | None, until: date | None) -> Iterable[tuple[str, set[int]]]:
    """All things there are or that have facts, in pieces; villages and problems are few."""
    yield VILLAGE, set(gather.villages(now)) | set(Fact.objects.filter(kind=VILLAGE).values_list("thing", flat=True).distinct())
    yield PROBLEM, set(gather.SOURCES[PROBLEM].objects.values_list("problem_id", flat=True).distinct())
    yield PROMISE, set(gather.SOURCES[PROMISE].objects.values_list("pk", flat=True))
    cases = gather.SOURCES[CASE].objects.all()
    if since is not None:
        cases = cases.filter(heard_at__gte=_begin(since))
    if until is not None:
        cases = cases.filter(heard_at__lt=_begin(until))
    span = cases.aggregate(low=Min("pk"), high=Max("pk"))
    for start in range(span["low"] or 0, (span["high"] or -1) + 1, 50 * PIECE):
        yield CASE, set(cases.filter(pk__gte=start, pk__lt=start + 50 * PIECE).values_list("pk", flat=True))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def tidy_tallies(since: date | None = None, until: date | None = None) -> int:
    """Set the monthly sums of these months to what the facts say, each month by itself; how many sums were wrong."""
    span = Fact.objects.aggregate(low=Min("day"), high=Max("day"))
    low, high = max(filter(None, (span["low"], since)), default=None), min(filter(None, (span["high"], until)), default=None)
    mended = 0
    if low is None or high is None:
        return Tally.objects.all().delete()[0] if span["low"] is None else 0
    month = date(low.year, low.month, 1)
    while month <= high:
        mended += _tidy(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return mended


@transaction.atomic
def _tidy(month: date) -> int:
    hold("figures")
    end = date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])
    above, number = upper(), 100 * month.year + month.month
    added: Counter[tuple[Any, ...]] = Counter()
    grouped = Fact.objects.filter(day__gte=month, day__lte=end).order_by()
    for part, place, unit, topic, bucket, n in grouped.values_list("part", "place_path", "unit", "topic", "bucket").annotate(
        total=Sum("n")
    ):
        added[part, number, above(place), unit, topic, bucket] += n
    wrong = 0
    for grain in GRAINS:
        sums = _in_grain(grain, added)
        for *seat, n in Tally.objects.filter(month=number, grain=grain).values_list(*_SEATS, "n"):
            sums[tuple(seat)] -= n
        wrong += _add(sums)
    return wrong
