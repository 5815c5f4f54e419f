"""The watch on solved problems: begun when one is solved, looked at daily, told when it comes back, judged at the end."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from sixia.kit.journal import hold, tell
from sixia.people.actors import SYSTEM
from sixia.problems.flow import RESOLVED, UNJUDGED
from sixia.problems.lasting import norms
from sixia.problems.lasting.events import ProblemCameBack, RecurrenceJudged
from sixia.problems.lasting.models import Watch
from sixia.problems.lasting.recurrence import BACK, RUNNING
from sixia.problems.models import Problem
from sixia.problems.queries import recurrence
from sixia.problems.queries.countable import countable

WATCHED = (RESOLVED, UNJUDGED)
BATCH = 200


def watch_all(now: datetime) -> None:
    """Begin the watches that are missing, and look at every one that runs. Run daily."""
    begun = Watch.objects.filter(problem=OuterRef("pk"), since=OuterRef("ended_at"))
    rows = Problem.objects.filter(~Exists(begun), state__in=WATCHED, ended_at__isnull=False).exclude(category="")
    for problem in rows.order_by("pk").iterator(chunk_size=BATCH):
        begin(problem, now=now)
    for watch in Watch.objects.filter(over=False).select_related("problem__place").order_by("pk").iterator(chunk_size=BATCH):
        look(watch, now=now)


def begin(problem: Problem, *, now: datetime) -> Watch | None:
    """Watch a solved problem from the moment it was solved, as long as the norms say; None where there is nothing to watch."""
    if problem.state not in WATCHED or problem.ended_at is None or not problem.category:
        return None
    days = norms.watch_days(problem.category, problem.place_path, now)
    given = {"days": days, "until": problem.ended_at + timedelta(days=days)}
    return Watch.objects.get_or_create(problem=problem, since=problem.ended_at, defaults=given)[0]


@transaction.atomic
def look(watch: Watch, *, now: datetime) -> None:
    """Count anew. What came back is told once; at the end of the term, or when the problem is open again, the watch is over."""
    hold(watch.problem.stream)
    if not Watch.objects.filter(pk=watch.pk, over=False).exists():
        return
    seen = recurrence.compare(recurrence.of_watch(watch), countable(), now)
    reopened = watch.problem.state not in WATCHED or watch.problem.ended_at != watch.since
    over = seen.over or reopened
    back = seen.outcome == BACK and watch.told_at is None
    changes = {
        "state": BACK if reopened or (watch.told_at and not seen.over) else seen.outcome,
        "before": seen.here.before,
        "after": seen.here.after,
        "beside_before": seen.beside.before,
        "beside_after": seen.beside.after,
        "places": len(seen.like),
        "looked_at": now,
        "told_at": now if back else F("told_at"),
        "over": over,
    }
    Watch.objects.filter(pk=watch.pk).update(**changes)
    facts = {"problem": watch.problem_id, "before": seen.here.before, "after": seen.here.after, "days": seen.passed}
    if back and not reopened:
        tell(ProblemCameBack(unit=watch.problem.unit_id, **facts), by=SYSTEM, about=watch.problem.stream, now=now)
    if seen.over and seen.outcome != RUNNING:
        tell(RecurrenceJudged(outcome=seen.outcome, **facts), by=SYSTEM, about=watch.problem.stream, now=now)
