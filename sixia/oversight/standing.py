"""Who sees a promise, a charge or what belongs to one, and in which role: the only place that decides it."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.cases import standing as cases
from sixia.cases.flow import OVERSEER as CASE_OVERSEER
from sixia.kit.standing import Standing
from sixia.orders.standing import unbarred, within
from sixia.oversight.flow import CHARGED, HEAD, OVERSEER, PROMISER, READER, RESIDENT, SYSTEM, UNIT
from sixia.oversight.rules import TO_GROUP, TO_PLACE
from sixia.people import rules as role

PLACED = (TO_PLACE, TO_GROUP)
TERRITORY = (role.CLERK, role.DISPATCHER, role.INSPECTOR)
"""Roles over a territory that may read its promises without a case."""


def seen(who: Any) -> Q | None:
    """The cases an official may see; None for nobody's."""
    found: Q | None = None
    for rows in cases.SEEN.values() if who.is_official else ():
        condition = rows(who)
        if condition is not None:
            found = condition if found is None else found | condition
    return found


def _in_case(condition: Q | None) -> Q | None:
    if condition is None:
        return None
    rows = apps.get_model("cases", "Case")._default_manager
    return Q(Exists(rows.filter(condition, pk=OuterRef("case_id"))))


def _either(*conditions: Q | None) -> Q | None:
    found: Q | None = None
    for condition in conditions:
        if condition is not None:
            found = condition if found is None else found | condition
    return found


def _loose(who: Any, *roles: str) -> Q | None:
    """Promises without a case, in the territory of these roles."""
    inside = within(who.scopes(*roles))
    return None if inside is None else Q(case__isnull=True) & inside


def _apart(who: Any, found: Q | None) -> Q | None:
    """Without what a relative or a colleague from whom `who` is recused has promised."""
    if found is None or not who.recused_accounts:
        return found
    return found & ~Q(account_id__in=who.recused_accounts)


def _promiser(who: Any) -> Q | None:
    if not who.is_official:
        return None
    free = _in_case(Q(restricted=False) & unbarred(who, "case"))
    where = _either(Q(case__isnull=True), free, _in_case(seen(who)))
    return None if where is None else Q(account_id=who.account_id) & where


def _units(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        units = who.units(*roles)
        if not units:
            return None
        where = _either(Q(case__isnull=True), _in_case(seen(who)))
        return None if where is None else Q(unit_id__in=units) & where

    return rows


def _overseer(who: Any) -> Q | None:
    over = _either(cases.CASE[CASE_OVERSEER](who), cases.CASE[role.RESTRICTED_OFFICER](who))
    return _apart(who, _either(_in_case(over), _loose(who, role.SUPERVISOR, role.PRINCIPAL)))


def _callback(who: Any) -> Q | None:
    return _apart(who, _either(_in_case(cases.CASE[role.CALLBACK](who)), _loose(who, role.CALLBACK)))


def _reader(who: Any) -> Q | None:
    led = within(who.unit_paths(role.LEADER), "unit__path")
    below = None if led is None else Q(case__isnull=True) & led
    return _either(_in_case(seen(who)), _loose(who, *TERRITORY), below)


def _resident(who: Any) -> Q | None:
    """What was promised to them, to all of their case, or publicly to the place their matter lies in."""
    if not who.voice_ids:
        return None
    voices = apps.get_model("cases", "Voice")._default_manager.filter(pk__in=who.voice_ids)
    of_case = Q(voice__isnull=True) & Exists(voices.filter(case=OuterRef("case_id")))
    of_place = Q(public=True, to__in=PLACED) & Exists(voices.filter(case__place_path__startswith=OuterRef("place_path")))
    return Q(voice_id__in=who.voice_ids) | of_case | of_place


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


PROMISE: Standing = {
    PROMISER: _promiser,
    UNIT: _units(role.HANDLER, role.UNIT_HEAD, role.LEADER),
    HEAD: _units(role.UNIT_HEAD),
    OVERSEER: _overseer,
    role.CALLBACK: _callback,
    READER: _reader,
    RESIDENT: _resident,
    SYSTEM: _system,
}


def _charged(who: Any) -> Q | None:
    """Being in charge opens no case: whoever may not see it any more has no part in its charge."""
    through = _in_case(seen(who))
    return None if through is None else Q(leader_id=who.account_id) & through


def _principal(who: Any) -> Q | None:
    inside = within(who.scopes(role.PRINCIPAL), "case__place_path")
    through = _in_case(cases.CASE[CASE_OVERSEER](who))
    return None if inside is None or through is None else inside & through


CHARGE: Standing = {
    CHARGED: _charged,
    role.PRINCIPAL: _principal,
    READER: lambda who: _in_case(seen(who)),
    SYSTEM: _system,
}
"""A charge is seen through its case. The leader must have standing in the case by post: naming gives none."""
