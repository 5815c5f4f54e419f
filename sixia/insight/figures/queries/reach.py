"""Whose figures a reader may see: those of the territories they oversee and of the units they lead."""

from datetime import datetime
from typing import Final

from sixia.insight.figures.rules.cuts import Reach
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.people.rules import DISPATCHER, INSPECTOR, LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD

READERS: Final = (LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD, INSPECTOR, DISPATCHER)
OF_PLACES: Final = (SUPERVISOR, PRINCIPAL, INSPECTOR, DISPATCHER)
"""Those who see every case of a territory; dispatchers of a town are how a town reads its own."""
PUBLIC: Final = Reach(everything=True)


def reach(who: Actor, now: datetime) -> Reach:
    """What the reader's posts reach: never more than they may see singly."""
    units = set(who.units(UNIT_HEAD))
    for path in who.unit_paths(LEADER):
        units |= set(Unit.objects.under(path).values_list("pk", flat=True))
    kept_out = bool(who.recused_units or who.recused_accounts or who.recused_matters)
    return Reach(who.scopes(*OF_PLACES), frozenset(units), strict=kept_out)
