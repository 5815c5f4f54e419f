"""Cuts of what the reader may see, for boards: each number is a queryset, so that it can always be opened as a list.

Knows no page. Everything is bounded: open cases by partial indexes, closed ones by a span of time. Rates and times are no
matter of this room: they are defined once, in a room above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases.flow import ANSWERED, CASE, HEARD, SUPERVISED
from sixia.cases.models import Case
from sixia.cases.queries.spans import Span
from sixia.kit.models import Entry
from sixia.orders.models import Order

Text = str | Promise
Rows = Callable[[Any, datetime, Span], QuerySet[Case]]
WAITING: Final = tuple(state for state in CASE.open_states() if state != ANSWERED)
"""Open states in which officials are to do something: named one by one, since an index of the states serves that."""
STRONGLY: Final = timedelta(days=7)
STUCK_DAYS: Final = 14
BOUNCED: Final = 2


@dataclass(frozen=True, slots=True)
class Cut:
    """One number: its name for people, and exactly which rows it counts."""

    label: Text
    about: Text
    rows: Rows
    tone: str = ""


def open_cases(who: Any) -> QuerySet[Case]:
    """Every open case the reader may see."""
    return Case.objects.visible_to(who).open_to(who)


def overdue(rows: QuerySet[Case], now: datetime) -> QuerySet[Case]:
    """Those whose time limit has passed."""
    return rows.filter(open=True, due_at__lt=now)


def strongly(rows: QuerySet[Case], now: datetime) -> QuerySet[Case]:
    """Those late by more than a week."""
    return rows.filter(open=True, due_at__lt=now - STRONGLY)


def stuck(rows: QuerySet[Case], now: datetime, days: int = STUCK_DAYS) -> QuerySet[Case]:
    """Those that wait for officials and that no person has touched for so many days: what the system tells by itself does not
    count. Columns first, the journal last, so that it is asked only about the few that are left."""
    since = now - timedelta(days=days)
    quiet = rows.filter(open=True, heard_at__lt=since, state__in=WAITING)
    for column in ("dispatched_at", "contacted_at", "answered_at"):
        quiet = quiet.filter(Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lt": since}))
    key = Concat(Value("case:"), Cast(OuterRef("pk"), CharField()))
    return quiet.filter(~Exists(Entry.objects.filter(stream=key, at__gte=since).exclude(by="system")))


def bounced(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those with an open order that has been handed on at least twice."""
    handed = Order.objects.filter(matter_kind="case", open=True, hops__gte=BOUNCED)
    return rows.filter(open=True, pk__in=handed.values("matter_id"))


def refused_answers(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Open again because a resident did not accept the answer."""
    return rows.filter(open=True, negatives__gt=0)


def to_review(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those a supervisor must review after another no."""
    return rows.filter(open=True, state=SUPERVISED)


def undispatched(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those that no unit has yet."""
    return rows.filter(open=True, state=HEARD)


def unanswered(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those without any answer yet."""
    return rows.filter(open=True, answered_at__isnull=True)


def ended(who: Any, span: Span, ending: str = "") -> QuerySet[Case]:
    """Cases closed in the span, optionally in one way."""
    rows = Case.objects.visible_to(who).filter(closed_at__gte=span.since, closed_at__lt=span.until, open=False)
    return rows.filter(ending=ending) if ending else rows


def _case(cut: Callable[..., QuerySet[Case]], *, timed: bool = False) -> Rows:
    return lambda who, now, span: cut(open_cases(who), now) if timed else cut(open_cases(who))


def _ended(ending: str) -> Rows:
    return lambda who, now, span: ended(who, span, ending)


CASES: Final[dict[str, Cut]] = {
    "open": Cut(_("Not closed"), _("Not closed yet."), lambda who, now, span: open_cases(who)),
    "heard": Cut(_("To be dispatched"), _("Heard, and no unit has it yet."), _case(undispatched)),
    "overdue": Cut(_("Overdue"), _("The time limit has passed."), _case(overdue, timed=True), "bad"),
    "strongly": Cut(_("Over a week late"), _("Late by more than 7 days."), _case(strongly, timed=True), "bad"),
    "stuck": Cut(
        _("Stuck"),
        _("It waits for officials, and nobody has touched it for 14 days; what the system tells by itself does not count."),
        _case(stuck, timed=True),
        "warn",
    ),
    "bounced": Cut(_("Sent to and fro"), _("Its order has been handed on at least twice."), _case(bounced), "warn"),
    "negative": Cut(
        _("Not accepted"), _("A resident did not accept the answer; it is open again."), _case(refused_answers), "warn"
    ),
    "review": Cut(_("To be reviewed"), _("Not accepted again: a supervisor must review it."), _case(to_review), "bad"),
    "unanswered": Cut(_("Without an answer"), _("The resident has had no answer yet."), _case(unanswered)),
    "ended": Cut(_("Closed"), _("Closed in the span, in whatever way."), lambda who, now, span: ended(who, span)),
    "verdict": Cut(_("By the resident’s verdict"), _("Closed because the resident agreed."), _ended("verdict")),
    "without_verdict": Cut(
        _("Closed without a verdict"), _("Nobody could be reached by the whole protocol."), _ended("without_verdict"), "warn"
    ),
    "explained": Cut(_("Explained, not solved"), _("A lawful explanation by two people."), _ended("explained")),
    "redirected": Cut(_("Another lawful way"), _("Shown whom to turn to, with remedies."), _ended("redirected")),
    "withdrawn": Cut(_("Withdrawn"), _("By the resident."), _ended("withdrawn")),
    "imported": Cut(_("Closed before it came here"), _("Brought in from an older system."), _ended("imported")),
}
