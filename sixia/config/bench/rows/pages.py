"""P2 and P4: the officials' worklists and the case page, at one client."""

from collections.abc import Iterable
from typing import Final

from django.db import connections

from sixia.cases.models import Case
from sixia.config.bench.clients import drive
from sixia.config.bench.house import House, cookies_of, page, queries_of, signed_in
from sixia.config.bench.measured import Measured
from sixia.config.bench.server import Server, database_pid, product
from sixia.orders.models import Order
from sixia.people.actors import actor_of

LISTS: Final = (
    ("dispatcher", "/desk/cases"),
    ("dispatcher", "/desk/cases?tab=overdue"),
    ("dispatcher", "/desk/cases?tab=hand"),
    ("dispatcher", "/desk/cases?tab=all&order=new"),
    ("dispatcher", "/desk/cases?tab=closed"),
    ("dispatcher", "/desk/dispatch"),
    ("dispatcher", "/desk/arbitrate"),
    ("handler", "/desk/cases?tab=overdue"),
    ("handler", "/desk/cases?tab=hand"),
    ("handler", "/desk/orders"),
    ("handler", "/desk/orders?tab=hand"),
    ("handler", "/desk/orders?tab=done"),
    ("dispatcher", "/desk/"),
    ("handler", "/desk/"),
)
CASE_READERS: Final = ("dispatcher", "handler", "clerk")
LIST_P50, LIST_QUERIES = 40.0, 10
CASE_CPU, CASE_QUERIES = 25.0, 15
WARM: Final = 3
ASKS: Final = 60


def lists(house: House) -> list[Measured]:
    """P2: each worklist for whoever works by it."""
    goal = f"p50 ≤ {LIST_P50:.0f} ms, ≤ {LIST_QUERIES} queries"
    rows = _pages(house, "P2", LISTS)
    for row in rows:
        row.goal, row.passed = goal, (row.p50 or 1e9) <= LIST_P50 and (row.queries or 0) <= LIST_QUERIES
    return [*rows, *_pages(house, "P2", [("dispatcher", path) for path in _panels()])]


def _panels() -> list[str]:
    """What the dispatcher's queue asks for beside itself: the suggestion for the first case, which has no goal of its own."""
    first = Case.objects.filter(state="heard", open=True, restricted=False).order_by("due_at", "pk").first()
    return [f"/desk/dispatch/{first.pk}/panel?after=0"] if first else []


def case_page(house: House) -> list[Measured]:
    """P4: one case that is in hand, for three readers."""
    order = Order.objects.filter(unit_id__in=_units(house), state="accepted", part="lead", restricted=False).order_by("-pk")[0]
    rows = _pages(house, "P4", [(role, f"/desk/cases/{order.matter_id}") for role in CASE_READERS])
    for row in rows:
        row.goal = f"CPU ≤ {CASE_CPU:.0f} ms, ≤ {CASE_QUERIES} queries"
        row.passed = (row.cpu or 1e9) <= CASE_CPU and (row.queries or 0) <= CASE_QUERIES
    return rows


def _units(house: House) -> Iterable[int]:
    from django.utils import timezone

    return actor_of(house.account("handler"), timezone.now()).unit_ids


def _pages(house: House, name: str, asked: Iterable[tuple[str, str]]) -> list[Measured]:
    known = [(role, path) for role, path in asked if _answers(house, role, path)]
    counted = [_counted(house, role, path) for role, path in known]
    cookies = {role: cookies_of(signed_in(house.account(role))) for role, _path in known}
    db = database_pid()
    connections.close_all()
    with product() as server:
        return [
            _timed(house, name, server, role, path, cookies[role], queries, db)
            for (role, path), queries in zip(known, counted, strict=True)
        ]


def _answers(house: House, role: str, path: str) -> bool:
    return signed_in(house.account(role)).get(path).status_code == 200


def _counted(house: House, role: str, path: str) -> int:
    client = signed_in(house.account(role))
    client.get(path)
    return queries_of(lambda: client.get(path))


def _timed(
    house: House, name: str, server: Server, role: str, path: str, cookie: dict[str, str], queries: int, db: int
) -> Measured:
    make = page(path, cookie)
    drive(server, make, clients=1, seconds=60, most=WARM)
    load = drive(server, make, clients=1, seconds=30, most=ASKS, db=db)
    what = f"{role}: {path if name == 'P2' else 'case page'}" + (f", {len(load.wrong)} went wrong" if load.wrong else "")
    row = Measured(name, what, house.size, cpu=load.cpu_ms, db=load.db_ms or None, rate=load.rate, queries=queries)
    return row.timed(load.seconds) if load.seconds else row
