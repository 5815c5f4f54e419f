"""Who sees a case or a voice and in which role: the only place that decides it."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.cases.flow import HEAD, HELPER, LEAD, OVERSEER, PART, RESIDENT, SYSTEM
from sixia.kit.standing import Standing
from sixia.orders.standing import unbarred, within
from sixia.people import rules as role

Rows = Callable[[Any], Q | None]

MAY_READ_SECRET = frozenset({role.CLERK, role.DISPATCHER, role.CALLBACK, role.RESTRICTED_OFFICER, HELPER})
"""Roles that may read who a resident is even when they asked that only the desk knows."""
MAY_READ = MAY_READ_SECRET | {LEAD, PART, OVERSEER}
"""Roles that may read who a resident is; each reading is written down."""


def open_to(who: Any) -> Q:
    """Not confidential, nobody near complained about, and not in the hands of a unit from which `who` is recused."""
    return Q(restricted=False) & _free(who)


def _free(who: Any) -> Q:
    free = unbarred(who, "case")
    if who.recused_units:
        free &= Q(~_ordered(unit_id__in=who.recused_units))
    return free


def _ordered(**conditions: Any) -> Exists:
    orders = apps.get_model("orders", "Order")._default_manager
    return Exists(orders.filter(matter_kind="case", matter_id=OuterRef("pk"), **conditions))


def _told(**conditions: Any) -> Exists:
    voices = apps.get_model("cases", "Voice")._default_manager
    return Exists(voices.filter(case=OuterRef("pk"), **conditions))


def _places(*roles: str) -> Rows:
    def rows(who: Any) -> Q | None:
        inside = within(who.scopes(*roles))
        return None if inside is None else inside & open_to(who)

    return rows


def _units(*roles: str, **conditions: Any) -> Rows:
    def rows(who: Any) -> Q | None:
        units = who.units(*roles)
        return Q(_ordered(unit_id__in=units, **conditions)) & open_to(who) if units else None

    return rows


def _leader(who: Any) -> Q | None:
    below = within(who.unit_paths(role.LEADER), "unit__path")
    if below is None:
        return None
    orders = apps.get_model("orders", "Order")._default_manager
    return Q(Exists(orders.filter(below, matter_kind="case", matter_id=OuterRef("pk")))) & open_to(who)


def _restricted(who: Any) -> Q | None:
    inside = within(who.scopes(role.RESTRICTED_OFFICER))
    return None if inside is None else inside & Q(restricted=True) & _free(who)


def _resident(who: Any) -> Q | None:
    return Q(_told(pk__in=who.voice_ids)) if who.voice_ids else None


def _helper(who: Any) -> Q | None:
    if not who.has(role.GRID_WORKER):
        return None
    return Q(_told(helper_id=who.account_id)) & open_to(who)


CASE: Standing = {
    role.CLERK: _places(role.CLERK),
    role.DISPATCHER: _places(role.DISPATCHER),
    LEAD: _units(role.HANDLER, role.UNIT_HEAD, part="lead", state__in=["issued", "accepted", "reported"]),
    PART: _units(role.HANDLER, role.UNIT_HEAD),
    HEAD: _units(role.UNIT_HEAD, part="lead", state__in=["issued", "accepted", "reported"]),
    role.CALLBACK: _places(role.CALLBACK),
    OVERSEER: _places(role.SUPERVISOR, role.PRINCIPAL),
    role.LEADER: _leader,
    role.INSPECTOR: _places(role.INSPECTOR),
    role.RESTRICTED_OFFICER: _restricted,
    HELPER: _helper,
    RESIDENT: _resident,
    SYSTEM: lambda who: Q() if who.is_system else None,
}

SEEN: Standing = {
    "places": _places(role.CLERK, role.DISPATCHER, role.CALLBACK, role.SUPERVISOR, role.PRINCIPAL, role.INSPECTOR),
    PART: CASE[PART],
    role.LEADER: _leader,
    role.RESTRICTED_OFFICER: _restricted,
    HELPER: _helper,
    RESIDENT: _resident,
    SYSTEM: CASE[SYSTEM],
}
"""The same rows as CASE, asked with as few conditions as there can be, so that an index serves the lists: roles over a
territory are one range of paths, and whoever leads or heads an order has a part in it. A test holds the two together."""


ELSEWISE = frozenset(
    {
        *(role.CLERK, role.DISPATCHER, role.CALLBACK, role.SUPERVISOR, role.PRINCIPAL, role.INSPECTOR),
        *(role.RESTRICTED_OFFICER, role.GRID_WORKER),
    }
)
"""Roles that see cases otherwise than through the orders of their units."""


def near_open(who: Any) -> Q | None:
    """For those who see cases through orders alone: the open ones with an order of their units. It narrows nothing they see;
    it lets a list of open cases begin from their few orders instead of asking each open case for one. None for all others."""
    if who.is_system or who.voice_ids or not ELSEWISE.isdisjoint(who.roles):
        return None
    units, paths = who.units(role.HANDLER, role.UNIT_HEAD), who.unit_paths(role.LEADER)
    mine = Q(unit_id__in=units) | (within(paths, "unit__path") or Q())
    orders = apps.get_model("orders", "Order")._default_manager.filter(mine, matter_kind="case", matter_open=True)
    return Q(pk__in=orders.values("matter_id"))


def through_case(rows: Rows) -> Rows:
    """A voice is seen through its case."""

    def through(who: Any) -> Q | None:
        condition = rows(who)
        if condition is None:
            return None
        cases = apps.get_model("cases", "Case")._default_manager
        return Q(Exists(cases.filter(condition, pk=OuterRef("case_id"))))

    return through


def _own_voice(who: Any) -> Q | None:
    return Q(pk__in=who.voice_ids) if who.voice_ids else None


def _helped_voice(who: Any) -> Q | None:
    """What they wrote for somebody, as long as the case has not become confidential and nobody near is complained about."""
    if not who.has(role.GRID_WORKER):
        return None
    cases = apps.get_model("cases", "Case")._default_manager
    return Q(helper_id=who.account_id) & Q(Exists(cases.filter(open_to(who), pk=OuterRef("case_id"))))


VOICE: Standing = {
    **{name: through_case(rows) for name, rows in CASE.items() if name not in (RESIDENT, HELPER, SYSTEM)},
    HELPER: _helped_voice,
    RESIDENT: _own_voice,
    SYSTEM: CASE[SYSTEM],
}

VOICE_SEEN: Standing = {
    **{name: through_case(rows) for name, rows in SEEN.items() if name not in (RESIDENT, HELPER, SYSTEM)},
    **{name: VOICE[name] for name in (RESIDENT, HELPER, SYSTEM)},
}
"""The same rows as VOICE, asked as SEEN asks."""


def knowable(who: Any) -> Q:
    """Voices of which `who` may learn that they are one person's: those that are not secret, their own, and secret ones where
    they may read who it is. Listing a secret voice beside a named one would say whose it is."""
    found = Q(secret=False)
    for name, rows in VOICE.items():
        condition = rows(who) if name in MAY_READ_SECRET or name in (RESIDENT, SYSTEM) else None
        if condition is not None:
            found |= condition
    return found
