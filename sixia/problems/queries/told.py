"""What the facts of a problem read like, in one line each."""

from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.kit.journal import Line, timeline
from sixia.people.models import Account, Unit
from sixia.problems.models import Problem
from sixia.ui.parts import Happening, Tone
from sixia.ui.text import moment

JUDGED: Final = "OutcomeJudged"
SENTENCES: Final[dict[str, str | Promise]] = {
    "ProblemRaised": _("raised the problem"),
    "ProblemDescribed": _("said more precisely what it is"),
    "ProblemGrew": _("added something it grows from"),
    "ProblemAssigned": _("named %(unit)s as responsible, until %(due)s"),
    "ProblemHandedOver": _("handed it over to %(unit)s"),
    "ProblemExtended": _("gave more time, until %(due)s"),
    "ProblemTaskGiven": _("gave a task to %(unit)s, until %(due)s"),
    "ProblemTaskWithdrawn": _("took a task back"),
    "OutcomeReported": _("%(unit)s reported the outcome"),
    "ResidentsAsked": _("%(behind)s residents behind it are asked, and %(drawn)s drawn by lot of %(population)s"),
    "OnlyBehindAsked": _("%(behind)s residents behind it are asked"),
    "OutcomeJudged": _("a resident has said whether it is solved"),
    "SeveralJudged": _("%(n)s residents have said whether it is solved"),
    "ProblemResolved": _("%(yes)s of %(answered)s residents say that it is solved"),
    "ProblemReopened": _("it is open again, until %(due)s"),
    "ProblemUnheard": _("%(answered)s of %(asked)s residents were heard: too few to decide"),
    "ProblemClosedUnjudged": _("closed it without residents’ word"),
    "ProblemEndingProposed": _("%(unit)s proposed to end it unsolved"),
    "ExplanationProposed": _("%(unit)s proposed a lawful explanation"),
    "ProblemEndingDeclined": _("did not approve; %(unit)s goes on"),
    "ProblemExplained": _("approved the lawful explanation"),
    "ProblemGivenUp": _("gave it up"),
    "ProblemCameBack": _("the same matters again: %(before)s before it was solved, %(after)s in %(days)s days since"),
    "RecurrenceJudged": _("the watch is over: %(before)s before it was solved, %(after)s in %(days)s days since"),
    "FileKept": _("attached a file"),
    "ClockWarned": _("a time limit will soon be over"),
    "ClockBreached": _("a time limit is over"),
}
TONES: Final[dict[str, Tone]] = {
    "ProblemReopened": "bad",
    "ProblemUnheard": "warn",
    "ProblemResolved": "ok",
    "ProblemCameBack": "warn",
    "ClockWarned": "warn",
    "ClockBreached": "bad",
}


def story(problem: Problem, now: datetime) -> list[Happening]:
    """The timeline of a problem, newest first; four queries. Residents and their words are not named in it."""
    lines = timeline(problem.stream, newest_first=True)
    people = {int(line.by.partition(":")[2]) for line in lines if line.by.startswith("account:")}
    units = {line.facts["unit"] for line in lines if line.facts.get("unit")}
    who = dict(Account.objects.filter(pk__in=people).values_list("pk", "name"))
    named = Unit.objects.filter(pk__in=units).said()
    shown = [line for line in lines if line.event in SENTENCES]
    runs = ([*run] for _judged, run in groupby(shown, key=lambda line: line.event == JUDGED))
    return [row for run in runs for row in _rows(run, who, named, now)]


def _rows(run: list[Line], who: dict[int, str], units: dict[int, str], now: datetime) -> list[Happening]:
    """The lines of a run; several residents who spoke one after the other are one line, with the day of the last."""
    if run[0].event == JUDGED and len(run) > 1:
        return [Happening(run[0].at, str(SENTENCES["SeveralJudged"]) % {"n": len(run)})]
    return [_line(line, who, units, now) for line in run]


def _line(line: Line, who: dict[int, str], units: dict[int, str], now: datetime) -> Happening:
    known = {name: str(value) for name, value in line.facts.items()}
    known["unit"] = units.get(line.facts.get("unit", 0), "")
    if due := line.facts.get("due"):
        known["due"] = str(moment(date.fromisoformat(due[:10]), now))
    by = who.get(int(line.by.partition(":")[2]), "") if line.by.startswith("account:") else ""
    detail = "" if line.event == JUDGED else next(iter(line.words.values()), "")
    event = "OnlyBehindAsked" if line.facts.get("drawn") == 0 else line.event
    event = "ExplanationProposed" if line.facts.get("how") == "explain" else event
    return Happening(line.at, str(SENTENCES[event]) % known, who=by, detail=detail, tone=TONES.get(line.event, ""))
