"""Declaring and lifting recusals: what a person keeps out of."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people import events
from sixia.people.actions.may import need, need_open, need_other, need_span, need_text
from sixia.people.actors import Actor
from sixia.people.models import Account, Recusal, Unit
from sixia.people.rules import SECURITY_ADMIN


@transaction.atomic
def declare_recusal(
    account: Account,
    *,
    kind: str,
    unit: Unit | None = None,
    other: Account | None = None,
    matter: tuple[str, int] | None = None,
    reason: str,
    since: datetime | None = None,
    until: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Recusal:
    """Keep `account` out of a unit, a colleague's affairs (`account` or `kin`: `other`) or one matter such as ("case", 7).

    Everybody declares for themself; the security administrator for anybody.
    """
    if by.account_id != account.pk:
        need(by, SECURITY_ADMIN)
    need_open(account)
    since = since or now
    need_span(since, until)
    _need_one(kind, account, unit, other, matter)
    row = Recusal(
        account=account,
        kind=kind,
        unit=unit,
        other_account=other,
        matter_kind=matter[0] if matter else "",
        matter_id=matter[1] if matter else None,
        reason=need_text("reason", reason),
        declared_by_id=by.account_id,
        since=since,
        until=until,
    )
    row.save(force_insert=True)
    told = events.RecusalDeclared(
        recusal=row.pk,
        account=account.pk,
        kind=kind,
        unit=row.unit_id,
        other=row.other_account_id,
        matter=f"{matter[0]}:{matter[1]}" if matter else "",
        reason=Words(row.reason),
    )
    tell(told, by=by, about=f"account:{account.pk}", now=now)
    return row


def _need_one(kind: str, account: Account, unit: Unit | None, other: Account | None, matter: tuple[str, int] | None) -> None:
    given = {"unit": unit, "account": other, "kin": other, "matter": matter}
    if kind not in given:
        raise Refused("guard", _("There is no such kind of recusal."), fields=["kind"])
    others = {id(thing) for thing in (unit, other, matter) if thing is not None}
    if given[kind] is None or len(others) != 1:
        raise Refused("missing", _("Say exactly one thing that the recusal concerns."), fields=[kind])
    if other == account:
        raise Refused("guard", _("A recusal concerns somebody else, not oneself."), fields=["other"])


@transaction.atomic
def lift_recusal(recusal: Recusal, *, reason: str, by: Actor, now: datetime) -> None:
    """End a recusal now. Only by the security administrator, and never one's own: the reason must have gone for others too."""
    need(by, SECURITY_ADMIN)
    need_other(by, recusal.account, _("Nobody lifts their own recusal: ask another security administrator."))
    reason = need_text("reason", reason)
    if recusal.until is not None and recusal.until <= now:
        raise Refused("state", _("This recusal is no longer in force."))
    told = events.RecusalLifted(recusal=recusal.pk, account=recusal.account_id, reason=Words(reason))
    if recusal.since >= now:
        recusal.delete()
    else:
        recusal.until = now
        recusal.save(update_fields=["until"])
    tell(told, by=by, about=f"account:{told.account}", now=now)
