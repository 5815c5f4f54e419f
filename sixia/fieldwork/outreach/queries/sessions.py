"""Sessions as the public calendar and the desk show them, and what their checks say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from sixia.cases.flow import HANDLING, HEARD, REVIEWING
from sixia.fieldwork.outreach import rules
from sixia.fieldwork.outreach.flow import PUBLIC
from sixia.fieldwork.outreach.models import Check, Question, Session, Version
from sixia.fieldwork.outreach.models.sessions import SessionRows
from sixia.fieldwork.outreach.rules import AFTER, BEFORE, Item, Share
from sixia.fieldwork.visits.flow import CANCELLED, PLANNED
from sixia.fieldwork.visits.models import Visit

BEFORE_ANSWER = (HEARD, HANDLING, REVIEWING)

RELATED = ("visit__place__parent", "visit__unit", "visit__led_by")


def titles() -> "Prefetch[str, QuerySet[Version], str]":
    """For `prefetch_related` on sessions: the public words of each policy, newest first, as `policy.shown`."""
    rows = Version.objects.filter(state__in=PUBLIC).current()
    return Prefetch("policies__versions", rows, to_attr="shown")


def for_desk(who: Any) -> SessionRows:
    """Sessions the reader may see, with how much was asked there."""
    rows = Session.objects.visible_to(who).select_related(*RELATED).prefetch_related("policies", titles())
    asked = Count("questions", distinct=True)
    later = Count("questions", filter=Q(questions__voice__isnull=False), distinct=True)
    return rows.annotate(asked=asked, later=later, starts=F("visit__starts_at"))


def own(rows: Any, who: Any) -> Any:
    """Those of visits that `who` leads, goes on or has planned."""
    return rows.filter(visit__in=Visit.objects.of(who).values("pk"))


def public_sessions(now: datetime) -> SessionRows:
    """Announced sessions for residents that are still ahead or were in the last month: no study groups among officials."""
    rows = Session.objects.filter(visit__announced=True, visit__ends_at__gt=now - timedelta(days=31)).exclude(form=rules.STUDY)
    rows = rows.exclude(visit__state=CANCELLED, visit__starts_at__lt=now)
    return rows.select_related(*RELATED).prefetch_related("policies", titles()).annotate(starts=F("visit__starts_at"))


def ahead(rows: Any, now: datetime) -> Any:
    """Those to which one can still come."""
    return rows.filter(visit__state=PLANNED, visit__ends_at__gt=now)


def with_policies(session: Session) -> list[Version]:
    """The words of the session's policies as they are public now."""
    rows = Version.objects.public().filter(policy__in=session.policies.all()).current()
    return list(rows.select_related("policy").order_by("title", "pk"))


def questions(session: Session, who: Any) -> list[Question]:
    """What was asked there, as far as the reader may see it, in order."""
    return list(Question.objects.visible_to(who).filter(session=session).select_related("voice", "case").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Row:
    """One check question: its words, and how many had it right before and after; None where nobody was asked."""

    item: Item
    before: Share | None
    after: Share | None

    @property
    def apart(self) -> bool:
        """Whether before and after differ by more than chance would do."""
        return bool(self.before and self.after and rules.apart(self.before, self.after))


@dataclass(frozen=True, slots=True)
class Result:
    """What the checks of one version say: each question, and how many people took part before and after."""

    version: Version
    rows: list[Row]
    before: int
    after: int


def results(checks: Sequence[Check]) -> list[Result]:
    """Checks with their tallies, summed by version and question."""
    by_version: dict[int, list[Check]] = {}
    for check in checks:
        by_version.setdefault(check.version_id, []).append(check)
    return [_result(rows[0].version, rows) for rows in by_version.values()]


def _result(version: Version, checks: list[Check]) -> Result:
    sums: dict[tuple[str, int], list[int]] = {}
    for check in checks:
        for tally in check.tallies.all():
            cell = sums.setdefault((check.moment, tally.item), [0, 0])
            cell[0] += tally.right
            cell[1] += tally.asked
    shares = {key: Share(right, asked) for key, (right, asked) in sums.items() if asked}
    rows = [Row(item, shares.get((BEFORE, at)), shares.get((AFTER, at))) for at, item in enumerate(version.check_items)]
    people = {moment: sum(check.people for check in checks if check.moment == moment) for moment in (BEFORE, AFTER)}
    return Result(version, rows, people[BEFORE], people[AFTER])


def checks_of(session: Session) -> list[Check]:
    """Its checks with their counts; two queries."""
    return list(session.checks.select_related("version").prefetch_related("tallies").order_by("version", "moment", "pk"))


def checks_on(policy: int) -> list[Check]:
    """All checks on a policy, whatever version was asked about."""
    rows = Check.objects.filter(version__policy=policy).select_related("version").prefetch_related("tallies")
    return list(rows.order_by("-version__number", "pk"))


def open_check(code: str | None) -> Check | None:
    """The check of this code, open or not."""
    rows = Check.objects.select_related("session__visit", "version")
    return rows.filter(code=code).first() if code else None


def unfinished(rows: Any, now: datetime) -> Any:
    """Those that are over by the calendar, and nobody has written down how many were there."""
    return rows.filter(visit__ends_at__lte=now, held_at=None).exclude(visit__state=CANCELLED)


def waiting(rows: Any) -> Any:
    """Questions that became an inquiry which is not answered yet."""
    return rows.filter(voice__isnull=False, case__state__in=BEFORE_ANSWER)


def with_cases(rows: Any, cases: QuerySet[Any, Any]) -> Any:
    """Questions with `seen`: whether the reader may open the case each has become."""
    return rows.annotate(seen=Exists(cases.filter(pk=OuterRef("case"))))


def at_place(rows: Any, text: str) -> Any:
    """Sessions in a place of that name, or in a town of that name."""
    return rows.filter(Q(visit__place__name__contains=text) | Q(visit__place__parent__name__contains=text))
