"""P3: words of two to six Chinese characters, rare, common and absent, by the search alone and by the page."""

import time
from typing import Final
from urllib.parse import quote

from django.db import connections
from django.utils import timezone

from sixia.cases.models import Voice
from sixia.cases.rules import SEARCH_KIND
from sixia.config.bench import words
from sixia.config.bench.clients import drive
from sixia.config.bench.house import House, cookies_of, page, queries_of, signed_in
from sixia.config.bench.measured import Measured
from sixia.config.bench.server import database_pid, product
from sixia.kit import search
from sixia.people.actors import actor_of

SORTS: Final = (("rare", words.RARE, 30.0), ("common", words.COMMON, 150.0), ("absent", words.ABSENT, 30.0))
PAGE: Final = "/desk/cases?tab=all&order=new&q="
TIMES: Final = 15
ROWS: Final = 25


def measure(house: House) -> list[Measured]:
    """The first page of what a dispatcher may see, newest first."""
    who = actor_of(house.account("dispatcher"), timezone.now())
    rows = []
    for sort, found, goal in SORTS:
        for word in found:
            seconds = []
            for _turn in range(TIMES + 2):
                began = time.perf_counter()
                hits = _first(who, word)
                seconds.append(time.perf_counter() - began)
            row = Measured("P3", f"matching, {sort}: {word} ({len(hits)} shown)", house.size, goal=f"p50 ≤ {goal:.0f} ms").timed(
                seconds[2:]
            )
            row.queries = queries_of(lambda word=word: _first(who, word))  # type: ignore[misc]
            row.passed = (row.p50 or 0) <= goal and all(word in text for text in hits)
            rows.append(row)
    return [*rows, *_by_page(house)]


def _first(who: object, word: str) -> list[str]:
    rows = search.matching(Voice.objects.visible_to(who), SEARCH_KIND, word)
    return list(rows.order_by("-pk").values_list("text", flat=True)[:ROWS])


def _by_page(house: House) -> list[Measured]:
    client = signed_in(house.account("dispatcher"))
    if client.get(PAGE).status_code != 200:
        return []
    cookie, db, rows = cookies_of(client), database_pid(), []
    counts = {word: queries_of(lambda word=word: client.get(PAGE + quote(word))) for _s, found, _g in SORTS for word in found}  # type: ignore[misc]
    connections.close_all()
    with product() as server:
        for sort, found, goal in SORTS:
            for word in found:
                make = page(PAGE + quote(word), cookie)
                drive(server, make, clients=1, seconds=30, most=2)
                load = drive(server, make, clients=1, seconds=30, most=TIMES, db=db)
                row = Measured("P3", f"page, {sort}: {word}", house.size, cpu=load.cpu_ms, db=load.db_ms or None)
                row.timed(load.seconds or [0.0]).queries = counts[word]
                row.goal, row.passed = f"p50 ≤ {goal:.0f} ms", (row.p50 or 1e9) <= goal and not load.wrong
                rows.append(row)
    return rows
