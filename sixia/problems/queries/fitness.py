"""Which unit and leader may answer for a problem."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Text
from sixia.orders.models import Bar
from sixia.people.actors import actor_of
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import LEADER, PRINCIPAL, UNIT_HEAD
from sixia.problems.models import Problem, Source
from sixia.problems.standing import free

LEADING = (LEADER, PRINCIPAL, UNIT_HEAD)


def leading_posts(unit: Unit | None, now: datetime) -> QuerySet[Post]:
    """Posts of leaders who may answer for what this unit has: in the unit itself or above it in the tree, the nearest first."""
    rows = Post.objects.held(now).filter(role__in=LEADING, account__is_active=True).select_related("account", "unit")
    if unit is not None:
        above = [unit.path[:end] for end in range(1, len(unit.path) + 1)]
        rows = rows.filter(Q(unit__path__in=above))
    return rows.order_by("-unit__path", "account__name", "pk")


def post_of(unit: Unit, leader: Account, now: datetime) -> Post | None:
    """The post in which this account may answer for the unit."""
    return leading_posts(unit, now).filter(account=leader).first()


def unfit(problem: Problem, unit: Unit, leader: Account, now: datetime) -> Text | None:
    """Why this unit and leader may not answer for the problem, or None when they may."""
    if unit.active_to is not None and unit.active_to <= now:
        return _("%(unit)s no longer exists. Choose the unit that took over its duties.") % {"unit": unit.said}
    if post_of(unit, leader, now) is None:
        return _("The leader must lead or head that unit now, or one above it.")
    cases = Source.objects.filter(problem=problem, case__isnull=False).values("case_id")
    if Bar.objects.filter(matter_kind="case", matter_id__in=cases, unit=unit).exists():
        return _("This unit is complained about in what the problem grows from.")
    who = actor_of(leader, now)
    open_to_them = Source.objects.filter(Q(case=None) | free(who), problem=problem).exists()
    if not open_to_them or ("problem", problem.pk) in who.recused_matters or unit.pk in who.recused_units:
        return _("They keep out of what this problem is about. Name somebody else.")
    return None
