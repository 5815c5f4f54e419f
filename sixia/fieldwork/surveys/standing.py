"""Who sees a survey or a filled form, and in which role: the only place that decides it.

A unit runs its own surveys and reads what was filled in; whoever works in the territory fills in and sees their own; those
who watch over it see the survey and its counts.
"""

from typing import Any, Final

from django.db.models import Q

from sixia.fieldwork.surveys.flow import AUTHOR, FILLER, KEEPER, OFFICE, OVERSEER, SYSTEM
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role
from sixia.places.rules.codes import path_parts

RUNNERS: Final = (
    role.CLERK,
    role.DISPATCHER,
    role.HANDLER,
    role.UNIT_HEAD,
    role.SUPERVISOR,
    role.LEADER,
    role.PRINCIPAL,
    role.INSPECTOR,
)
"""Posts in which a unit's people draw up surveys, check what comes in and read it."""
FILLERS: Final = (*RUNNERS, role.CALLBACK, role.GRID_WORKER)


def _office(prefix: str = "") -> Any:
    def rows(who: Any) -> Q | None:
        units = who.units(*RUNNERS)
        return Q(**{f"{prefix}unit_id__in": units}) if units else None

    return rows


def _filler(who: Any) -> Q | None:
    """Surveys of one's territory, of a part of it, or of a territory around it."""
    scopes = who.scopes(*FILLERS)
    inside = within(scopes)
    if inside is None:
        return None
    around = {part for scope in scopes for part in path_parts(scope)}
    return inside | Q(place_path__in=around)


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


SURVEY: Standing = {
    OFFICE: _office(),
    FILLER: _filler,
    OVERSEER: lambda who: within(who.scopes(role.SUPERVISOR, role.PRINCIPAL, role.LEADER, role.INSPECTOR)),
    SYSTEM: _system,
}
SUBMISSION: Standing = {
    OFFICE: _office("survey__"),
    AUTHOR: lambda who: Q(by_id=who.account_id) if who.is_official and who.posts else None,
    SYSTEM: _system,
}
DEVICE: Standing = {
    AUTHOR: lambda who: Q(account_id=who.account_id) if who.is_official and who.posts else None,
    KEEPER: lambda who: Q() if who.has(role.SECURITY_ADMIN) else None,
}
