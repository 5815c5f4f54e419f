"""Who may look up accounts, units, posts and recusals: the only file that decides it."""

from typing import Any, Final

from django.apps import apps
from django.db.models import Q, QuerySet

from sixia.kit.standing import Standing
from sixia.people.rules import AUDITOR, PRIVACY_OFFICER, SECURITY_ADMIN, SYSTEM_ADMIN, UNIT_HEAD

SELF: Final = "self"
OFFICIAL: Final = "official"
RESIDENT: Final = "resident"
ALL: Final = Q(pk__isnull=False)


def _if_has(who: Any, role: str) -> Q | None:
    return ALL if who.has(role) else None


def _own_people(who: Any) -> QuerySet[Any] | None:
    """Accounts with a post, of any time, in a unit that `who` heads."""
    units = who.units(UNIT_HEAD)
    return apps.get_model("people", "Post").objects.filter(unit_id__in=units).values("account_id") if units else None


ACCOUNT: Final[Standing] = {
    SELF: lambda who: Q(pk=who.account_id) if who.account_id else None,
    UNIT_HEAD: lambda who: None if (people := _own_people(who)) is None else Q(pk__in=people),
    SYSTEM_ADMIN: lambda who: _if_has(who, SYSTEM_ADMIN),
    SECURITY_ADMIN: lambda who: _if_has(who, SECURITY_ADMIN),
    AUDITOR: lambda who: _if_has(who, AUDITOR),
    PRIVACY_OFFICER: lambda who: _if_has(who, PRIVACY_OFFICER),
}
UNIT: Final[Standing] = {
    OFFICIAL: lambda who: ALL if who.account_id else None,
    RESIDENT: lambda who: None if who.account_id else Q(active_to__isnull=True) & ~Q(function="administration"),
}
POST: Final[Standing] = {
    SELF: lambda who: Q(account_id=who.account_id) if who.account_id else None,
    UNIT_HEAD: lambda who: Q(unit_id__in=units) if (units := who.units(UNIT_HEAD)) else None,
    SYSTEM_ADMIN: lambda who: _if_has(who, SYSTEM_ADMIN),
    SECURITY_ADMIN: lambda who: _if_has(who, SECURITY_ADMIN),
    AUDITOR: lambda who: _if_has(who, AUDITOR),
}
STAND_IN: Final[Standing] = {
    SELF: lambda who: Q(account_id=who.account_id) | Q(post__account_id=who.account_id) if who.account_id else None,
    UNIT_HEAD: lambda who: Q(post__unit_id__in=units) if (units := who.units(UNIT_HEAD)) else None,
    SYSTEM_ADMIN: lambda who: _if_has(who, SYSTEM_ADMIN),
    SECURITY_ADMIN: lambda who: _if_has(who, SECURITY_ADMIN),
    AUDITOR: lambda who: _if_has(who, AUDITOR),
}
RECUSAL: Final[Standing] = {
    SELF: lambda who: Q(account_id=who.account_id) if who.account_id else None,
    SECURITY_ADMIN: lambda who: _if_has(who, SECURITY_ADMIN),
    AUDITOR: lambda who: _if_has(who, AUDITOR),
}
