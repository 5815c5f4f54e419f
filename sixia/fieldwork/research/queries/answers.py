"""Written answers of a topic's surveys, to be coded as interviews are: which there are, what they were coded as, who reads them.

They are read by whoever reads what people said in the topic and the results of the survey; what is personal by no page at all.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from sixia.fieldwork.research.models import AnswerCoding, Code, Topic
from sixia.fieldwork.surveys import standing as surveys
from sixia.fieldwork.surveys.flow import OFFICE, OVERSEER, SYSTEM
from sixia.fieldwork.surveys.models import Form, Submission, Survey
from sixia.fieldwork.surveys.rules import definition as d
from sixia.kit.standing import visible

FORMS: Final = 20
"""So many filled forms stand on one page to be coded."""
MOST_BEHIND: Final = 500
Spot = tuple[int, str, int]
"""One answer: filled form, question, and which time of a repeat (0 outside of one)."""


@dataclass(frozen=True, slots=True)
class Said:
    """One written answer with its question in the reader's language."""

    submission: Submission
    name: str
    time: int
    question: str
    answer: str

    @property
    def spot(self) -> Spot:
        """Its name."""
        return self.submission.pk, self.name, self.time

    @property
    def field(self) -> str:
        """Its name on a form."""
        return f"answer_{self.submission.pk}_{self.time}_{self.name}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some answers; where the next ones begin, None where these are the last."""

    answers: list[Said]
    after: int | None


def readable(topic: Topic, who: Any) -> QuerySet[Survey]:
    """The topic's surveys whose results the reader may read."""
    own = {word: surveys.SURVEY[word] for word in (OFFICE, OVERSEER, SYSTEM)}
    rows: QuerySet[Survey] = visible(Survey.objects.filter(pk__in=topic.surveys.values("pk")), own, who)
    return rows.order_by("pk")


def counting(topic: Topic) -> QuerySet[AnswerCoding]:
    """Codings of answers that count: of the topic's surveys, neither replaced nor set aside."""
    rows = Submission.objects.counting().filter(survey__in=topic.surveys.values("pk"))
    return AnswerCoding.objects.filter(topic=topic, submission__in=rows.values("pk"))


def batch(topic: Topic, survey: Survey, after: int = 0) -> Batch:
    """The next answers after that filled form; three queries."""
    forms = _forms([survey.pk])
    rows = Submission.objects.filter(survey=survey, pk__gt=after).counting().filter(_asks(forms))
    found = list(rows.select_related("place").defer("sealed").order_by("pk")[: FORMS + 1])
    answers = [said for row in found[:FORMS] for said in _texts(row, forms)]
    return Batch(answers, found[FORMS - 1].pk if len(found) > FORMS else None)


def spots(survey: Survey, wanted: set[int]) -> set[Spot]:
    """The answers of these filled forms that can be coded."""
    forms = _forms([survey.pk])
    rows = Submission.objects.filter(survey=survey, pk__in=wanted).counting().defer("sealed")
    return {said.spot for row in rows for said in _texts(row, forms)}


def given(topic: Topic, answers: list[Said]) -> dict[Spot, dict[bool, tuple[int, set[int]]]]:
    """Per answer and coding (second or not): by whom, and which codes; two queries."""
    rows = AnswerCoding.objects.filter(topic=topic, submission__in={said.submission.pk for said in answers})
    found: dict[Spot, dict[bool, tuple[int, set[int]]]] = defaultdict(dict)
    for row in rows.prefetch_related("codes"):
        found[row.spot][row.second] = (row.by_id, {code.pk for code in row.codes.all()})
    return found


def behind(topic: Topic, code: Code, who: Any) -> list[Said]:
    """The answers that have this code from their first coder, as far as the reader may read them; at most MOST_BEHIND."""
    rows = counting(topic).filter(codes=code, second=False, submission__survey__in=readable(topic, who).values("pk"))
    kept = list(rows.order_by("submission_id", "time", "pk")[:MOST_BEHIND])
    found = Submission.objects.filter(pk__in={row.submission_id for row in kept}).select_related("place").defer("sealed")
    forms = _forms({row.survey_id for row in found})
    said = {one.spot: one for row in found for one in _texts(row, forms)}
    return [said[row.spot] for row in kept if row.spot in said]


def _forms(wanted: Any) -> dict[int, tuple[Form, frozenset[str]]]:
    """Every version of these surveys, with what is personal in any version of the same survey."""
    rows = list(Form.objects.filter(survey__in=wanted).defer("xform").order_by("pk"))
    closed: dict[int, frozenset[str]] = defaultdict(frozenset)
    for row in rows:
        closed[row.survey_id] |= row.questions.personal()
    return {row.pk: (row, closed[row.survey_id]) for row in rows}


def _open(form: Form, closed: frozenset[str]) -> list[tuple[d.Node, str]]:
    """The questions of a version that are answered in words and are not personal, each with its repeat or ""."""
    return [(node, repeat) for node, repeat in form.questions.asked() if node["kind"] == d.TEXT and node["name"] not in closed]


def _asks(forms: dict[int, tuple[Form, frozenset[str]]]) -> Q:
    """Filled forms that hold such an answer, or a repeat in which there may be one."""
    keys = {repeat or node["name"] for form, closed in forms.values() for node, repeat in _open(form, closed)}
    return Q(answers__has_any_keys=sorted(keys)) if keys else Q(pk__in=())


def _texts(row: Submission, forms: dict[int, tuple[Form, frozenset[str]]]) -> list[Said]:
    form, closed = forms[row.form_id]
    language = d.language_for(form.questions.languages, get_language() or "zh-hans")
    found = []
    for node, repeat in _open(form, closed):
        times = enumerate(row.answers.get(repeat) or [], 1) if repeat else [(0, row.answers)]
        label = d.said(node.get("label"), language) or node["name"]
        for time, answers in times:
            if said := str(answers.get(node["name"]) or "").strip():
                found.append(Said(row, node["name"], time, label, said))
    return found
