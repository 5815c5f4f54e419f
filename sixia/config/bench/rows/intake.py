"""P1: from the resident's form to the committed voice and its receipt, beside the floor of four bare inserts."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.utils import timezone

from sixia.cases import actions
from sixia.cases.rules import NewVoice
from sixia.config.bench.clients import Ask, Load, drive
from sixia.config.bench.house import House, queries_of
from sixia.config.bench.measured import Measured, middle
from sixia.config.bench.server import Server, database_pid, free_port, product, running
from sixia.config.bench.words import sentence
from sixia.people.actors import resident

CLIENTS: Final = (1, 4, 8)
TOKEN: Final = "a" * 32
ALONE: Final = 200
CPU_GOAL, FLOOR_SHARE, TAIL_GOAL = 8.0, 0.5, 10.0


def measure(house: House) -> list[Measured]:
    """The form over HTTP at one, four and eight clients, in turns with the floor; then the action alone."""
    connections.close_all()
    with ExitStack() as stack:
        ours, floor = stack.enter_context(product()), stack.enter_context(_floor())
        form, bare = asker(house), _bare()
        db = database_pid()
        for server, make in ((ours, form), (floor, bare)):
            drive(server, make, clients=4, seconds=1.0)
        pairs = {count: [_pair(ours, form, floor, bare, count, house, db) for _turn in range(house.times)] for count in CLIENTS}
    rows = [row for count, found in pairs.items() for row in _compared(house, count, found)]
    return [*rows, _alone(house)]


def asker(house: House) -> Callable[[int], Ask]:
    """Every request another resident with another concern, as the details page sends it."""
    villages, leaves = house.villages, house.leaves()

    def make(number: int) -> Ask:
        place, row = villages[number % len(villages)], leaves[number % len(leaves)]
        words = sentence(number + house.size, f"{place.name}", str(row.name))
        fields = {
            "text": words,
            "number": str(uuid4()),
            "kind": "help",
            "category": row.code,
            "place": str(place.pk),
            "into": "",
            "calm": "",
            "name": "演示",
            "phone": f"139{number % 10**8:08d}",
            "wants": "sms",
        }
        return Ask("/tell", "POST", urlencode(fields).encode(), headers(number), good=302)

    return make


def headers(number: int) -> dict[str, str]:
    """A browser of its own at an address of its own."""
    return {
        "Cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}",
        "X-CSRFToken": TOKEN,
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def _bare() -> Callable[[int], Ask]:
    body = urlencode({"text": sentence(1, "东湾村", "路灯不亮"), "name": "演示", "kind": "help", "phone": "13900000000"}).encode()
    return lambda number: Ask("/", "POST", body, headers(number), good=302)


def _floor() -> AbstractContextManager[Server]:
    port = free_port()
    here = connections["default"].settings_dict
    url = (
        os.environ["DATABASE_URL"]
        if here["ENGINE"].endswith("postgresql")
        else f"sqlite:///{Path(here['NAME']).with_name('floor.sqlite3')}"
    )
    return running([sys.executable, "-m", "sixia.config.bench.floor", str(port), url], port)


def _pair(
    ours: Server, form: Callable[[int], Ask], floor: Server, bare: Callable[[int], Ask], count: int, house: House, db: int
) -> tuple[Load, Load]:
    return (
        drive(ours, form, clients=count, seconds=house.seconds, db=db),
        drive(floor, bare, clients=count, seconds=house.seconds, db=db),
    )


def _compared(house: House, count: int, pairs: list[tuple[Load, Load]]) -> list[Measured]:
    ours, floor = (_row(house, loads) for loads in ([p[0] for p in pairs], [p[1] for p in pairs]))
    share = middle(mine.rate / max(bare.rate, 0.001) for mine, bare in pairs)
    ours.what = f"intake by the form, {count} client{'s' * (count > 1)} ({share:.0%} of the floor)"
    floor.what = f"  floor: 4 inserts, {count} client{'s' * (count > 1)}"
    wrong = sum(len(load.wrong) for load, _bare in pairs)
    ours.goal = f"CPU ≤ {CPU_GOAL:.0f} ms, ≥ {FLOOR_SHARE:.0%} of floor"
    ours.passed = (ours.cpu or 0) <= CPU_GOAL and share >= FLOOR_SHARE and not wrong
    if count == max(CLIENTS):
        ours.goal += ", p99 ≤ 10 × p50"
        ours.passed = ours.passed and (ours.p99 or 0) <= TAIL_GOAL * (ours.p50 or 0)
    if wrong:
        ours.what += f", {wrong} went wrong"
    return [ours, floor]


def _row(house: House, loads: list[Load]) -> Measured:
    row = Measured("P1", "", house.size, rate=middle(x.rate for x in loads), cpu=middle(x.cpu_ms for x in loads))
    row.db = middle(x.db_ms for x in loads) or None
    seconds = [one for load in loads for one in load.seconds]
    return row.timed(seconds) if seconds else row


def _alone(house: House) -> Measured:
    """The action without the web around it, in this process."""
    villages, desk, now = house.villages, house.desk.pk, timezone.now()
    new = [
        NewVoice(
            text=sentence(n, "东湾村", "路灯不亮"),
            channel="web",
            desk=desk,
            place=villages[n % len(villages)].pk,
            phone=f"137{n:08d}",
        )
        for n in range(ALONE + 2)
    ]
    actions.hear(new[0], by=resident(), now=now)
    count = queries_of(lambda: actions.hear(new[1], by=resident(), now=now))
    seconds, used = [], time.process_time()
    for one in new[2:]:
        began = time.perf_counter()
        actions.hear(one, by=resident(), now=now)
        seconds.append(time.perf_counter() - began)
    cpu = 1000 * (time.process_time() - used) / ALONE
    return Measured("P1", "cases.actions.hear alone", house.size, cpu=cpu, queries=count, rate=len(seconds) / sum(seconds)).timed(
        seconds
    )
