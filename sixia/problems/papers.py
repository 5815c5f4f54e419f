"""The paper of a problem with its four parts: tells the room of papers its kind, and fills it. Names no resident."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sixia.catalog.queries import current_book
from sixia.papers.render import Frame, render_docx
from sixia.papers.rules.kinds import Kind, Outline, Part, register
from sixia.people.models import Unit
from sixia.problems.models import Problem, Source
from sixia.problems.queries import reading

WORDS: Final = Path(__file__).parent / "outlines"
LANGUAGES: Final = ("zh", "en")
KIND: Final = "problem_sheet"
FEW, SHORT = 6, 40
"""So many of the things it grows from are named, with so many characters."""
WHO, WHAT, BY_DAY = gettext_lazy("Unit"), gettext_lazy("What is to be done"), gettext_lazy("Due by")
PARTS: Final = (
    Part("problem", gettext_lazy("Problem"), required=True),
    Part("ref", gettext_lazy("Number")),
    Part("words", gettext_lazy("What is wrong, and for whom"), required=True),
    Part("place", gettext_lazy("Place"), required=True),
    Part("about", gettext_lazy("What it is about")),
    Part("scale", gettext_lazy("How far it reaches")),
    Part("cause", gettext_lazy("Cause")),
    Part("state", gettext_lazy("State"), required=True),
    Part("sources", gettext_lazy("Grows from")),
    Part("answers", gettext_lazy("Who answers for it"), columns=(
        ("unit", WHO), ("leader", gettext_lazy("Responsible leader")), ("due", gettext_lazy("Solved by")),
        ("since", gettext_lazy("Since")),
    )),
    Part("tasks", gettext_lazy("Tasks"), columns=(
        ("words", WHAT), ("unit", WHO), ("due", BY_DAY), ("state", gettext_lazy("State")),
    )),
    Part("outcomes", gettext_lazy("Outcomes"), columns=(
        ("words", gettext_lazy("What has been achieved")), ("done", gettext_lazy("Done on")),
        ("said", gettext_lazy("What residents say")),
    )),
    Part("nobody", gettext_lazy("When nobody answers for it")),
    Part("no_task", gettext_lazy("When there is no task")),
    Part("no_outcome", gettext_lazy("When there is no outcome")),
    Part("ending", gettext_lazy("Why it ended unsolved")),
)  # fmt: skip


def fill() -> None:
    """Make the kind known."""
    words = {language: tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    outlines = {language: Outline(found[KIND]["title"], found[KIND]["body"]) for language, found in words.items()}
    register(Kind(KIND, gettext_lazy("Sheet of a problem"), PARTS, outlines, addressed=False))


def sheet(problem: Problem, unit: Unit, who: Any, now: datetime) -> bytes:
    """The problem on a page, as far as `who` may see what it grows from. Raises Refused."""
    first = current_book(now).content.languages[0]
    language = first if first in LANGUAGES else "en"
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        frame = Frame(on=timezone.localdate(now), at=now, language=language)
        return render_docx(KIND, _parts(problem, who, now), unit, frame)


def _parts(problem: Problem, who: Any, now: datetime) -> dict[str, Any]:
    book = current_book(now)
    about = str(book.category(problem.category).name) if book.chain(problem.category) else ""
    sector = str(book.term("sector", problem.sector)) if problem.sector else ""
    return {
        "problem": problem.title,
        "ref": str(problem.pk),
        "words": problem.words,
        "place": problem.place.name,
        "about": " · ".join(part for part in (sector, about) if part),
        "scale": str(problem.get_scale_display()) if problem.scale else "",
        "cause": problem.cause,
        "state": problem.state_label,
        "sources": _sources(reading.sources_of(problem, who)),
        "answers": [
            {
                "unit": row.unit.said,
                "leader": f"{row.title} {row.leader.name}".strip(),
                "due": row.due_on.isoformat(),
                "since": timezone.localdate(row.since).isoformat(),
            }
            for row in reading.responsibilities_of(problem)
        ],
        "tasks": [
            {
                "words": done.task.words,
                "unit": "、".join(order.unit.said for order in done.orders) or done.task.unit.said,
                "due": done.task.due_on.isoformat(),
                "state": done.lead.state_label if done.lead else "–",
            }
            for done in reading.tasks_of(problem)
        ],
        "outcomes": [
            {"words": one.outcome.words, "done": one.outcome.done_on.isoformat(), "said": _said(one)}
            for one in reading.outcomes_of(problem, who, calls=False)
        ],
        "nobody": "" if problem.unit_id else _("Nobody answers for it yet."),
        "no_task": "" if problem.tasks.exists() else _("No task yet."),
        "no_outcome": "" if problem.outcomes.exists() else _("No outcome yet."),
        "ending": "" if problem.open else problem.ending,
    }


def _sources(rows: list[Source]) -> list[str]:
    """The oldest in short, and how many more there are, so that the sheet stays a page."""
    more = len(rows) - FEW
    return [_source(row) for row in rows[:FEW]] + (
        [ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}] if more > 0 else []
    )


def _source(row: Any) -> str:
    return (
        f"#{row.case_id} {Truncator(row.case.title).chars(SHORT)}"
        if row.case_id
        else f"{row.get_kind_display()} {row.label or row.ref}"
    )


def _said(one: reading.Judged) -> str:
    counts = {"asked": one.said.asked, "yes": one.said.yes, "partly": one.said.partly, "no": one.said.no}
    line = _("asked %(asked)s: solved %(yes)s, partly %(partly)s, not solved %(no)s") % counts
    return f"{one.outcome.get_result_display()}（{line}）"
