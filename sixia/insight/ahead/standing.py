"""Who reads where to go next, the lists that were kept and the samples: decided here alone.

What is counted for a reader is counted over what that reader may see. A kept list holds places and no counts.
"""

from typing import Any, Final

from django.db.models import Q

from sixia.insight.figures.queries.reach import READERS
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people.rules import INSPECTOR, PRINCIPAL, SUPERVISOR

PLANNERS: Final = tuple(role for role in READERS if role != INSPECTOR)
"""Those who keep lists and draw samples; inspectors only read."""


def _colleague(who: Any) -> Q | None:
    units = who.units(*READERS)
    return Q(unit_id__in=units) if units else None


def _overseer(who: Any) -> Q | None:
    return within(who.scopes(SUPERVISOR, PRINCIPAL, INSPECTOR))


KEPT: Standing = {"colleague": _colleague, "overseer": _overseer, "system": lambda who: Q() if who.is_system else None}
