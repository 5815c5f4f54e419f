"""Who sees a standing rule, the watch of a problem or the topic of a month, and in which role: decided here alone."""

from typing import Any

from django.apps import apps
from django.db.models import Q

from sixia.kit.standing import Standing, visible
from sixia.orders.standing import within
from sixia.people import rules as role
from sixia.places.rules.codes import path_parts
from sixia.problems.lasting.flow import AUTHOR, DECIDER, HEAD, MEMBER, OVERSEER, READER, SYSTEM

WORKING = tuple(sorted(set(role.ROLES) - role.ADMIN_ROLES))
"""Posts other than those that keep the system."""


def around(who: Any) -> Q | None:
    """Rows of a territory that holds one of the reader's, or lies in it; None without an ordinary post."""
    scopes = who.scopes(*WORKING)
    inside = within(scopes)
    if inside is None:
        return None
    return inside | Q(place_path__in={part for scope in scopes for part in path_parts(scope)})


def _author(who: Any) -> Q | None:
    return Q(author_id=who.account_id) if who.is_official and who.scopes(*WORKING) else None


def _units(*roles: str) -> Any:
    def rows(who: Any) -> Q | None:
        units = who.units(*roles)
        return Q(unit_id__in=units) if units else None

    return rows


def _decider(who: Any) -> Q | None:
    """The principal of the territory, and leaders above the unit that keeps it."""
    inside, led = within(who.scopes(role.PRINCIPAL)), within(who.unit_paths(role.LEADER), "unit__path")
    if inside is None or led is None:
        return inside if led is None else led
    return inside | led


def _reader(who: Any) -> Q | None:
    """A rule that was ever in force is read by everybody who works where it holds; drafts by inspectors and the desks."""
    near, desks = around(who), within(who.scopes(role.INSPECTOR, role.DISPATCHER))
    if near is None:
        return None
    told = Q(adopted_at__isnull=False) & near
    return told if desks is None else told | desks


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


RULE: Standing = {
    AUTHOR: _author,
    HEAD: _units(role.UNIT_HEAD),
    MEMBER: _units(role.HANDLER, role.UNIT_HEAD),
    DECIDER: _decider,
    OVERSEER: lambda who: within(who.scopes(role.SUPERVISOR, role.PRINCIPAL)),
    READER: _reader,
    SYSTEM: _system,
}


def _through_problem(who: Any) -> Q | None:
    problems: Any = apps.get_model("problems", "Problem")
    rows = visible(problems._default_manager.all(), problems.STANDING, who)
    return Q(problem__in=rows.values("pk"))


WATCH: Standing = {READER: _through_problem, SYSTEM: _system}
"""A watch is seen through its problem."""

FOCUS: Standing = {READER: around, SYSTEM: _system}
"""A topic was chosen in public office: whoever works in its territory, or whose territory holds it, reads it."""
