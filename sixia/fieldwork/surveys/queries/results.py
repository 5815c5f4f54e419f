"""What was answered, counted per question; small numbers stay counts, shares are told from ten on."""

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sixia.fieldwork.surveys.flow import APPROVED
from sixia.fieldwork.surveys.models import Form, Submission, Survey
from sixia.fieldwork.surveys.rules import definition as d
from sixia.ui.parts import Bar

MOST_READ: Final = 20_000
"""So many of the newest are counted; the page says so when there are more."""
SHARES_FROM: Final = 10
LATEST: Final = 12


@dataclass
class Result:
    """One question: how many answered it, the count of each choice, or what the numbers say, or the newest words, the same ones
    once with how often. `times` where it stands in a repeat: it is counted per time, not per form."""

    node: d.Node
    label: str
    times: bool
    n: int = 0
    bars: list[Bar] = field(default_factory=list)
    numbers: dict[str, float] = field(default_factory=dict)
    words: list[tuple[str, int]] = field(default_factory=list)

    @property
    def cut(self) -> bool:
        """Whether more was said than the words that are shown."""
        return self.n > sum(times for _said, times in self.words)


@dataclass(frozen=True)
class Counted:
    """All questions of a survey, over `n` filled forms; `cut` says that older ones were left out."""

    n: int
    cut: bool
    results: list[Result]


def results(survey: Survey, form: Form, language: str, *, approved: bool = False) -> Counted:
    """Count what counts; with `approved` only what was checked."""
    rows = Submission.objects.filter(survey=survey).counting()
    rows = rows.filter(state=APPROVED) if approved else rows
    read: list[dict[str, Any]] = list(rows.order_by("-pk").values_list("answers", flat=True)[: MOST_READ + 1])
    kept = read[:MOST_READ]
    questions = form.questions
    found = [
        _result(questions, node, repeat, list(_values(kept, node["name"], repeat)), language)
        for node, repeat in questions.walk()
        if node["kind"] in d.ASKED
    ]
    return Counted(len(kept), len(read) > MOST_READ, found)


def _values(rows: list[dict[str, Any]], name: str, repeat: str) -> Iterator[Any]:
    for answers in rows:
        for row in answers.get(repeat) or [] if repeat else [answers]:
            if (value := row.get(name)) not in (None, "", []):
                yield value


def _result(form: d.Definition, node: d.Node, repeat: str, values: list[Any], language: str) -> Result:
    made = Result(node, d.said(node.get("label"), language) or node["name"], bool(repeat), len(values))
    if node.get("personal"):
        return made
    if node["kind"] in d.CHOOSING:
        made.bars = _bars(form, node, values, language)
    elif node["kind"] in (d.INTEGER, d.DECIMAL):
        made.numbers = _numbers([float(value) for value in values if isinstance(value, int | float)])
    elif node["kind"] in (d.TEXT, d.DATE, d.TIME):
        made.words = list(Counter(str(value) for value in values).items())[:LATEST]
    return made


def _bars(form: d.Definition, node: d.Node, values: list[Any], language: str) -> list[Bar]:
    """A bar per choice; what an earlier version offered and this one does not comes last, under its own name."""
    counted = Counter(one for value in values for one in (value if isinstance(value, list) else [value]))
    named = {choice["name"]: d.said(choice["label"], language) for choice in form.choices(node)}
    names = [*named, *(name for name in counted if name not in named)]
    return [Bar(named.get(name, str(name)), counted[name], _shown(counted[name], len(values))) for name in names]


def _shown(count: int, n: int) -> str:
    return f"{count} · {round(100 * count / n)} %" if n >= SHARES_FROM else str(count)


def _numbers(values: list[float]) -> dict[str, float]:
    """Least, middle and most; nothing but the count where they are few."""
    if len(values) < SHARES_FROM:
        return {}
    return {"least": min(values), "middle": statistics.median(values), "most": max(values)}
