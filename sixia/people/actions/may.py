"""Who may administer what: the checks in front of every action of this room."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused, Text
from sixia.people.actors import Actor
from sixia.people.models import Account, Post, StandIn
from sixia.people.rules import ROLES, SECURITY_ADMIN, SYSTEM_ADMIN, clash


def need(by: Actor, role: str) -> None:
    """Refused unless `by` holds the role (or is the software itself, at start-up)."""
    if not (by.is_system or by.has(role)):
        raise Refused("role", _("Only this role may do it: %(role)s.") % {"role": ROLES[role].label})


def need_other(by: Actor, account: Account, sentence: Text) -> None:
    """Refused with `sentence` when somebody acts on their own account."""
    if by.account_id == account.pk:
        raise Refused("guard", sentence)


def need_open(account: Account) -> None:
    """Refused when the account is closed."""
    if not account.is_active:
        raise Refused("state", _("This account is closed."))


def need_text(field: str, text: str) -> str:
    """`text` without the blanks around it; Refused when nothing is left."""
    if not (text := text.strip()):
        raise Refused("missing", _("Something is missing: fill in every required field."), fields=[field])
    return text


def need_span(since: datetime, until: datetime | None) -> None:
    """Refused unless the end lies after the beginning."""
    if until is not None and until <= since:
        raise Refused("guard", _("The end must be later than the beginning."), fields=["until"])


def need_no_clash(account: Account, role: str, function: str, since: datetime, until: datetime | None) -> None:
    """Refused when this role does not go together with what the account holds or stands in for in that time."""
    held = set(Post.objects.meeting(since, until).filter(account=account).values_list("role", "unit__function"))
    away: Any = StandIn.objects.filter(account=account, until__gt=since)
    if until is not None:
        away = away.filter(since__lt=until)
    held |= set(away.values_list("post__role", "post__unit__function"))
    if sentence := clash({*held, (role, function)}):
        raise Refused("guard", sentence, fields=["role"])


def need_successor(posts: list[Post], now: datetime) -> None:
    """Refused when ending these posts would leave nobody who can open accounts or grant posts."""
    for role in (SYSTEM_ADMIN, SECURITY_ADMIN):
        ending = [post.pk for post in posts if post.role == role]
        others = Post.objects.held(now).filter(role=role, account__is_active=True).exclude(pk__in=ending)
        if ending and not others.exists():
            label = ROLES[role].label
            raise Refused("guard", _("Appoint another person first: nobody else holds this role: %(role)s.") % {"role": label})
