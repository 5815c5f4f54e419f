"""Who sees a policy, a session or a question, and in which role: the only place that decides it."""

from typing import Any

from django.apps import apps
from django.db.models import Q

from sixia.fieldwork.outreach.flow import AUTHOR, OVERSEER, PUBLIC, READER, SPEAKER, SYSTEM
from sixia.fieldwork.visits import flow as visits
from sixia.fieldwork.visits.standing import VISIT, WORKING, free
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role

HOSTS = (visits.LEAD, visits.TEAM, visits.PLANNER, visits.COLLEAGUE)
"""Whose visit it is, whoever goes, and their unit: what was asked there is written down by whoever of them comes to it."""
WATCHERS = (role.SUPERVISOR, role.PRINCIPAL)


def _author(column: str) -> Any:
    def rows(who: Any) -> Q | None:
        units = who.units(*WORKING)
        return Q(**{f"{column}unit_id__in": units}) if units else None

    return rows


def _over(column: str) -> Any:
    return lambda who: within(who.scopes(*WATCHERS), f"{column}place_path")


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


def _reads(who: Any) -> Q | None:
    """What is public is public for officials too; a draft is its author's."""
    return Q(state__in=PUBLIC) if who.posts else None


VERSION: Standing = {AUTHOR: _author("policy__"), OVERSEER: _over("policy__"), READER: _reads, SYSTEM: _system}
DOUBT: Standing = {AUTHOR: _author("policy__"), OVERSEER: _over("policy__"), SYSTEM: _system}


def _visits(names: tuple[str, ...], column: str = "visit") -> Any:
    """Sessions of those visits in which `who` has one of these roles of visits."""

    def rows(who: Any) -> Q | None:
        found: Q | None = None
        for name in names:
            q = VISIT[name](who)
            if q is not None:
                found = q if found is None else found | q
        if found is None:
            return None
        return Q(**{f"{column}__in": apps.get_model("visits", "Visit")._default_manager.filter(found).values("pk")})

    return rows


SESSION: Standing = {
    SPEAKER: _visits(HOSTS),
    OVERSEER: _visits((visits.OVERSEER,)),
    READER: _visits((visits.READER, visits.HOST)),
    SYSTEM: _system,
}


QUESTION: Standing = {
    SPEAKER: _visits(HOSTS, "session__visit"),
    AUTHOR: _author("policy__"),
    OVERSEER: _visits((visits.OVERSEER,), "session__visit"),
    READER: _visits((visits.READER,), "session__visit"),
    SYSTEM: _system,
}
"""What residents asked is read by those who were there, by the unit whose words they asked about, and by those who watch;
the desks of the place know of the session, and of a question when it has become a case of theirs."""

__all__ = ["DOUBT", "HOSTS", "QUESTION", "SESSION", "VERSION", "free"]
