"""Who among officials an event concerns, and who of them may know of the case: reads only."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from sixia.cases.models import Case
from sixia.people.actors import actor_of
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import CLERK, DISPATCHER, HANDLER, UNIT_HEAD
from sixia.petitions.standing import OFFICE


def heads_and_handlers(unit: int | None, now: datetime) -> set[int]:
    """Accounts that handle for a unit or head it now, stand-ins included."""
    return in_roles([HANDLER, UNIT_HEAD], unit=unit, place_path="", now=now) if unit else set()


def registrars(unit: int | None, now: datetime) -> set[int]:
    """Accounts that register petitions at this unit; none where it is no petition office."""
    rows = Post.objects.held(now).filter(unit=unit, unit__function=OFFICE, role__in=(CLERK, DISPATCHER))
    return set(rows.values_list("account_id", flat=True))


def in_roles(roles: Iterable[str], *, unit: int | None, place_path: str, now: datetime) -> set[int]:
    """Accounts with one of these roles at the unit or above it in the tree, or for a territory around the place."""
    where = Q(pk__in=[])
    if unit is not None and (path := Unit.objects.filter(pk=unit).values_list("path", flat=True).first()):
        where |= _starts(path, "unit__path")
    if place_path:
        where |= _starts(place_path, "unit__place__path")
    rows = Post.objects.held(now).filter(where, role__in=list(roles))
    own = set(rows.values_list("account_id", flat=True))
    standing_in = Q(stand_ins__since__lte=now, stand_ins__until__gt=now)
    return own | set(rows.filter(standing_in).values_list("stand_ins__account_id", flat=True))


def with_mail(accounts: Iterable[int], case: Case, now: datetime, *, mail_only: bool = True) -> list[Account]:
    """Those of the accounts that may see the case; with `mail_only`, only those that have an address."""
    rows = Account.objects.filter(pk__in=list(accounts), is_active=True).order_by("pk")
    if mail_only:
        rows = rows.exclude(email="")
    return [account for account in rows if Case.objects.visible_to(actor_of(account, now)).filter(pk=case.pk).exists()]


def _starts(path: str, column: str) -> Q:
    """Rows whose path is a beginning of `path`."""
    beginnings = [path[:end] for end in range(1, len(path) + 1)]
    return Q(**{f"{column}__in": beginnings})
