"""Q3 and Q4: is the same matter found among the first candidates, and what is "surely the same" worth?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sixia.config.evaluating.files import Row as Line
from sixia.config.evaluating.files import need, rows_of
from sixia.config.evaluating.told import Told
from sixia.insight.same.evaluating import Result, Row, evaluate

FOUND_GOAL, PRECISION_GOAL, RECALL_GOAL, FIRST = 0.95, 0.90, 0.70, 10
KEYS = ("msg_id", "id", "编号", "留言编号")
ISSUES = ("consensus_cluster", "cluster", "issue", "incident")


def ask(parser: ArgumentParser) -> None:
    """The files."""
    words = _("messages, some of which are about the same matter")
    parser.add_argument("--same", type=Path, default=None, metavar="FILE", help=words)
    parser.add_argument("--issues", type=Path, default=None, metavar="FILE", help=_("which messages are about which matter"))


def measure(options: dict[str, Any]) -> list[Told]:
    """The table; [] without files."""
    if not options.get("same") or not options.get("issues"):
        return []
    lines, labelled = rows_of([options["same"]]), rows_of([options["issues"]])
    key, own, issue = _column(lines, KEYS), _column(labelled, KEYS), _column(labelled, ISSUES)
    rows = [
        Row(str(line[key]), str(line.get("title") or ""), str(line.get("detail") or line.get("text") or "")) for line in lines
    ]
    unique = {row.id: row for row in rows}
    return told(evaluate(unique.values(), {str(line[own]): str(line[issue]) for line in labelled}))


def told(result: Result) -> list[Told]:
    """The figures of Q3 and Q4, and beside each the stricter way to count it."""
    found = result.found.get(FIRST, 0.0)
    goal = f">= {FOUND_GOAL}"
    rows = [
        Told(
            "Q3", _("a companion among the first 10"), found, round(found * result.asked), result.asked, goal, found >= FOUND_GOAL
        )
    ]
    rows += [Told("Q3", _("companions found in the first %(n)d") % {"n": first}, share) for first, share in result.recall.items()]
    rows += [
        Told("Q3", _("the same, each matter counted once, first %(n)d") % {"n": first}, share)
        for first, share in result.recall_by_issue.items()
    ]
    sure = result.precision >= PRECISION_GOAL and result.sure_recall >= RECALL_GOAL
    goal = f">= {PRECISION_GOAL}"
    rows.append(Told("Q4", _("surely the same: precision"), result.precision, None, None, goal, sure))
    rows.append(Told("Q4", _("surely the same: recall"), result.sure_recall, None, None, f">= {RECALL_GOAL}", sure))
    rows.append(Told("Q4", _("recall, each matter counted once"), result.sure_recall_by_issue))
    rows.append(Told("Q4", _("precision, every unlabelled pair held to be wrong"), result.precision_at_least))
    return rows


def _column(lines: list[Line], names: tuple[str, ...]) -> str:
    """The first of these columns that the file has; CommandError for none."""
    first = lines[0] if lines else {}
    name = next((name for name in names if name in first), names[0])
    need(lines, name)
    return name
