"""Who sees an on-site office, its items, a called unit or a town's call, and in which role: the only place that decides it.

An item is seen through its case or problem: what is confidential, about somebody, or kept from the reader stays unseen also
on an agenda. Called units read the other lines of the agenda, for they are called because of them.
"""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.fieldwork.onsite.flow import CALLER, CHAIR, OPEN, OVERSEER, PLANNED, PLANNER, READER, RUNNER, SIGNED, SYSTEM, UNIT
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role

DESKS = (role.CLERK, role.DISPATCHER)
WORKERS = (role.HANDLER, role.UNIT_HEAD)
OVER = (role.SUPERVISOR, role.PRINCIPAL)
READERS = (role.INSPECTOR, role.LEADER, role.CALLBACK)
SHOWN = Q(visit__announced=True) | Q(state__in=(OPEN, SIGNED))
"""Before it takes place, an unannounced one is known to those who prepare it and to the units that are called."""


def free(who: Any, to: str) -> Q:
    """Rows whose case (along the path `to`) is neither confidential, nor about anybody, nor one the reader keeps out of, or is
    seen by them all the same."""
    own = [pk for kind, pk in who.recused_matters if kind == "case"]
    plain = Q(**{f"{to}__restricted": False, f"{to}__barred": False}) & ~Q(**{f"{to}_id__in": own})
    return plain | Q(**{f"{to}__in": apps.get_model("cases", "Case")._default_manager.visible_to(who).values("pk")})


def open_problem(who: Any, to: str) -> Q:
    """Rows whose problem (along `to`) grows from something that is not closed to the reader."""
    sources = apps.get_model("problems", "Source")._default_manager
    own = [pk for kind, pk in who.recused_matters if kind == "problem"]
    found = Q(Exists(sources.filter(Q(case=None) | free(who, "case"), problem=OuterRef(f"{to}_id"))))
    return found & ~Q(**{f"{to}_id__in": own}) if own else found


def about(who: Any, prefix: str = "") -> Q:
    """Rows that are about nothing closed to the reader."""
    case, problem = f"{prefix}case", f"{prefix}problem"
    return (Q(**{f"{case}__isnull": True}) | free(who, case)) & (Q(**{f"{problem}__isnull": True}) | open_problem(who, problem))


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


def _planner(who: Any) -> Q | None:
    return Q(visit__made_by_id=who.account_id) if who.is_official and who.posts else None


def _chair(path: str = "visit__led_by_id") -> Any:
    return lambda who: Q(**{path: who.account_id}) if who.is_official and who.posts else None


def _runner(who: Any) -> Q | None:
    inside, units = within(who.scopes(*DESKS), "visit__place_path"), who.units(*DESKS, *WORKERS)
    own = Q(visit__unit_id__in=units) if units else None
    return inside if own is None else own if inside is None else inside | own


def _called_to(who: Any) -> Q | None:
    units = who.units(*WORKERS)
    if not units:
        return None
    rows = apps.get_model("onsite", "Called")._default_manager.filter(unit_id__in=units, office=OuterRef("pk"))
    return ~Q(state=PLANNED) & Q(Exists(rows))


def _shown(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        inside = within(who.scopes(*roles), "visit__place_path")
        return None if inside is None else inside & SHOWN

    return rows


OFFICE: Standing = {
    CHAIR: _chair(),
    RUNNER: _runner,
    PLANNER: _planner,
    UNIT: _called_to,
    OVERSEER: _shown(*OVER),
    READER: _shown(*READERS),
    SYSTEM: _system,
}


def _places(*roles: str, to: str = "") -> Any:
    def rows(who: Any) -> Q | None:
        inside = within(who.scopes(*roles))
        return None if inside is None else inside & about(who, to)

    return rows


def _own(who: Any) -> Q | None:
    units = who.units(*DESKS, *WORKERS, role.LEADER)
    return Q(unit_id__in=units) & about(who) if units else None


def _whistled(who: Any) -> Q | None:
    units = who.units(*WORKERS)
    if not units:
        return None
    rows = apps.get_model("onsite", "Called")._default_manager.filter(unit_id__in=units, whistle=OuterRef("pk"))
    return Q(Exists(rows)) & about(who)


WHISTLE: Standing = {
    CALLER: _own,
    UNIT: _whistled,
    OVERSEER: _places(*OVER),
    READER: _places(*READERS, *DESKS),
    SYSTEM: _system,
}


def _called_unit(who: Any) -> Q | None:
    units = who.units(*WORKERS)
    return Q(unit_id__in=units) & about(who, "whistle__") if units else None


def _caller(who: Any) -> Q | None:
    units = who.units(*DESKS, *WORKERS, role.LEADER)
    return Q(by_unit_id__in=units) & about(who, "whistle__") if units else None


def _runs_it(who: Any) -> Q | None:
    inside = within(who.scopes(*DESKS))
    return None if inside is None else Q(office__isnull=False) & inside


CALLED: Standing = {
    UNIT: _called_unit,
    CALLER: _caller,
    CHAIR: _chair("office__visit__led_by_id"),
    RUNNER: _runs_it,
    OVERSEER: _places(*OVER, to="whistle__"),
    READER: _places(*READERS, *DESKS, to="whistle__"),
    SYSTEM: _system,
}
