"""Q1 and Q2: is the topic right, and does the machine know when it does not know?"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sixia.config.evaluating.files import Row, need, rows_of
from sixia.config.evaluating.told import Told
from sixia.insight.suggestions.rules.calibration import Judged, calibration_error, judged, macro_f1, surest
from sixia.insight.suggestions.rules.features import Said
from sixia.insight.suggestions.rules.learning import Example, Learnt, learn

F1_GOAL, SURE_GOAL, ECE_GOAL, PART = 0.935, 0.985, 0.03, 0.8


def ask(parser: ArgumentParser) -> None:
    """The files."""
    parser.add_argument("--train", type=Path, nargs="+", default=[], metavar="FILE", help=_("labelled messages to learn from"))
    parser.add_argument("--test", type=Path, nargs="+", default=[], metavar="FILE", help=_("labelled messages to judge by"))


def measure(options: dict[str, Any]) -> list[Told]:
    """The table: on the test files, or else by leaving each group of near copies out in turn; [] without files."""
    if not options["train"]:
        return []
    rows = rows_of(options["train"])
    need(rows, "label")
    learnt = learn([example(row) for row in rows])
    if not options["test"]:
        return told(learnt.truths, learnt.scores, learnt.judged, learnt.table.labels, learnt.table.threshold)
    asked = rows_of(options["test"])
    need(asked, "label")
    return _tested(learnt, asked)


def example(row: Row) -> Example:
    """A row with `title` and `detail` (or `text`), `label`, and `group` or `dup_group` for near copies."""
    group = row.get("group", row.get("dup_group", ""))
    return Example(said(row), str(row["label"]), group=str(group) if group != "" else "")


def said(row: Row) -> Said:
    """The words of a row as the product reads them: the title belongs to the words."""
    title, text = str(row.get("title") or ""), str(row.get("detail") or row.get("text") or "")
    return Said(title or text.strip().splitlines()[0][:60] if title or text.strip() else "", f"{title}\n{text}".strip())


def _tested(learnt: Learnt, asked: Sequence[Row]) -> list[Told]:
    table = learnt.table
    number = {label: place for place, label in enumerate(table.labels)}
    truths = [number.get(str(row["label"]), -1) for row in asked]
    scores = [table.scores(table.vector(said(row))) for row in asked]
    return told(truths, scores, judged(scores, truths, table.sureness), table.labels, table.threshold)


def told(
    truths: Sequence[int], scores: Sequence[Sequence[float]], guesses: Sequence[Judged], labels: Sequence[str], line: float
) -> list[Told]:
    """The figures of Q1 and Q2."""
    order = [sorted(range(len(row)), key=lambda label, row=row: -row[label]) for row in scores]  # type: ignore[misc] # bound now
    chosen = [row[0] for row in order]
    f1 = macro_f1(truths, chosen, len(labels))
    ece = calibration_error(guesses)
    right, number = surest(guesses, PART)
    whole = len(truths)
    first = sum(one.right for one in guesses)
    two = sum(truth in row[:2] for truth, row in zip(truths, order, strict=True))
    dared = [one for one in guesses if one.share >= line]
    good = sum(one.right for one in dared)
    rows = [
        Told("Q1", f"topic, macro-F1 over {len(labels)} labels", f1, goal=f"≥ {F1_GOAL}", passed=f1 >= F1_GOAL),
        Told("Q1", "right at the first guess", first / whole, first, whole),
        Told("Q1", "right among the first two", two / whole, two, whole),
        Told("Q2", "right among the surest 80 %", right / number, right, number, f"≥ {SURE_GOAL}", right / number >= SURE_GOAL),
        Told("Q2", "calibration error (ECE, ten steps)", ece, goal=f"≤ {ECE_GOAL}", passed=ece <= ECE_GOAL),
        Told("Q2", f"right where it dared to say so (from {line:.2f})", good / max(1, len(dared)), good, len(dared)),
    ]
    return rows + [_label(label, place, truths, chosen) for place, label in enumerate(labels)]


def _label(label: str, place: int, truths: Sequence[int], chosen: Sequence[int]) -> Told:
    hit = sum(truth == place == one for truth, one in zip(truths, chosen, strict=True))
    seen, said_so = sum(one == place for one in truths), sum(one == place for one in chosen)
    return Told("", f"F1 {label}", 2 * hit / max(1, seen + said_so), hit, seen)
