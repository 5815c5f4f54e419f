"""Who sees devices, and what came from them: the only place that decides it."""

from typing import Any

from django.db.models import Q

from sixia.kit.standing import Standing
from sixia.people.rules import SECURITY_ADMIN

SELF, KEEPER, SYSTEM = "self", "keeper", "system"


def _own(who: Any) -> Q | None:
    return Q(account_id=who.account_id) if who.account_id else None


def _keeper(who: Any) -> Q | None:
    return Q() if who.has(SECURITY_ADMIN) else None


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


DEVICE: Standing = {SELF: _own, KEEPER: _keeper, SYSTEM: _system}
LINE: Standing = {SELF: _own, SYSTEM: _system}
"""What somebody wrote on the way is theirs until it is kept; from then on each room says who sees it."""
