"""Who sees a visit and in which role: the only place that decides it.

An unannounced visit is seen before it takes place by its team and its planner alone, and, called off, by nobody else ever.
What residents said there is no matter of those who were visited: lines are read by the team, its unit and those who watch.
"""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.fieldwork.visits.flow import COLLEAGUE, HELD, HOST, LEAD, OVERSEER, PLANNER, READER, SYSTEM, TEAM
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role

WORKING = tuple(word for word in role.ROLES if word not in role.ADMIN_ROLES)
"""Roles in which somebody goes on visits or is visited."""
OPEN = Q(announced=True) | Q(state=HELD)


def _lead(who: Any) -> Q | None:
    return Q(led_by_id=who.account_id) if who.is_official else None


def _planner(who: Any) -> Q | None:
    return Q(made_by_id=who.account_id) if who.is_official else None


def _team(who: Any) -> Q | None:
    if not who.is_official:
        return None
    members = apps.get_model("visits", "Visit").members.through._default_manager
    return Q(Exists(members.filter(visit_id=OuterRef("pk"), account_id=who.account_id)))


def _colleague(who: Any) -> Q | None:
    units = who.units(*WORKING)
    return OPEN & Q(unit_id__in=units) if units else None


def _places(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        inside = within(who.scopes(*roles))
        return None if inside is None else OPEN & inside

    return rows


VISIT: Standing = {
    LEAD: _lead,
    TEAM: _team,
    PLANNER: _planner,
    COLLEAGUE: _colleague,
    OVERSEER: _places(role.SUPERVISOR, role.PRINCIPAL),
    READER: _places(role.INSPECTOR, role.LEADER),
    HOST: _places(role.CLERK, role.DISPATCHER, role.HANDLER, role.UNIT_HEAD, role.CALLBACK, role.GRID_WORKER),
    SYSTEM: lambda who: Q() if who.is_system else None,
}
LINES: Standing = {name: VISIT[name] for name in (LEAD, TEAM, PLANNER, COLLEAGUE, OVERSEER, READER, SYSTEM)}
"""In which roles the lines of a visit are read: not as those who were visited."""


def free(who: Any) -> Q:
    """Lines whose case is neither confidential, nor about anybody, nor one the reader keeps out of, or is seen by them all the
    same: what was said at a visit is no way round a closed case."""
    own = [pk for kind, pk in who.recused_matters if kind == "case"]
    plain = Q(case__restricted=False, case__barred=False) & ~Q(case_id__in=own)
    seen = Q(case__in=apps.get_model("cases", "Case")._default_manager.visible_to(who).values("pk"))
    return Q(case=None) | plain | seen
