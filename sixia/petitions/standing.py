"""Who sees a petition and in which role: the only place that decides it. A petition is seen through its case, never beside it."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.cases.standing import CASE, open_to, through_case
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role
from sixia.petitions.flow import HEAD, OFFICER, ORGAN, OVERSEER, REGISTRAR, RESIDENT, SYSTEM, UNIT, UPPER
from sixia.petitions.rules import REREVIEW, REVIEW

OFFICE = "petition_office"
Rows = Callable[[Any], Q | None]


def office_posts(who: Any) -> tuple[Any, ...]:
    """The posts at petition offices in which `who` registers petitions."""
    wanted = (role.CLERK, role.DISPATCHER)
    return tuple(post for post in who.posts if post.function == OFFICE and post.role in wanted)


def _cases(condition: Q | None) -> Q | None:
    if condition is None:
        return None
    cases = apps.get_model("cases", "Case")._default_manager
    return Q(Exists(cases.filter(condition, pk=OuterRef("case_id"))))


def _registrar(who: Any) -> Q | None:
    inside = within(tuple({post.scope for post in office_posts(who)}))
    return None if inside is None else _cases(inside & open_to(who))


def _units(column: str, *roles: str) -> Rows:
    def rows(who: Any) -> Q | None:
        units, free = who.units(*roles), _cases(open_to(who))
        return Q(**{f"{column}__in": units}) & free if units and free is not None else None

    return rows


def _organ(column: str, stage: int) -> Rows:
    """The organ one level up; where that lies outside, the petition office that passes on and enters what comes back."""
    inside = _units(f"{column}_id", role.HANDLER, role.UNIT_HEAD)

    def rows(who: Any) -> Q | None:
        own, registrar = inside(who), _registrar(who)
        outside = None if registrar is None else registrar & Q(**{f"{column}__isnull": True, "stage": stage})
        return own | outside if own is not None and outside is not None else own if own is not None else outside

    return rows


def _resident(who: Any) -> Q | None:
    return _cases(CASE[RESIDENT](who))


STANDING: Standing = {
    REGISTRAR: _registrar,
    UNIT: _units("unit_id", role.HANDLER, role.UNIT_HEAD),
    HEAD: _units("unit_id", role.UNIT_HEAD),
    ORGAN: _organ("organ", REVIEW),
    UPPER: _organ("upper", REREVIEW),
    RESIDENT: _resident,
    OVERSEER: through_case(CASE[OVERSEER]),
    OFFICER: through_case(CASE[role.RESTRICTED_OFFICER]),
    role.LEADER: through_case(CASE[role.LEADER]),
    role.INSPECTOR: through_case(CASE[role.INSPECTOR]),
    SYSTEM: lambda who: Q() if who.is_system else None,
}
