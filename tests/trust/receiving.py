"""Reception days, bookings and what came of talks in the scene, and who may see them, said a second time in plain loops."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.actions import NewAct, NewBooking, NewDay
from sixia.fieldwork.reception.bookers import Booker, booker
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.orders.models import Bar
from sixia.people.actors import Actor
from tests.town import DAY, HOUR, NOW
from tests.trust import oracle
from tests.trust.scene import LATER, Scene, marker

PLANNED = NOW - 10 * DAY
COMING = ("booked", "waiting", "called", "seated")
DAYS: dict[str, dict[str, Any]] = {
    "县": {"leader": "principal", "unit": "county", "host": "hotline", "starts_at": LATER - 2 * HOUR},
    "西": {"leader": "wester", "unit": "west", "host": "west", "starts_at": LATER + 2 * DAY},
    "联": {"leader": "leader", "unit": "housing", "host": "hotline", "starts_at": LATER + 3 * DAY, "joint": ("ecology", "east")},
    "东草": {"leader": "easter", "unit": "east", "host": "east", "starts_at": LATER + 4 * DAY},
}
JOINED = {"并回": "heard", "并普": "inhand"}
"""Talks that were about a case of the scene."""
ABOUT = {"屏": "clerk", "亲": "wester"}
"""Talks in which it came out whom they complain about."""


@dataclass
class Received:
    """Days and bookings by name."""

    days: dict[str, Day]
    bookings: dict[str, Booking]


def make(scene: Scene) -> Received:
    """Everything, through real actions."""
    made = Received({name: _day(scene, **given) for name, given in DAYS.items()}, {})
    for name in ("县", "西", "联"):
        actions.announce(made.days[name], by=scene.actors()["principal"], now=PLANNED)
    _booked(scene, made)
    actions.open_day(made.days["县"], by=scene.actors()["dispatcher"], now=_at())
    _talked(scene, made)
    rows = Booking.objects.select_related("day", "voice__case")
    made.bookings = {name: rows.get(pk=row.pk) for name, row in made.bookings.items()}
    return made


def _day(scene: Scene, *, leader: str, unit: str, host: str, starts_at: datetime, joint: tuple[str, ...] = ()) -> Day:
    units = scene.town.units
    new = NewDay(
        leader=scene.town.accounts[leader],
        unit=units[unit],
        starts_at=starts_at,
        ends_at=starts_at + 4 * HOUR,
        address="接待室",
        form="joint" if joint else "fixed",
        units=tuple(units[name] for name in joint),
    )
    return actions.add(new, host=units[host], by=scene.actors()["principal"], now=PLANNED)


def _booked(scene: Scene, made: Received) -> None:
    sealed = scene.town.voice(scene.cases["restricted"]).receipt
    barred = scene.town.voice(scene.cases["barredclerk"]).receipt
    made.bookings |= {
        "约": _book(made.days["县"], "约"),
        "西约": _book(made.days["西"], "西约"),
        "联约": _book(made.days["联"], "联约"),
        "凭密": _book(made.days["县"], "凭密", receipt=sealed),
        "凭屏": _book(made.days["县"], "凭屏", receipt=barred),
        "助": _book(made.days["县"], "助", by=scene.actors()["grid"], way="helper", consent="当面同意"),
    }


def _book(day: Day, name: str, by: Any = None, way: str = "web", **given: Any) -> Booking:
    new = NewBooking(about=f"{marker(name)}想当面说", way=way, client=uuid4(), **given)
    done = actions.book(day, new=new, by=by or booker(()), now=_at() if way == "walk_in" else NOW)
    return Booking.objects.get(pk=done.booking)


def _talked(scene: Scene, made: Received) -> None:
    """Everybody in turn; the last one still sits there."""
    desk = scene.actors()["dispatcher"]
    for name in ("密", *ABOUT, *JOINED, "凭密", "凭屏", "记", "坐"):
        row = made.bookings.get(name) or _book(made.days["县"], name, by=desk, way="walk_in")
        made.bookings[name] = row
        row = Booking.objects.select_related("day").get(pk=row.pk)
        actions.arrive(row, by=desk, now=_at())
        actions.sit(row, by=desk, now=_at())
        _said(scene, name, row, desk)
        if name != "坐":
            actions.finish(row, by=desk, now=_at())


def _said(scene: Scene, name: str, row: Booking, desk: Actor) -> None:
    if name.startswith("凭"):
        return
    into = scene.cases[JOINED[name]] if name in JOINED else None
    kind = Act.NOTED if name == "记" else Act.JOINED if into else Act.HEARD
    new = NewAct(kind=kind, client=uuid4(), text=f"{marker(name)}当面说的", into=into)
    act = actions.record(row, new=new, by=desk, now=_at()).act
    pk = act.case_id or 0
    if name in ABOUT:
        Bar.objects.create(matter_kind="case", matter_id=pk, account=scene.town.accounts[ABOUT[name]])
        Case.objects.filter(pk=pk).update(barred=True)
    if name == "密":
        named = (scene.town.accounts["handler"].pk,)
        cases.restrict(Case.objects.get(pk=pk), reason="反映经办人", accounts=named, by=desk, now=_at())


def _at() -> datetime:
    return LATER - timedelta(hours=1)


def day_roles(day: Day, who: Actor) -> set[str]:
    """Every role in a day."""
    if who.is_system:
        return {"system"}
    part = {day.unit_id, *(unit.pk for unit in day.units.all())}
    asked = {
        "office": _inside(day, who, "clerk", "dispatcher"),
        "receiver": who.is_official and bool(who.posts) and day.account_id == who.account_id,
        "unit": bool(part & who.units("handler", "unit_head")),
        "overseer": _inside(day, who, "supervisor", "principal"),
        "reader": _inside(day, who, "inspector", "leader", "callback"),
    }
    return {role for role, holds in asked.items() if holds}


def booking_roles(world: oracle.World, acts: list[Act], row: Booking, who: Actor) -> set[str]:
    """Every role in a booking: once it is over, what led to a case closed to somebody is closed to those who run and watch."""
    if who.is_system:
        return {"system"}
    closed = any(_closed(world, act.case_id, who) for act in acts if act.booking_id == row.pk)
    named = row.voice is not None and _closed(world, row.voice.case_id, who)
    free = row.state in COMING or not (closed or named)
    asked = {
        "office": free and _inside(row.day, who, "clerk", "dispatcher"),
        "receiver": who.is_official and bool(who.posts) and row.day.account_id == who.account_id,
        "overseer": free and _inside(row.day, who, "supervisor", "principal"),
        "helper": who.has("grid_worker") and row.helper_id == who.account_id,
        "booker": isinstance(who, Booker) and row.pk in who.booking_ids,
    }
    return {role for role, holds in asked.items() if holds}


def act_seen(world: oracle.World, acts: list[Act], act: Act, row: Booking, who: Actor) -> bool:
    """Whoever sees the talk sees what came of it, unless it led to a case closed to them."""
    return bool(booking_roles(world, acts, row, who)) and not _closed(world, act.case_id, who)


def _closed(world: oracle.World, case_id: int | None, who: Actor) -> bool:
    """Confidential, about somebody near, or kept out of by oneself; and not seen for any other reason."""
    case = next((case for case in world.cases if case.pk == case_id), None)
    if case is None or who.is_system:
        return False
    guarded = case.restricted or case.barred or ("case", case.pk) in who.recused_matters
    return guarded and not oracle.case_roles(world, case, who)


def _inside(day: Day, who: Actor, *roles: str) -> bool:
    return any(day.place_path.startswith(scope) for scope in who.scopes(*roles))
