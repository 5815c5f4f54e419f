"""The brief of one reader: seven questions, each answered by rows that reader may see. Nothing is kept.

Confidential cases, those about an official or a unit, and what was told in secrecy are in no brief. The number of queries does
not depend on how much there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.cases.models import Case, Verdict, Voice
from sixia.cases.queries import boards
from sixia.insight.briefs.rules import DAYS, Row, Section, line
from sixia.insight.briefs.standing import LEADING
from sixia.insight.figures.queries.silence import silent_villages, unheard_villages
from sixia.insight.figures.rules.cuts import Cut, Reach
from sixia.insight.hot.queries.issues import LOOKED_AT, Seen, hottest
from sixia.insight.hot.standing import READERS as HOT_READERS
from sixia.kit.masking import mask
from sixia.oversight.models import Promise
from sixia.oversight.queries.promises import waiting
from sixia.people.models import Unit
from sixia.places.rules.codes import AFTER
from sixia.problems.models import Problem
from sixia.problems.queries.countable import countable_for, inside

SHOWN: Final = 6
SILENT_DAYS: Final = 90
UNHEARD_DAYS: Final = 365
AHEAD: Final = timedelta(days=1)
OPEN_CASE: Final = Q(case=None) | Q(case__restricted=False, case__barred=False, case__secret=False)
BAD: Final = Q(solved="no") | Q(satisfied__lte=2)
WITH: Final = ("place", "lead_unit")


@dataclass(frozen=True)
class Question:
    """Whose brief, of which moment and span (`today` or `week`), and, where asked for, of one unit or place only."""

    who: Any
    now: datetime
    span: str
    reach: Reach
    unit: int = 0
    place: str = ""

    @cached_property
    def since(self) -> datetime:
        """The midnight with which the span begins, by the installation's clock."""
        day = timezone.localdate(self.now) - timedelta(days=DAYS[self.span] - 1)
        return timezone.make_aware(datetime.combine(day, time.min))

    @property
    def until(self) -> datetime:
        """Up to which day promises and problems are called due: tomorrow, or a week ahead."""
        return self.now + AHEAD * DAYS[self.span]

    @property
    def cut(self) -> Cut:
        """The span for figures: whole days, today among them."""
        today = timezone.localdate(self.now)
        tomorrow = today + timedelta(days=1)
        return Cut(tomorrow - timedelta(days=DAYS[self.span]), tomorrow, today, self.place, self.unit)

    def cases(self) -> QuerySet[Case]:
        """Cases that may stand in it; what joined another case stands there."""
        rows = countable_for(self.who).exclude(ending__in=("joined", "imported"))
        rows = rows.filter(lead_unit=self.unit) if self.unit else rows
        return inside(rows, self.place) if self.place else rows

    def narrowed(self, rows: QuerySet[Any]) -> Any:
        """Promises or problems of the unit and place asked for."""
        rows = rows.filter(unit=self.unit) if self.unit else rows
        return rows.filter(place_path__gte=self.place, place_path__lt=self.place + AFTER) if self.place else rows


def brief(of: Question) -> list[Section]:
    """Every question in order; what the reader has no part in is left out."""
    cuts = _cuts(of)
    shown = {key: (rows.count(), list(rows.select_related(*WITH)[:SHOWN])) for key, rows in cuts.items()}
    refused = _refused(of)
    bad = list(refused.select_related("case__place", "case__lead_unit", "unit")[:SHOWN])
    said = lines_of(of.who, {*(case.pk for _n, cases in shown.values() for case in cases), *(row.case_id for row in bad)})
    found = [
        Section(key, many, tuple(_case(case, said, key, of.now) for case in cases), quoted=True)
        for key, (many, cases) in shown.items()
    ]
    found.append(Section("refused", refused.count(), tuple(_verdict(row, said) for row in bad), quoted=True))
    return [*found, _promised(of), _problems(of), *_hot(of), *_silent(of)]


def counts(of: Question) -> dict[str, int]:
    """How much there is of the first questions, for the start page; five queries."""
    found = {key: rows.count() for key, rows in _cuts(of).items()}
    return {**found, "refused": _refused(of).count(), "promised": _due(of).count()}


def _cuts(of: Question) -> dict[str, QuerySet[Case]]:
    rows = of.cases()
    return {
        "new": rows.filter(heard_at__gte=of.since, heard_at__lte=of.now).order_by("-heard_at", "-pk"),
        "late": boards.overdue(rows, of.now).order_by("due_at", "pk"),
        "stuck": boards.stuck(rows, of.now).exclude(due_at__lt=of.now).order_by("heard_at", "pk"),
    }


def lines_of(who: Any, cases: Iterable[int]) -> dict[int, str]:
    """A line of each case's first voice that the reader may see; one query."""
    rows = Voice.objects.visible_to(who).filter(case__in=list(cases), secret=False).exclude(kind="accusation")
    return {case: line(text) for case, text in rows.order_by("-heard_at", "-pk").values_list("case_id", "text")}


def _case(case: Case, said: dict[int, str], key: str, now: datetime) -> Row:
    unit = str(case.lead_unit.said) if case.lead_unit else _("no unit has it yet")
    more = unit
    if key == "late" and case.due_at:
        more = _("%(unit)s, due %(day)s") % {"unit": unit, "day": timezone.localdate(case.due_at).isoformat()}
    words, heard = said.get(case.pk) or mask(case.title), timezone.localdate(case.heard_at)
    return Row(words, case.place.name if case.place else "", heard, more, reverse("desk_case", args=[case.pk]))


def _refused(of: Question) -> QuerySet[Verdict]:
    rows = Verdict.objects.filter(BAD, at__gte=of.since, at__lte=of.now, voice__secret=False, case__in=of.cases().values("pk"))
    return rows.order_by("-at", "-pk")


def _verdict(row: Verdict, said: dict[int, str]) -> Row:
    words = line(row.comment) or said.get(row.case_id) or mask(row.case.title)
    unit = str(row.unit.said) if row.unit else ""
    more = " · ".join(part for part in (unit, str(row.get_solved_display()), str(row.get_satisfied_display())) if part)
    where = row.case.place.name if row.case.place else ""
    return Row(words, where, timezone.localdate(row.at), more, reverse("desk_case", args=[row.case_id]))


def _due(of: Question) -> QuerySet[Promise]:
    rows = waiting(Promise.objects.visible_to(of.who)).filter(OPEN_CASE, due_at__lt=of.until)
    found: QuerySet[Promise] = of.narrowed(rows)
    return found.order_by("due_at", "pk")


def promise_row(row: Promise, now: datetime) -> Row:
    """A promise in its own words, with whose it is and by when."""
    more = _("past its day") if row.due_at <= now else str(row.state_label)
    return Row(mask(row.words), str(row.unit.said), row.due_on, more, reverse("desk_promise", args=[row.pk]))


def _promised(of: Question) -> Section:
    rows = _due(of)
    shown = tuple(promise_row(row, of.now) for row in rows.select_related("unit")[:SHOWN])
    return Section("promised", rows.count(), shown, url=reverse("desk_promises"))


def _problems(of: Question) -> Section:
    last = timezone.localdate(of.until)
    rows = of.narrowed(Problem.objects.visible_to(of.who).open().filter(due_on__lte=last)).order_by("due_on", "pk")
    shown = tuple(
        Row(row.title, row.place.name, row.due_on, _stands(row.unit, row.state_label), reverse("desk_problem", args=[row.pk]))
        for row in rows.select_related("place", "unit")[:SHOWN]
    )
    return Section("problems", rows.count(), shown, url=reverse("desk_problems"))


def _stands(unit: Unit | None, state: Any) -> str:
    return f"{unit.said} · {state}" if unit else str(state)


def _hot(of: Question) -> list[Section]:
    if of.unit or not of.who.has(*HOT_READERS):
        return []
    seen = [one for one in hottest(of.who, of.now, most=LOOKED_AT) if one.issue.place_path.startswith(of.place)]
    return [Section("hot", len(seen), tuple(map(_issue, seen[:SHOWN])), quoted=True, url=reverse("desk_hot"))]


def _issue(seen: Seen) -> Row:
    words = seen.line or "、".join(seen.phrases[:3])
    facts = seen.heat.facts
    more = _("%(voices)d voices of %(people)d people") % {"voices": facts.voices, "people": facts.people}
    place = seen.issue.place.name if seen.issue.place else ""
    return Row(words, place, timezone.localdate(seen.issue.last_at), more, reverse("desk_hot_issue", args=[seen.issue.pk]))


def _silent(of: Question) -> list[Section]:
    """What is silent: for whoever sees every case of a territory, villages that tell far less than their neighbours; for others,
    those from which none of their own cases was heard."""
    if of.unit or of.reach.nothing:
        return []
    if not of.reach.paths:
        return _unheard(of)
    cut = replace(of.cut, since=of.cut.until - timedelta(days=SILENT_DAYS))
    found, _looked = silent_villages(cut, of.reach, of.who)
    rows = tuple(
        Row(
            one.place.name,
            one.place.parent.name if one.place.parent else "",
            more=_("%(heard)d heard, %(usual).1f usual") % {"heard": one.found.heard, "usual": one.found.expected},
        )
        for one in found[:SHOWN]
    )
    return [Section("silent", len(found), rows, url=reverse("desk_silence"))]


def _unheard(of: Question) -> list[Section]:
    cut = replace(of.cut, since=of.cut.until - timedelta(days=UNHEARD_DAYS))
    found = unheard_villages(cut, of.reach, of.who, of.who.scopes(*LEADING))
    rows = tuple(
        Row(
            one.name,
            one.parent.name if one.parent else "",
            more=_("%(n)d households") % {"n": one.households} if one.households else "",
            url=reverse("desk_visit_dossier", args=[one.pk]),
        )
        for one in found[:SHOWN]
    )
    return [Section("unheard", len(found), rows, url=reverse("desk_ahead"))]
