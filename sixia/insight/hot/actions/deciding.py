"""What people decide on warnings, and the problem that an issue becomes."""

from datetime import datetime

from django.db import transaction

from sixia.cases.models import Case
from sixia.insight.hot.events import WarningDismissed, WarningSeen, WarningTakenUp
from sixia.insight.hot.models import EarlyWarning, Issue
from sixia.kit.advance import advance
from sixia.kit.events import Words
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.problems.actions import raise_problem
from sixia.problems.models import Problem
from sixia.problems.rules import NewSource


def see(warning: EarlyWarning, *, by: Actor, now: datetime) -> None:
    """Note that somebody has looked."""
    advance(warning, "see", by=by, now=now, event=WarningSeen(warning=warning.pk))


def take_up(warning: EarlyWarning, *, note: str, by: Actor, now: datetime) -> None:
    """Say what is done about it."""
    changes = {"words": note.strip(), "decided_by_id": by.account_id, "decided_at": now}
    event = WarningTakenUp(warning=warning.pk, note=Words(note.strip()))
    advance(warning, "take_up", by=by, now=now, given={"note": note}, changes=changes, event=event)


def dismiss(warning: EarlyWarning, *, reason: str, by: Actor, now: datetime) -> None:
    """Say why nothing needs to be done."""
    changes = {"words": reason.strip(), "decided_by_id": by.account_id, "decided_at": now}
    event = WarningDismissed(warning=warning.pk, reason=Words(reason.strip()))
    advance(warning, "dismiss", by=by, now=now, given={"reason": reason}, changes=changes, event=event)


@transaction.atomic
def raise_from(issue: Issue, *, title: str, words: str, place: Place, cases: list[Case], by: Actor, now: datetime) -> Problem:
    """A problem from an issue, growing from these of its cases. Refused as `raise_problem`."""
    sources = [NewSource("case", case=case) for case in cases]
    made = raise_problem(title=title, words=words, place=place, category=issue.category or None, sources=sources, by=by, now=now)
    Issue.objects.filter(pk=issue.pk).update(problem=made)
    return made
