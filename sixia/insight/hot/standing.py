"""Who sees hot issues and early warnings, and who decides on a warning: decided here alone.

Issues are counted anew over the cases a reader may see, and so leaders read those of their own line too. A warning's number is
that of a whole town and the same for everybody: it is for those who see every case of a territory.
"""

from typing import Any, Final

from django.db.models import Q

from sixia.insight.hot.flow import OVERSEER, READER, SYSTEM
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people.rules import DISPATCHER, INSPECTOR, LEADER, PRINCIPAL, SUPERVISOR

WARNED: Final = (DISPATCHER, INSPECTOR, PRINCIPAL, SUPERVISOR)
READERS: Final = (*WARNED, LEADER)
DECIDERS: Final = (PRINCIPAL, SUPERVISOR)


def _places(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        return within(who.scopes(*roles))

    return rows


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


WARNING: Standing = {OVERSEER: _places(*DECIDERS), READER: _places(DISPATCHER, INSPECTOR), SYSTEM: _system}
ISSUE: Standing = {READER: _places(*READERS), SYSTEM: _system}
