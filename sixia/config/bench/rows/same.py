"""P8, same-case part: which cases are about the same matter, for an official with everything known and for a resident typing."""

import sys
import time
from collections.abc import Callable
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from sixia.cases.models import Voice
from sixia.config.bench.house import House, queries_of
from sixia.config.bench.measured import Measured
from sixia.insight.same import actions
from sixia.insight.same.models import Kept, Learnt
from sixia.insight.same.queries import Asked, likely, likely_public
from sixia.people.actors import actor_of

GOAL: Final = 30.0
ASKED: Final = 60
BATCH: Final = 50_000
SQLITE_BEFORE: Final = ("PRAGMA cache_size=-1000000", "PRAGMA synchronous=OFF")


def measure(house: House) -> list[Measured]:
    """Words of voices all over the county, said anew today; first the index is brought up to date."""
    rows = _index(house)
    now, who = timezone.now(), actor_of(house.account("dispatcher"), timezone.now())
    step = max(1, house.size // ASKED)
    voices = Voice.objects.filter(pk__in=range(step, house.size + 1, step), case__restricted=False).select_related("case__place")
    asked = [
        Asked(
            text=f"{voice.text}又来反映",
            at=now,
            category=voice.case.category,
            place=voice.case.place,
            phones=(voice.phone_index,),
        )
        for voice in voices
    ]
    return [
        *rows,
        _timed("for a dispatcher", house, asked, lambda one: likely(who, one)),
        _timed("for a resident", house, asked, likely_public),
    ]


def _timed(what: str, house: House, asked: list[Asked], act: Callable[[Asked], list[Any]]) -> Measured:
    seconds, found = [], 0
    for one in asked[:3]:
        act(one)
    for one in asked:
        began = time.perf_counter()
        found += bool(act(one))
        seconds.append(time.perf_counter() - began)
    row = Measured("P8", f"same matter, {what} ({found} of {len(asked)} found)", house.size, goal=f"p50 ≤ {GOAL:.0f} ms")
    row.timed(seconds).queries = max(queries_of(lambda one=one: act(one)) for one in asked[:10])  # type: ignore[misc]
    row.passed = (row.p50 or 1e9) <= GOAL
    return row


def _index(house: House) -> list[Measured]:
    """Everything is read, as the worker would minute after minute."""
    if Kept.objects.count() >= house.size:
        return []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in SQLITE_BEFORE:
                cursor.execute(statement)
    actions.learn_anew(timezone.now())
    weights, began = Learnt.objects.weights(), time.perf_counter()
    with tqdm(total=house.size, unit="voice", unit_scale=True, file=sys.stderr, disable=None) as bar:
        for start in range(0, house.size, BATCH):
            rows = Voice.objects.filter(pk__gt=start, pk__lte=start + BATCH).order_by("pk").values_list("pk", "text")
            bar.update(actions.read(list(rows), weights))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds = time.perf_counter() - began
    return [Measured("P8", f"index of what voices name, filled in {seconds:.0f} s", house.size, rate=house.size / seconds)]
