"""What the answers of a topic say, counted by code, and how well two coders agree."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sixia.fieldwork.research.models import Code, Coding, Interview, Line, Topic
from sixia.fieldwork.research.queries import answers
from sixia.fieldwork.research.rules.lots import Agreement, agreement


@dataclass(frozen=True, slots=True)
class Counted:
    """One code with how many answers of how many interviews and filled forms have it from their first coder."""

    code: Code
    answers: int
    interviews: int
    forms: int


@dataclass(frozen=True, slots=True)
class Book:
    """The code book: its codes, the most frequent first; how many answers of interviews there are, how many of them and how many
    written answers of surveys are coded, how coders agree."""

    codes: list[Counted]
    answers: int
    coded: int
    written: int
    agreed: Agreement

    @property
    def all_coded(self) -> int:
        """Coded answers, spoken and written."""
        return self.coded + self.written


def book(topic: Topic) -> Book:
    """The whole book of a topic in nine queries. Answers whose consent was taken back, and filled forms that were replaced or
    set aside, count nowhere."""
    first = Q(codings__second=False)
    rows = Code.objects.filter(topic=topic).annotate(
        answers=Count("codings", filter=first),
        people=Count("codings__line__interview", filter=first, distinct=True),
    )
    first_written = answers.counting(topic).filter(second=False)
    written = first_written.filter(codes__isnull=False).order_by().values_list("codes")
    more = {pk: (n, forms) for pk, n, forms in written.annotate(n=Count("pk"), forms=Count("submission", distinct=True))}
    counted = [Counted(row, row.answers + more.get(row.pk, (0, 0))[0], row.people, more.get(row.pk, (0, 0))[1]) for row in rows]
    counted.sort(key=lambda one: (-one.answers, one.code.word))
    lines = Line.objects.filter(interview__topic=topic, interview__withdrawn_at=None)
    coded = Coding.objects.filter(line__in=lines.values("pk"), second=False).count()
    return Book(counted, lines.count(), coded, first_written.count(), agreed(topic))


def agreed(topic: Topic) -> Agreement:
    """Of the answers that two people coded, how many have the same codes from both; four queries."""
    pairs: dict[Any, dict[bool, set[int]]] = defaultdict(dict)
    rows = Coding.objects.filter(line__interview__topic=topic, line__codings__second=True).prefetch_related("codes")
    for row in rows:
        pairs[row.line_id][row.second] = {code.pk for code in row.codes.all()}
    twice = answers.counting(topic).filter(second=True).values("submission")
    for one in answers.counting(topic).filter(submission__in=twice).prefetch_related("codes"):
        pairs[one.spot][one.second] = {code.pk for code in one.codes.all()}
    return agreement((both[False], both[True]) for both in pairs.values() if len(both) == 2)


def listed(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """Interviews with how many answers each has, and whether they are coded."""
    coded = Coding.objects.filter(line__interview=OuterRef("pk"), second=False)
    return rows.annotate(lines_n=Count("lines"), coded=Exists(coded))


def coders(interview: Interview) -> list[tuple[bool, str]]:
    """Who has coded an interview: first, and second."""
    rows = Coding.objects.filter(line__interview=interview).values_list("second", "by__name").distinct()
    return sorted(rows)


def given(interview: Interview, account: int | None) -> dict[int, set[int]]:
    """The codes that this person has given each answer of an interview; nobody sees another's before giving their own."""
    rows = Coding.objects.filter(line__interview=interview, by_id=account).prefetch_related("codes")
    return {row.line_id: {code.pk for code in row.codes.all()} for row in rows}


def behind(code: Code) -> list[Line]:
    """The answers that have this code from their first coder, with their interviews."""
    rows = Line.objects.filter(codings__codes=code, codings__second=False)
    return list(rows.select_related("interview__place").order_by("interview__number", "seq"))
