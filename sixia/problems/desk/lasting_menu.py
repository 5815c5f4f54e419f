"""Menu lines and cards of standing rules, watches, topics and shortfalls; called once at start-up."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.people.rules import ADMIN_ROLES, PRINCIPAL, SUPERVISOR, UNIT_HEAD
from sixia.problems.actions.standing_rules import DRAFTERS, SETTLED
from sixia.problems.desk.moments import BOARDS
from sixia.problems.lasting.models import StandingRule, Watch
from sixia.problems.lasting.recurrence import BACK
from sixia.problems.models import Problem
from sixia.problems.queries import recurrence, standing_rules
from sixia.ui import menus, slots
from sixia.ui.slots import Filling


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def _reads(actor: Any) -> bool:
    return actor is not None and actor.has(*BOARDS)


def _reviews(actor: Any) -> bool:
    return actor is not None and actor.has(UNIT_HEAD, SUPERVISOR, PRINCIPAL)


def _to_review(actor: Any) -> menus.Counted:
    return (standing_rules.due(StandingRule.objects.visible_to(actor), timezone.localdate()),)


def _back(actor: Any) -> menus.Counted:
    return (Watch.objects.visible_to(actor).filter(state=BACK, over=False),)


def beside(request: Any, problem: Problem) -> Filling:
    """Beside a solved problem: what the watch saw last, the rules that grew from it, and the way to draft one."""
    watch = recurrence.watch_of(problem, request.actor)
    rules = list(standing_rules.grown_from(problem, request.actor)[:5])
    drafts = problem.state in SETTLED and request.actor.has(*DRAFTERS)
    if watch is None and not rules and not drafts:
        return None
    shown = {"watch": watch, "problem": problem, "rules": rules, "drafts": drafts, "now": timezone.now()}
    return "problems/lasting/beside.html", shown


def fill() -> None:
    """Put them there."""
    menus.add("problems", _("Standing rules"), "desk_rules", 21, show=_works, icon="clipboard-check")
    menus.add("problems", _("Does it come back?"), "desk_recurrences", 22, show=_reads, icon="arrow-repeat")
    menus.add("problems", _("Topic of the month"), "desk_focus", 40, show=_reads, icon="flag")
    menus.add("problems", _("Livelihood shortfalls"), "desk_shortfalls", 42, show=_reads, icon="bar-chart")
    menus.add("waiting", _("Rules to be reviewed"), "desk_rules", 93, show=_reviews, count=_to_review, icon="clipboard-check")
    menus.add("waiting", _("Problems that came back"), "desk_recurrences", 94, show=_reviews, count=_back, icon="arrow-repeat")
    slots.fill("problem.side", beside, order=30)
