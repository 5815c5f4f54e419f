"""Boards by mail: wanted, not wanted any more, and due."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.insight.figures.events import BoardDue, BoardWanted
from sixia.insight.figures.models import Subscription
from sixia.insight.figures.queries.reach import READERS
from sixia.insight.figures.rules.cuts import plus
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import SYSTEM, Actor

MOST = 10
EVENING = 17
"""What comes every day comes in the evening, from this hour of the installation's clock on."""
LONGEST = 400


@transaction.atomic
def want_board(*, asked: str, every: str, by: Actor, now: datetime, kind: str = Subscription.BOARD) -> Subscription | None:
    """Send this board to oneself every `week` or `month`, a brief every `day` or `week`; with "" no more. Wanted twice it comes
    once."""
    account = by.official_id
    if not by.has(*READERS):
        raise Refused("role", _("You may not do this here."))
    if every not in ("", *Subscription.EVERY[kind]) or len(asked) > LONGEST:
        raise Refused("missing", _("Say how often."))
    mine = Subscription.objects.filter(account=account)
    if not every:
        mine.filter(kind=kind, asked=asked).delete()
        row = None
    else:
        if mine.exclude(kind=kind, asked=asked).count() >= MOST:
            raise Refused("guard", _("You get ten boards by mail already. Give one up first."))
        following = next_day(timezone.localdate(now), every)
        row, _new = Subscription.objects.update_or_create(
            account_id=account, kind=kind, asked=asked, defaults={"every": every, "next_on": following, "made_at": now}
        )
    tell(BoardWanted(account=account, asked=asked, every=every, kind=kind), by=by, about=f"account:{account}", now=now)
    return row


def next_day(after: date, every: str) -> date:
    """The next day, the next Monday, or the next first of a month."""
    if every == "day":
        return after + timedelta(days=1)
    if every == "week":
        return after + timedelta(days=7 - after.weekday())
    return plus(date(after.year, after.month, 1), 1)


def send_boards(now: datetime) -> None:
    """Tell of each board whose day has come, once. Whoever sends it asks what the reader may see then."""
    today, evening = timezone.localdate(now), timezone.localtime(now).hour >= EVENING
    rows_due = Subscription.objects.filter(next_on__lte=today, account__is_active=True)
    for row in (rows_due if evening else rows_due.exclude(every="day")).order_by("pk"):
        with transaction.atomic():
            rows = Subscription.objects.filter(pk=row.pk, next_on=row.next_on)
            if rows.update(next_on=next_day(today, row.every)):
                due = BoardDue(subscription=row.pk, account=row.account_id, asked=row.asked, kind=row.kind)
                tell(due, by=SYSTEM, about=f"account:{row.account_id}", now=now)
