"""Q3 and Q4: is the same matter found among the first candidates, and what is "surely the same" worth?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sixia.config.evaluating.files import chosen, rows_of
from sixia.config.evaluating.told import Told
from sixia.insight.same.evaluating import Result, Row, evaluate

FOUND_GOAL, PRECISION_GOAL, RECALL_GOAL, FIRST = 0.95, 0.90, 0.70, 10


def ask(parser: ArgumentParser) -> None:
    """The files."""
    words = _("messages, some of which are about the same matter")
    parser.add_argument("--same", type=Path, default=None, metavar="FILE", help=words)
    words = _("which messages are about which matter; without it the messages' own file says so")
    parser.add_argument("--issues", type=Path, nargs="+", default=[], metavar="FILE", help=words)


def measure(options: dict[str, Any]) -> list[Told]:
    """The table; [] without files."""
    if not options["same"]:
        if options["issues"]:
            raise CommandError(_("--issues says which messages of --same belong together: give both."))
        return []
    asked = chosen(options)
    lines = rows_of([options["same"]], asked, need=("id", "title|text"))
    labelled = rows_of(options["issues"] or [options["same"]], asked, need=("id", "issue"))
    unique = {line["id"]: Row(line["id"], line["title"], line["text"]) for line in lines}
    issues = {line["id"]: line["issue"] for line in labelled}
    result = evaluate(unique.values(), issues)
    unknown = len(issues.keys() - unique.keys())
    told_of = {"n": result.asked, "unknown": unknown}
    asked.tell(_("%(n)d labelled messages have a companion; %(unknown)d labelled ones are not among the messages.") % told_of)
    if not result.asked:
        raise CommandError(_("No two labelled messages are about the same matter: do the columns with the numbers fit?"))
    return told(result)


def told(result: Result) -> list[Told]:
    """The figures of Q3 and Q4, and beside each another way to count it. Q3 is judged by the mean share of companions."""
    found = result.found.get(FIRST, 0.0)
    rows = [_companions(first, share) for first, share in result.recall.items()]
    rows += [
        Told("Q3", _("the same, each matter counted once, first %(n)d") % {"n": first}, share)
        for first, share in result.recall_by_issue.items()
    ]
    rows.append(Told("Q3", _("at least one companion among the first 10"), found, round(found * result.asked), result.asked))
    sure = result.precision >= PRECISION_GOAL and result.sure_recall >= RECALL_GOAL
    return [
        *rows,
        Told("Q4", _("surely the same: precision"), result.precision, None, None, f"≥ {PRECISION_GOAL}", sure),
        Told("Q4", _("surely the same: recall"), result.sure_recall, None, None, f"≥ {RECALL_GOAL}", sure),
        Told("Q4", _("recall, each matter counted once"), result.sure_recall_by_issue),
        Told("Q4", _("precision, every unlabelled pair held to be wrong"), result.precision_at_least),
    ]


def _companions(first: int, share: float) -> Told:
    what, judged = _("companions found in the first %(n)d") % {"n": first}, first == FIRST
    return Told("Q3", what, share, goal=f"≥ {FOUND_GOAL}" if judged else "", passed=share >= FOUND_GOAL if judged else None)
