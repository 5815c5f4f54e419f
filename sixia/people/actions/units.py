"""Founding, changing, moving and dissolving units. Their codes never change: paths are made of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused
from sixia.kit.journal import tell, tell_fresh
from sixia.people import events
from sixia.people.actions.may import need, need_successor, need_text
from sixia.people.actions.posts import end_rows
from sixia.people.actors import Actor
from sixia.people.models import Post, StandIn, Unit
from sixia.people.rules import SYSTEM_ADMIN
from sixia.places.models import Place

CODE = re.compile(r"[0-9a-z][0-9a-z_-]{0,31}")
LONGEST_PATH = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """What is needed to found a unit; `parent` is the code of the unit it belongs to, "" for one at the top."""

    code: str
    name: str
    function: str
    place: Place
    parent: str = ""
    name_en: str = ""
    phone: str = ""
    address: str = ""
    active_from: datetime | None = None


def stream(unit: Unit) -> str:
    """The journal stream that tells of this unit."""
    return f"unit:{unit.pk}"


def found_unit(
    *,
    code: str,
    name: str,
    function: str,
    place: Place,
    parent: Unit | None = None,
    name_en: str = "",
    phone: str = "",
    address: str = "",
    active_from: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Unit:
    """Found one unit below `parent`; it answers for the territory of `place` from `active_from` (default: now)."""
    row = NewUnit(
        code=code,
        name=name,
        function=function,
        place=place,
        parent=parent.code if parent else "",
        name_en=name_en,
        phone=phone,
        address=address,
        active_from=active_from,
    )
    return found_units([row], by=by, now=now)[0]


@transaction.atomic
def found_units(rows: Iterable[NewUnit], *, by: Actor, now: datetime) -> list[Unit]:
    """Found many units, parents before their children, all or none; one statement per level of the tree."""
    need(by, SYSTEM_ADMIN)
    rows = list(rows)
    known = {unit.code: unit for unit in Unit.objects.filter(code__in={row.parent for row in rows})}
    left, founded = rows, dict[str, Unit]()
    while left:
        ready = [row for row in left if not row.parent or row.parent in known]
        if not ready:
            raise Refused("guard", _("There is no unit with the code “%(code)s”.") % {"code": left[0].parent}, fields=["parent"])
        level = _insert([_unit(row, known.get(row.parent), now) for row in ready])
        known.update(level)
        founded.update(level)
        left = [row for row in left if row.code not in founded]
    units = [founded[row.code] for row in rows]
    tell_fresh([(_founded(unit), stream(unit)) for unit in units], by=by, now=now)
    return units


def _unit(row: NewUnit, parent: Unit | None, now: datetime) -> Unit:
    if not CODE.fullmatch(row.code):
        raise Refused("guard", _("A unit's code is made of small letters, digits, - and _."), fields=["code"])
    if parent is not None and parent.active_to is not None:
        raise Refused("state", _("This unit has been dissolved."), fields=["parent"])
    return Unit(
        code=row.code,
        name=need_text("name", row.name),
        name_en=row.name_en.strip(),
        function=need_text("function", row.function),
        parent=parent,
        path=_path(parent, row.code),
        place=row.place,
        phone=row.phone.strip(),
        address=row.address.strip(),
        active_from=row.active_from or now,
    )


def _path(parent: Unit | None, code: str) -> str:
    path = f"{parent.path if parent else ''}{code}/"
    if len(path) > LONGEST_PATH:
        raise Refused("guard", _("The tree of units is too deep here."), fields=["parent"])
    return path


def _insert(units: list[Unit]) -> dict[str, Unit]:
    try:
        with transaction.atomic():
            Unit.objects.bulk_create(units)
    except IntegrityError as error:
        raise Refused("guard", _("A unit with this code exists already."), fields=["code"]) from error
    return {unit.code: unit for unit in units}


def _founded(unit: Unit) -> events.UnitFounded:
    return events.UnitFounded(
        unit=unit.pk,
        code=unit.code,
        name=unit.name,
        function=unit.function,
        place=unit.place_id,
        active_from=unit.active_from.isoformat(),
        parent=unit.parent_id,
    )


@transaction.atomic
def amend_unit(unit: Unit, *, by: Actor, now: datetime, **given: Any) -> None:
    """Change name, name_en, function, place, phone or address; what is not given stays."""
    need(by, SYSTEM_ADMIN)
    if unknown := set(given) - {"name", "name_en", "function", "place", "phone", "address"}:
        raise TypeError(f"cannot be amended: {sorted(unknown)}")
    if "name" in given:
        need_text("name", given["name"])
    changes = {field: value for field, value in given.items() if value != getattr(unit, field)}
    if not changes:
        return
    for field, value in changes.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(changes))
    tell(events.UnitAmended(unit=unit.pk, name=unit.name, fields=sorted(changes)), by=by, about=stream(unit), now=now)


@transaction.atomic
def move_unit(unit: Unit, parent: Unit | None, *, by: Actor, now: datetime) -> None:
    """Put a unit, with everything below it, under another one (None: at the top). `unit` itself is brought up to date."""
    need(by, SYSTEM_ADMIN)
    list(Unit.objects.select_for_update().filter(pk__in=[unit.pk, parent.pk if parent else unit.pk]).order_by("pk"))
    unit.refresh_from_db()
    if parent is not None:
        parent.refresh_from_db()
        if parent.path.startswith(unit.path):
            raise Refused("guard", _("A unit cannot belong to itself or to a unit below it."), fields=["parent"])
        if parent.active_to is not None:
            raise Refused("state", _("This unit has been dissolved."), fields=["parent"])
    before, old = unit.parent_id, unit.path
    unit.parent, unit.path = parent, _path(parent, unit.code)
    if unit.path == old:
        return
    longest = max(len(path) for path in Unit.objects.under(old).values_list("path", flat=True))
    if longest - len(old) + len(unit.path) > LONGEST_PATH:
        raise Refused("guard", _("The tree of units is too deep here."), fields=["parent"])
    Unit.objects.under(old).update(path=Concat(Value(unit.path), Substr(F("path"), len(old) + 1)))
    unit.save(update_fields=["parent"])
    told = events.UnitMoved(unit=unit.pk, parent=parent.pk if parent else None, before=before)
    tell(told, by=by, about=stream(unit), now=now)


@transaction.atomic
def dissolve_unit(unit: Unit, *, by: Actor, now: datetime) -> None:
    """End a unit now: its posts end. Units below it must be dissolved or moved first."""
    need(by, SYSTEM_ADMIN)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.active_to is not None:
        raise Refused("state", _("This unit has been dissolved."))
    if unit.children.filter(active_to__isnull=True).exists():
        raise Refused("guard", _("Units below it still exist: move or dissolve them first."))
    posts = list(Post.objects.meeting(now, None).filter(unit=unit))
    need_successor(posts, now)
    told = events.UnitDissolved(unit=unit.pk, posts=sorted(post.pk for post in posts))
    end_rows(posts, StandIn.objects.none(), now)
    unit.active_to = max(now, unit.active_from)
    unit.save(update_fields=["active_to"])
    tell(told, by=by, about=stream(unit), now=now)
