"""Who sees a problem, or a case it grows from, and in which role: the only place that decides it."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role
from sixia.problems.flow import OFFICE, OVERSEER, OWNER, PART, READER, RESIDENT, SYSTEM

WORKERS = (role.HANDLER, role.UNIT_HEAD)


def free(who: Any, to: str = "case") -> Q:
    """Rows whose case (along the path `to`) is neither confidential, nor about anybody, nor one the reader keeps out of, or is
    seen by them all the same."""
    own = [pk for kind, pk in who.recused_matters if kind == "case"]
    plain = Q(**{f"{to}__restricted": False, f"{to}__barred": False}) & ~Q(**{f"{to}_id__in": own})
    return plain | Q(**{f"{to}__in": apps.get_model("cases", "Case")._default_manager.visible_to(who).values("pk")})


def _known(who: Any) -> Q:
    """Something it grows from is open to the reader, and they keep out of neither the problem nor the unit that has it."""
    sources = apps.get_model("problems", "Source")._default_manager
    found = Q(Exists(sources.filter(Q(case=None) | free(who), problem=OuterRef("pk"))))
    if own := [pk for kind, pk in who.recused_matters if kind == "problem"]:
        found &= ~Q(pk__in=own)
    if who.recused_units:
        found &= ~Q(unit_id__in=who.recused_units)
    return found


def _places(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        inside = within(who.scopes(*roles))
        return None if inside is None else inside & _known(who)

    return rows


def _owner(who: Any) -> Q | None:
    """Whoever works in the responsible unit or leads it, and the leader who was named, as long as they hold a post."""
    if not who.is_official or not who.roles - role.ADMIN_ROLES:
        return None
    mine = Q(unit_id__in=who.units(*WORKERS)) | Q(leader_id=who.account_id)
    led = within(who.unit_paths(role.LEADER), "unit__path")
    return (mine if led is None else mine | led) & _known(who)


def _part(who: Any) -> Q | None:
    """Whoever works in a unit that has a task of it, or leads one."""
    units = Q(unit_id__in=who.units(*WORKERS))
    led = within(who.unit_paths(role.LEADER), "unit__path")
    if not who.units(*WORKERS) and led is None:
        return None
    orders = apps.get_model("orders", "Order")._default_manager
    mine = orders.filter(units if led is None else units | led, matter_kind="task", matter_id=OuterRef("pk"))
    tasks = apps.get_model("problems", "Task")._default_manager
    return Q(Exists(tasks.filter(Exists(mine), problem=OuterRef("pk")))) & _known(who)


def _reader(who: Any) -> Q | None:
    """Inspectors of the territory, and whoever raised it."""
    inside = within(who.scopes(role.INSPECTOR, role.LEADER))
    if not who.is_official or not who.roles - role.ADMIN_ROLES:
        return None
    own = Q(raised_by_id=who.account_id)
    return (own if inside is None else own | inside) & _known(who)


def _resident(who: Any) -> Q | None:
    """Whoever has spoken in a case it grows from, or is asked what became of it."""
    if not who.voice_ids:
        return None
    sources = apps.get_model("problems", "Source")._default_manager
    behind = sources.filter(case__restricted=False, case__barred=False, case__voices__in=who.voice_ids)
    asked = apps.get_model("problems", "Asked")._default_manager.filter(voice_id__in=who.voice_ids)
    return Q(Exists(behind.filter(problem=OuterRef("pk")))) | Q(Exists(asked.filter(outcome__problem=OuterRef("pk"))))


PROBLEM: Standing = {
    OFFICE: _places(role.CLERK, role.DISPATCHER),
    OWNER: _owner,
    OVERSEER: _places(role.SUPERVISOR, role.PRINCIPAL),
    role.CALLBACK: _places(role.CALLBACK),
    PART: _part,
    READER: _reader,
    RESIDENT: _resident,
    SYSTEM: lambda who: Q() if who.is_system else None,
}
