"""Appointing people, ending posts, and stand-ins during an absence: where every power in the system comes from."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people import events
from sixia.people.actions.may import need, need_no_clash, need_open, need_other, need_span, need_successor, need_text
from sixia.people.actors import Actor
from sixia.people.models import Account, Post, StandIn, Unit
from sixia.people.rules import GUARDED_ROLES, ROLES, SECURITY_ADMIN, UNIT_HEAD


@transaction.atomic
def appoint(
    account: Account,
    unit: Unit,
    role: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    title: str = "",
    by: Actor,
    now: datetime,
) -> Post:
    """Give an account a role in a unit, from `since` (default: now) until `until` (default: further notice)."""
    since = since or now
    need(by, SECURITY_ADMIN)
    need_other(by, account, _("Nobody appoints themself: ask another security administrator."))
    if role not in ROLES:
        raise Refused("guard", _("There is no such role."), fields=["role"])
    need_span(since, until)
    account = Account.objects.select_for_update().get(pk=account.pk)
    need_open(account)
    _need_unit(unit, since)
    if Post.objects.meeting(since, until).filter(account=account, unit=unit, role=role).exists():
        raise Refused("guard", _("They hold this role in this unit in that time already."), fields=["role"])
    need_no_clash(account, role, unit.function, since, until)
    post = Post(account=account, unit=unit, role=role, title=title.strip(), since=since, until=until)
    post.save(force_insert=True)
    told = events.Appointed(
        post=post.pk,
        account=account.pk,
        unit=unit.pk,
        role=role,
        since=since.isoformat(),
        until=until.isoformat() if until else None,
    )
    tell(told, by=by, about=f"account:{account.pk}", now=now)
    return post


def _need_unit(unit: Unit, since: datetime) -> None:
    if unit.active_to is not None and unit.active_to <= since:
        raise Refused("state", _("This unit has been dissolved."), fields=["unit"])


@transaction.atomic
def end_post(post: Post, *, until: datetime | None = None, by: Actor, now: datetime) -> None:
    """End a post at `until` (default: now, never in the past). A post that has not begun by then is called off."""
    until = max(until or now, now)
    need(by, SECURITY_ADMIN)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.until is not None and post.until <= now:
        raise Refused("state", _("This post has already ended."))
    need_successor([post], now)
    told = events.PostEnded(
        post=post.pk,
        account=post.account_id,
        unit=post.unit_id,
        role=post.role,
        until=until.isoformat(),
        begun=post.since < until,
    )
    end_rows([post], StandIn.objects.none(), until)
    tell(told, by=by, about=f"account:{post.account_id}", now=now)


def end_rows(posts: Iterable[Post], stand_ins: Iterable[StandIn], until: datetime) -> None:
    """End these posts with their stand-ins, and these stand-ins, at `until`; those that have not begun by then are removed."""
    posts = list(posts)
    rows: list[StandIn | Post] = [*StandIn.objects.filter(post__in=posts, until__gt=until), *stand_ins, *posts]
    for row in rows:
        if row.since >= until:
            row.delete()
        else:
            row.until = until
            row.save(update_fields=["until"])


@transaction.atomic
def stand_in(post: Post, account: Account, *, since: datetime, until: datetime, reason: str, by: Actor, now: datetime) -> StandIn:
    """Let `account` act in `post` while its holder is away. By the security administrator, or by the head of the
    post's unit for ordinary roles; nobody names themself."""
    if not (by.is_system or by.has(SECURITY_ADMIN)):
        _need_head(post, by)
    need_other(by, account, _("Nobody names themself as a stand-in."))
    reason = need_text("reason", reason)
    need_span(since, until)
    account = Account.objects.select_for_update().get(pk=account.pk)
    need_open(account)
    _need_away(post, account, since, until)
    need_no_clash(account, post.role, post.unit.function, since, until)
    row = StandIn(post=post, account=account, since=since, until=until, reason=reason)
    row.save(force_insert=True)
    told = events.StandInNamed(
        stand_in=row.pk, post=post.pk, account=account.pk, since=since.isoformat(), until=until.isoformat(), reason=Words(reason)
    )
    tell(told, by=by, about=f"account:{account.pk}", now=now)
    return row


def _need_head(post: Post, by: Actor) -> None:
    if post.unit_id not in by.units(UNIT_HEAD):
        raise Refused("role", _("Only the head of this unit or the security administrator may name a stand-in."))
    if post.role in GUARDED_ROLES:
        raise Refused("role", _("For this role only the security administrator may name a stand-in."))


def _need_away(post: Post, account: Account, since: datetime, until: datetime) -> None:
    if post.account_id == account.pk:
        raise Refused("guard", _("The stand-in must be somebody else than the holder."), fields=["account"])
    if since < post.since or (post.until is not None and until > post.until):
        raise Refused("guard", _("The stand-in must lie within the time of the post."), fields=["since", "until"])
    if StandIn.objects.filter(post=post, account=account, since__lt=until, until__gt=since).exists():
        raise Refused("guard", _("They already stand in for this post in that time."), fields=["account"])


@transaction.atomic
def end_stand_in(row: StandIn, *, by: Actor, now: datetime) -> None:
    """End a stand-in now, because the holder is back earlier. By whoever could have named it, or by the holder."""
    if not (by.is_system or by.has(SECURITY_ADMIN) or by.account_id == row.post.account_id):
        _need_head(row.post, by)
    if row.until <= now:
        raise Refused("state", _("This stand-in has already ended."))
    told = events.StandInEnded(stand_in=row.pk, post=row.post_id, account=row.account_id, until=now.isoformat())
    end_rows([], [row], now)
    tell(told, by=by, about=f"account:{told.account}", now=now)
