"""Reads: answers that residents accepted to matters like this one, of cases that the reader may see. Three queries."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.db.models.functions import Substr

from sixia.cases.models import Answer, Case, Verdict, Voice
from sixia.insight.answers.rules import nearest

LOOKED_AT: Final = 150
"""So many of the newest closed cases of a sort are compared."""
READ: Final = 300
CONTENT: Final = 3
"""The verdict's mark for "fairly satisfied"."""


@dataclass(frozen=True, slots=True)
class Likely:
    """An accepted answer with the case it answered; `near` 0 to 1: how near that question was."""

    answer: Answer
    near: float

    @property
    def percent(self) -> int:
        """The same, for reading."""
        return round(100 * self.near)


def likely_answers(
    who: Any, text: str, *, category: str, besides: int = 0, unit: int | None = None, most: int = 3
) -> list[Likely]:
    """Answers to the nearest visible cases of this sort that ended by a resident's content verdict, nearest first.

    With `unit`, cases that unit answered are looked at beside those of the sort. Confidential and secret ones never are.
    """
    sort = Q(category=category) if category else Q(pk__in=[])
    if unit is not None:
        sort |= Q(lead_unit=unit)
    if not text.strip() or not sort:
        return []
    content = Verdict.objects.filter(satisfied__gte=CONTENT, solved="yes", agree=True).values("case")
    rows = Case.objects.visible_to(who).filter(sort, ending="verdict", restricted=False, secret=False, negatives=0)
    rows = rows.exclude(pk=besides).filter(pk__in=content)
    cases = list(rows.order_by("-heard_at").values_list("pk", flat=True)[:LOOKED_AT])
    said = dict(Voice.objects.filter(case__in=cases).order_by("-pk").values_list("case_id", Substr("text", 1, READ)))
    found = nearest(text, list(said.values()), most=most * 2)
    order = {list(said)[at]: near for at, near in found}
    answers = Answer.objects.filter(case__in=order, kind=Answer.FINAL, state=Answer.SENT).select_related("unit", "case")
    newest = {answer.case_id: answer for answer in answers.order_by("pk")}
    return [Likely(newest[pk], near) for pk, near in order.items() if pk in newest][:most]
