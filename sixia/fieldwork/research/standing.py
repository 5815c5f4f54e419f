"""Who sees a research topic and what lies in it, and in which role: the only place that decides it."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.fieldwork.research.flow import DONE, FELLOW, OVERSEER, RESEARCHER, SYSTEM
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role

PLANNERS = (
    role.HANDLER,
    role.UNIT_HEAD,
    role.LEADER,
    role.PRINCIPAL,
    role.SUPERVISOR,
    role.CLERK,
    role.DISPATCHER,
    role.INSPECTOR,
)
"""Whoever holds one of these posts may plan research of their own unit."""
READERS = (role.LEADER, role.DISPATCHER, role.CLERK, role.INSPECTOR, role.CALLBACK)


def _team(who: Any) -> Q | None:
    """The lead, the team, and whoever heads the unit; each only while they hold a post."""
    if not who.is_official or not who.posts:
        return None
    members = apps.get_model("research", "Topic").members.through._default_manager
    mine = Q(Exists(members.filter(topic_id=OuterRef("pk"), account_id=who.account_id)))
    heads = who.units(role.UNIT_HEAD)
    return Q(lead_id=who.account_id) | mine | (Q(unit_id__in=heads) if heads else Q(pk__in=()))


def _overseer(who: Any) -> Q | None:
    """Over the unit that asks, not over those who are asked: a visit nobody announced must surprise them."""
    return within(who.scopes(role.SUPERVISOR, role.PRINCIPAL), "unit_path")


def _fellow(who: Any) -> Q | None:
    """Everybody who works in the unit, and officials of its territory; once concluded, those of the places asked about too."""
    units = who.unit_ids if who.posts and not who.roles <= role.ADMIN_ROLES else frozenset()
    if not units:
        return None
    scopes = who.scopes(*READERS, role.SUPERVISOR, role.PRINCIPAL, role.UNIT_HEAD, role.HANDLER)
    found = Q(unit_id__in=units)
    above, below = within(who.scopes(*READERS), "unit_path"), within(scopes)
    if above is not None:
        found |= above
    return found if below is None else found | (below & Q(state__in=DONE))


TOPIC: Standing = {
    RESEARCHER: _team,
    OVERSEER: _overseer,
    FELLOW: _fellow,
    SYSTEM: lambda who: Q() if who.is_system else None,
}


def free(who: Any, to: str) -> Q:
    """Rows whose case (along the path `to`) is neither confidential nor secret, and which the reader may see: what was learnt in
    research is no way round a closed case."""
    cases = apps.get_model("cases", "Case")._default_manager.visible_to(who).filter(restricted=False, secret=False)
    return Q(**{f"{to}__in": cases.values("pk")})
