"""Who sees an order and in which role: the only place that decides it."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.kit.standing import Standing
from sixia.orders.flow import ARBITER, ISSUER, OVERSEER, SYSTEM
from sixia.people.rules import (
    DISPATCHER,
    HANDLER,
    INSPECTOR,
    LEADER,
    PRINCIPAL,
    RESTRICTED_OFFICER,
    SUPERVISOR,
    UNIT_HEAD,
)


def within(paths: tuple[str, ...], column: str = "place_path") -> Q | None:
    """Rows whose path lies in one of these subtrees; None when there are none."""
    found: Q | None = None
    for path in paths:
        q = Q(**{f"{column}__gte": path, f"{column}__lt": path + "~"})
        found = q if found is None else found | q
    return found


def unbarred(who: Any, kind: str = "") -> Q:
    """Rows of matters in which nobody near `who` is complained about, and from which `who` is not recused.

    With `kind`, the rows are the matters of that kind themselves; without, they name their matter by kind and id.
    """
    bars = apps.get_model("orders", "Bar")._default_manager
    mine = (
        bars.filter(matter_kind=kind, matter_id=OuterRef("pk"))
        if kind
        else bars.filter(matter_kind=OuterRef("matter_kind"), matter_id=OuterRef("matter_id"))
    )
    near = Q(account_id__in={who.account_id} | who.recused_accounts) | Q(unit_id__in=who.unit_ids | who.recused_units)
    free = Q(barred=False) | Q(~Exists(mine.filter(near)))
    for name, pk in who.recused_matters:
        if kind == name:
            free &= ~Q(pk=pk)
        elif not kind:
            free &= ~Q(matter_kind=name, matter_id=pk)
    return free


def _free(who: Any) -> Q:
    """Nobody near complained about, and no unit from which `who` is recused at work on the matter."""
    if not who.recused_units:
        return unbarred(who)
    orders = apps.get_model("orders", "Order")._default_manager
    same = orders.filter(matter_kind=OuterRef("matter_kind"), matter_id=OuterRef("matter_id"))
    return unbarred(who) & ~Q(Exists(same.filter(unit_id__in=who.recused_units)))


def _open(who: Any) -> Q:
    return Q(restricted=False) & _free(who)


def _units(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        units = who.units(*roles)
        return Q(unit_id__in=units) & _open(who) if units else None

    return rows


def _places(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        inside = within(who.scopes(*roles))
        return None if inside is None else inside & _open(who)

    return rows


def _led(who: Any) -> Q | None:
    below = within(who.unit_paths(LEADER), "unit__path")
    return None if below is None else below & _open(who)


def _restricted(who: Any) -> Q | None:
    inside = within(who.scopes(RESTRICTED_OFFICER))
    if inside is None:
        return None
    return inside & Q(restricted=True) & _free(who)


STANDING: Standing = {
    HANDLER: _units(HANDLER),
    UNIT_HEAD: _units(UNIT_HEAD),
    ISSUER: _places(DISPATCHER),
    ARBITER: _places(DISPATCHER),
    OVERSEER: _places(SUPERVISOR, PRINCIPAL),
    LEADER: _led,
    INSPECTOR: _places(INSPECTOR),
    RESTRICTED_OFFICER: _restricted,
    SYSTEM: lambda who: Q() if who.is_system else None,
}
