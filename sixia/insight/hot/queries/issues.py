"""Hot issues as one reader sees them: heat, people, places and words counted over the voices that reader may see."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.catalog.queries import current_book
from sixia.insight.hot.models import EarlyWarning, Issue, Member
from sixia.insight.hot.queries import voices
from sixia.insight.hot.queries.weeks import WEEK, monday_of, start_of
from sixia.insight.hot.rules import heat
from sixia.insight.hot.rules.heat import Heat
from sixia.places.rules.codes import AFTER
from sixia.problems.models import Problem
from sixia.problems.queries.countable import below, countable_for

DAYS: Final = 120
"""What nobody has spoken of for so long is no longer hot."""
LOOKED_AT: Final = 60
SHOWN: Final = 20
LEAST: Final = 3
"""Fewer voices are no issue of many."""
LINE_WEEKS: Final = 26
LEAST_WEEKS: Final = 8
BEHIND: Final = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """An issue for one reader: its heat over what the reader may see, the line (empty where the reader may not see the voice
    it is from), the phrases and names that stand in voices the reader may see, the keys of these voices, and how many there were
    by week, the oldest first."""

    issue: Issue
    heat: Heat
    line: str
    phrases: tuple[str, ...]
    names: tuple[str, ...]
    voices: tuple[int, ...]
    weeks: tuple[tuple[date, int], ...]

    @property
    def counts(self) -> list[int]:
        """The weekly counts alone."""
        return [n for _monday, n in self.weeks]


def hottest(who: Any, now: datetime, *, everywhere: bool = False, most: int = SHOWN) -> list[Seen]:
    """The hottest issues of the reader's territories, of those somebody has spoken of lately; three queries."""
    rows = Issue.objects.visible_to(who).filter(size__gte=LEAST, last_at__gte=now - timedelta(days=DAYS), everywhere=everywhere)
    asked = list(rows.select_related("place", "problem").order_by("-heat", "-pk")[:LOOKED_AT])
    seen = [one for one in counted(asked, who, now) if one.heat.facts.voices >= LEAST]
    return sorted(seen, key=lambda one: (-one.heat.total, -one.heat.facts.voices, one.issue.pk))[:most]


def one(who: Any, pk: int, now: datetime) -> Seen | None:
    """One issue, as far as the reader may see anything of it."""
    issue = Issue.objects.visible_to(who).filter(pk=pk).select_related("place", "problem").first()
    seen = counted([issue], who, now) if issue else []
    return seen[0] if seen else None


def counted(issues: Sequence[Issue], who: Any, now: datetime) -> list[Seen]:
    """The issues over the voices that the reader may see; those without any are left out. Two queries."""
    allowed = Member.objects.filter(issue__in=issues, voice__in=voices.seen_by(who)).select_related(
        "voice__case__place", "voice__place"
    )
    by_issue: dict[int, list[Voice]] = defaultdict(list)
    for member in allowed.order_by("voice__heard_at", "voice_id"):
        by_issue[member.issue_id].append(member.voice)
    bad = voices.judged_badly([voice for rows in by_issue.values() for voice in rows])
    return [_seen(issue, by_issue[issue.pk], bad, now) for issue in issues if by_issue.get(issue.pk)]


def cases_of(who: Any, issue: Issue) -> QuerySet[Case]:
    """The cases behind an issue that the reader may see."""
    heard = issue.members.filter(voice__secret=False).values("voice__case")
    return countable_for(who).filter(pk__in=heard)


def problem_of(who: Any, issue: Issue) -> Problem | None:
    """The problem that was raised from it, where the reader may see it."""
    return Problem.objects.visible_to(who).filter(pk=issue.problem_id).first() if issue.problem_id else None


def spread_of(who: Any, issue: Issue) -> list[tuple[str, int]]:
    """How many of its cases lie in which place, the most first."""
    named = Counter(cases_of(who, issue).values_list("place__name", flat=True))
    return sorted(((name or "", n) for name, n in named.items()), key=lambda row: (-row[1], row[0]))


def _seen(issue: Issue, rows: list[Voice], bad: frozenset[int], now: datetime) -> Seen:
    facts = heat.facts_of(voices.said(rows, bad))
    keys = tuple(voice.pk for voice in rows)
    line = issue.line if issue.said_by_id in keys else ""
    said = "\n".join(voice.text for voice in rows).casefold()
    phrases, names = (tuple(word for word in words if word.casefold() in said) for words in (issue.phrases, issue.names))
    return Seen(issue, heat.heat(facts), line, phrases, names, keys, _weeks(rows, now))


def _weeks(rows: list[Voice], now: datetime) -> tuple[tuple[date, int], ...]:
    counts = Counter(monday_of(timezone.localtime(voice.heard_at).date()) for voice in rows)
    until = monday_of(timezone.localdate(now))
    if max(counts) <= until - WEEK * LINE_WEEKS:
        until = max(counts)  # long over: the weeks in which it was spoken of
    first = min(max(min(counts), until - WEEK * (LINE_WEEKS - 1)), until - WEEK * (LEAST_WEEKS - 1))
    return tuple((first + WEEK * n, counts[first + WEEK * n]) for n in range((until - first).days // 7 + 1))


def behind(who: Any, row: EarlyWarning, now: datetime) -> list[Seen]:
    """The issues of the warning's place and week, the hottest first: what people may be speaking of."""
    heard = Member.objects.filter(
        voice__heard_at__gte=start_of(row.monday),
        voice__heard_at__lt=start_of(row.monday + WEEK),
        voice__case__place_path__gte=row.place_path,
        voice__case__place_path__lt=row.place_path + AFTER,
        voice__case__category__in=below(row.topic, current_book(now)),
    )
    rows = Issue.objects.visible_to(who).filter(pk__in=heard.values("issue"), size__gte=2).select_related("place", "problem")
    found = counted(list(rows.order_by("-heat", "-pk")[:BEHIND]), who, now)
    return sorted(found, key=lambda one: -one.heat.total)
