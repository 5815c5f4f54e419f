"""Whom to ask whether a problem is solved, and what they have said so far."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from sixia.cases.flow import WITHDRAWN
from sixia.cases.models import Voice
from sixia.kit.models import Entry
from sixia.problems.models import Asked, Outcome, Problem
from sixia.problems.rules import NO, PARTLY, YES

RECENT = timedelta(days=365)
"""Voices of the place from so long before may be drawn."""


def behind(problem: Problem) -> QuerySet[Voice]:
    """The voices of the cases it grows from, without those taken back and those of cases that have become confidential."""
    cases = problem.sources.filter(case__isnull=False).values("case_id")
    rows = Voice.objects.filter(case__in=cases, case__restricted=False, case__barred=False)
    return rows.exclude(state=WITHDRAWN).order_by("pk")


def drawable(problem: Problem, now: datetime) -> QuerySet[Voice]:
    """The voices of its place in the last year that may be drawn: of no confidential case, of nobody who wants secrecy, of
    somebody who can be reached, and not behind the problem themselves."""
    path = problem.place_path
    rows = Voice.objects.filter(case__place_path__gte=path, case__place_path__lt=path + "~", heard_at__gt=now - RECENT)
    rows = rows.filter(case__restricted=False, case__barred=False, secret=False, anonymous=False).exclude(state=WITHDRAWN)
    return rows.exclude(pk__in=behind(problem).order_by().values("pk")).order_by("pk")


def seed_of(problem: Problem) -> str:
    """The hash of the newest entry of its journal: it holds a random salt, so that nobody can choose who is drawn."""
    return str(Entry.objects.filter(stream=problem.stream).order_by("-seq").values_list("hash", flat=True)[0])


@dataclass(frozen=True, slots=True)
class Said:
    """What those asked have said of an outcome."""

    asked: int
    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def answered(self) -> int:
        """How many have answered."""
        return self.yes + self.partly + self.no


def said_of(outcome: Outcome) -> Said:
    """The counts of one outcome; one query."""
    return said_of_all([outcome.pk]).get(outcome.pk, Said(0))


def said_of_all(outcomes: list[int]) -> dict[int, Said]:
    """The counts by outcome; one query. Cases that have become confidential count for nobody."""
    rows = Asked.objects.filter(outcome__in=outcomes, voice__case__restricted=False, voice__case__barred=False)
    found: dict[int, Counter[str]] = {}
    for outcome, solved in rows.values_list("outcome_id", "solved"):
        found.setdefault(outcome, Counter())[solved] += 1
    return {pk: Said(counts.total(), counts[YES], counts[PARTLY], counts[NO]) for pk, counts in found.items()}


def words_of(outcome: Outcome) -> list[str]:
    """What was answered, without names."""
    rows = Asked.objects.filter(outcome=outcome, voice__case__restricted=False, voice__case__barred=False).exclude(solved="")
    return list(rows.values_list("solved", flat=True))
