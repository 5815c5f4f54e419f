"""Who may take charge of a case: a leader with standing in it by post, near nobody it is about."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sixia.cases.flow import OVERSEER
from sixia.cases.models import Case
from sixia.kit.flow import Text
from sixia.orders.models import Bar
from sixia.oversight.models import Charge
from sixia.people.actors import Actor, actor_of
from sixia.people.models import Account, Post
from sixia.people.rules import LEADER, PRINCIPAL

LEADERS = (LEADER, PRINCIPAL)
AGAINST = ("complaint", "accusation")


def leading_posts(now: datetime) -> QuerySet[Post]:
    """Posts in which somebody may be named, by place of the unit in the tree."""
    rows = Post.objects.held(now).filter(role__in=LEADERS, account__is_active=True)
    return rows.select_related("account", "unit").order_by("unit__path", "account__name", "pk")


def post_of(account: Account, now: datetime, *, unit_id: int | None = None) -> Post | None:
    """The highest post in which this account leads now, or the one in that unit."""
    rows = leading_posts(now).filter(account=account)
    return (rows.filter(unit_id=unit_id) if unit_id else rows).first()


def unfit(case: Case, account: Account, now: datetime) -> Text | None:
    """Why this account may not take charge of the case, or None when it may."""
    if case.restricted:
        return _("A confidential case has no leader in charge: its officers alone know of it.")
    if post_of(account, now) is None:
        return _("Only somebody who holds the post of a leader now can be named.")
    who = actor_of(account, now)
    if _near(case, who):
        return _("The case is about them, their unit or a relative: nobody takes charge of that.")
    if ("case", case.pk) in who.recused_matters:
        return _("They keep out of this matter: a recusal is written down.")
    if case.kind in AGAINST and case.lead_unit_id in who.unit_ids:
        return _("It is a complaint that their own unit handles: name a leader of another or a higher unit.")
    if not case.roles_of(who) & {LEADER, OVERSEER}:
        return _("Their post does not reach this case, or they keep out of a unit at work on it. Name a leader whose post does.")
    return None


def unseated(charge: Charge, now: datetime) -> bool:
    """Whether the leader named no longer holds that post, or may no longer see the case."""
    if charge.leader is None or post_of(charge.leader, now, unit_id=charge.leader_unit_id) is None:
        return True
    return not Case.objects.visible_to(actor_of(charge.leader, now)).filter(pk=charge.case_id).exists()


def _near(case: Case, who: Actor) -> bool:
    people = Q(account_id__in={who.account_id} | who.recused_accounts)
    units = Q(unit_id__in=who.unit_ids | who.recused_units)
    return Bar.objects.filter(people | units, matter_kind="case", matter_id=case.pk).exists()
