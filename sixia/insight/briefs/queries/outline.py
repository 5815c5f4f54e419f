"""The evidence for a discussion about a theme and a place: figures, problems, voices, what was tried, rules, promises, questions.

Everything is read for one reader, through what that reader may see. Nothing is kept.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.cases.models import Case, Voice
from sixia.insight.briefs.queries.brief import OPEN_CASE, promise_row
from sixia.insight.briefs.queries.figures import FULL, Line, lines
from sixia.insight.briefs.rules import Evidence, Row, Section, line, questions, spread
from sixia.insight.figures.queries.above import upper
from sixia.insight.figures.queries.silence import silent_villages
from sixia.insight.figures.rules.cuts import Cut, Reach
from sixia.oversight.models import Promise
from sixia.oversight.queries.promises import waiting
from sixia.places.models import Place
from sixia.places.rules.codes import AFTER
from sixia.problems.lasting.models import StandingRule
from sixia.problems.models import Outcome, Problem
from sixia.problems.queries.countable import countable_for, inside
from sixia.problems.rules import NOT_SOLVED, SOLVED

VOICES: Final = 12
LOOKED_AT: Final = 5_000
"""Of more voices than this the newest are looked at."""
SHOWN: Final = 10


@dataclass(frozen=True)
class Theme:
    """Whose outline, of which moment, and about what: the cut names the topic with those beneath it, the place and the span."""

    who: Any
    now: datetime
    reach: Reach
    cut: Cut

    def cases(self) -> QuerySet[Case]:
        """Cases that may stand in it."""
        since = timezone.make_aware(datetime.combine(self.cut.since, time.min))
        rows = countable_for(self.who).filter(heard_at__gte=since, heard_at__lte=self.now)
        rows = rows.exclude(ending__in=("joined", "imported"))
        rows = rows.filter(category__in=self.cut.topics) if self.cut.topics else rows
        return inside(rows, self.cut.place) if self.cut.place else rows

    def where(self, topic: str) -> Q:
        """Rows of the place and the topic, whose code stands in this column."""
        found = Q(**{f"{topic}__in": self.cut.topics}) if self.cut.topics else Q()
        if self.cut.place:
            found &= Q(place_path__gte=self.cut.place, place_path__lt=self.cut.place + AFTER)
        return found


@dataclass(frozen=True, slots=True)
class Outline:
    """All of it; `questions` are keys with the numbers that raise them."""

    heard: int
    figures: list[Line]
    sections: list[Section]
    questions: list[tuple[str, dict[str, int]]] = field(default_factory=list)


def outline(of: Theme) -> Outline:
    """The evidence; the number of queries does not depend on how much there is."""
    figures = lines(FULL, of.cut, of.reach, of.who)
    places, heard = _places(of)
    raised, unowned = _raised(of)
    tried, results = _tried(of)
    rules, open_, late = _rules(of), *_open(of)
    shares = {row.one.key: (row.now.part, row.now.whole) for row in figures}
    seen = Evidence(
        heard=heard,
        problems=raised.many,
        unowned=unowned,
        failed=results[NOT_SOLVED],
        worked=results[SOLVED],
        rules=rules.many,
        late=late,
        silent=len(silent_villages(of.cut, of.reach, of.who)[0]) if of.reach.paths and not of.cut.topics else 0,
        solved=shares.get("resolution", (0, 0)),
        repeats=shares.get("repeats", (0, 0)),
    )
    return Outline(heard, figures, [places, raised, _voices(of), tried, rules, open_], questions(seen))


def _places(of: Theme) -> tuple[Section, int]:
    """Cases by town, in the order of the territory, and how many in all; two queries."""
    counted: Counter[str] = Counter()
    above = upper()
    for path, n in of.cases().order_by().values_list("place_path").annotate(n=Count("pk")):
        counted[above(path)] += n
    named = Place.objects.current(timezone.localdate(of.now)).filter(path__in=counted).order_by("path")
    total = sum(counted.values())
    rows = tuple(Row(place.name, more=f"{counted[place.path]} / {total}") for place in named)
    return Section("places", len(rows), rows), total


def _raised(of: Theme) -> tuple[Section, int]:
    """Problems of the theme, the open ones first, and how many have nobody who answers for them."""
    recent = Q(open=True) | Q(raised_at__date__gte=of.cut.since) | Q(ended_at__date__gte=of.cut.since)
    rows = Problem.objects.visible_to(of.who).filter(of.where("category"), recent)
    many = rows.aggregate(n=Count("pk"), unowned=Count("pk", filter=Q(open=True, unit=None)))
    shown = rows.select_related("place", "unit").order_by("-open", "-raised_at", "-pk")[:SHOWN]
    return Section("raised", many["n"], tuple(_problem(row) for row in shown), url=reverse("desk_problems")), many["unowned"]


def _problem(row: Problem) -> Row:
    more = f"{row.unit.said} · {row.state_label}" if row.unit else str(row.state_label)
    return Row(row.title, row.place.name, timezone.localdate(row.raised_at), more, reverse("desk_problem", args=[row.pk]))


def _voices(of: Theme) -> Section:
    """Lines of voices evenly over the span; two queries."""
    rows = Voice.objects.visible_to(of.who).filter(case__in=of.cases().values("pk"), secret=False).exclude(kind="accusation")
    keys = list(rows.order_by("-heard_at", "-pk").values_list("pk", flat=True)[:LOOKED_AT])
    shown = Voice.objects.filter(pk__in=spread(keys, VOICES)).select_related("case__place").order_by("-heard_at", "-pk")
    said = tuple(_voice(row) for row in shown)
    return Section("voices", len(keys), said, quoted=True)


def _voice(row: Voice) -> Row:
    where = row.case.place.name if row.case.place else ""
    return Row(line(row.text), where, timezone.localdate(row.heard_at), url=reverse("desk_case", args=[row.case_id]))


def _tried(of: Theme) -> tuple[Section, Counter[str]]:
    """Outcomes reported for problems of the theme, and how often residents accepted them."""
    mine = Problem.objects.visible_to(of.who).filter(of.where("category"))
    rows = Outcome.objects.filter(problem__in=mine.values("pk"), reported_at__date__gte=of.cut.since)
    results = Counter(dict(rows.order_by().values_list("result").annotate(n=Count("pk"))))
    shown = rows.select_related("problem__place").order_by("-reported_at", "-pk")[:SHOWN]
    return Section("tried", sum(results.values()), tuple(_outcome(row) for row in shown)), results


def _outcome(row: Outcome) -> Row:
    where = f"{row.problem.place.name} · {row.problem.title}"
    return Row(row.words, where, row.done_on, str(row.get_result_display()), reverse("desk_problem", args=[row.problem_id]))


def _rules(of: Theme) -> Section:
    rows = StandingRule.objects.visible_to(of.who).in_force().filter(of.where("category"))
    shown = rows.select_related("place").order_by("-adopted_at", "-pk")[:SHOWN]
    return Section("rules", rows.count(), tuple(_rule(row) for row in shown), url=reverse("desk_rules"))


def _rule(row: StandingRule) -> Row:
    since = timezone.localdate(row.adopted_at) if row.adopted_at else None
    worth = str(row.get_outcome_display()) if row.outcome else _("not reviewed yet")
    return Row(row.title, row.place.name, since, worth, reverse("desk_rule", args=[row.pk]))


def _open(of: Theme) -> tuple[Section, int]:
    """Promises that nobody has confirmed, and how many of them are past their day."""
    rows = waiting(Promise.objects.visible_to(of.who)).filter(OPEN_CASE, of.where("case__category"))
    many = rows.aggregate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lte=of.now)))
    shown = rows.select_related("unit").order_by("due_at", "pk")[:SHOWN]
    return Section("open", many["n"], tuple(promise_row(row, of.now) for row in shown), url=reverse("desk_promises")), many[
        "late"
    ]


def earliest(today: date) -> date:
    """How far back an outline looks when nothing is said: half a year."""
    return date.fromordinal(today.toordinal() - 182)
