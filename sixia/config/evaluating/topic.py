"""Q1 and Q2: is the topic right, and does the machine know when it does not know?"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sixia.config.evaluating.files import Chosen, Row, chosen, rows_of
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
        if options["test"]:
            raise CommandError(_("--test judges what was learnt from --train: give both."))
        return []
    asked = chosen(options)
    rows = _labelled(options["train"], asked)
    if len({row["label"] for row in rows}) < 2:  # what is one has nothing to be told from
        raise CommandError(_("The files to learn from need messages of at least two labels."))
    learnt = learn([example(row) for row in rows])
    if not options["test"]:
        return told(learnt.truths, learnt.scores, learnt.judged, learnt.table.labels, learnt.table.threshold)
    return _tested(learnt, _labelled(options["test"], asked), asked)


def example(row: Row) -> Example:
    """A row with `title`, `text` and `label`; near copies share a `group`."""
    return Example(said(row), row["label"], group=row.get("group", ""))


def said(row: Row) -> Said:
    """The words of a row as the product reads them: the title belongs to the words."""
    title, text = row["title"], row["text"]
    return Said(title or text.splitlines()[0][:60], f"{title}\n{text}".strip())


def _labelled(paths: Sequence[Path], asked: Chosen) -> list[Row]:
    return rows_of(paths, asked, need=("title|text", "label"), take=("group",))


def _tested(learnt: Learnt, asked: Sequence[Row], choice: Chosen) -> list[Told]:
    """Labels that nothing was learnt of count as labels, of which none was found."""
    table = learnt.table
    number = {label: place for place, label in enumerate(table.labels)}
    new = sorted({row["label"] for row in asked} - number.keys())
    if new:
        choice.tell(
            _("Not among the labels learnt, so none of them can be right: %(labels)s.") % {"labels": ", ".join(new)[:400]}
        )
    number |= {label: place for place, label in enumerate(new, len(number))}
    truths = [number[row["label"]] for row in asked]
    scores = [table.scores(table.vector(said(row))) for row in asked]
    return told(truths, scores, judged(scores, truths, table.sureness), tuple(number), table.threshold)


def told(
    truths: Sequence[int], scores: Sequence[Sequence[float]], guesses: Sequence[Judged], labels: Sequence[str], line: float
) -> list[Told]:
    """The figures of Q1 and Q2."""
    order = [sorted(range(len(row)), key=lambda label, row=row: -row[label]) for row in scores]  # type: ignore[misc] # bound now
    chosen = [row[0] for row in order]
    f1 = macro_f1(truths, chosen, len(labels))
    ece = calibration_error(guesses)
    right, number = surest(guesses, PART)
    sure, whole = right / max(1, number), len(truths)
    first = sum(one.right for one in guesses)
    two = sum(truth in row[:2] for truth, row in zip(truths, order, strict=True))
    dared = [one for one in guesses if one.share >= line]
    good = sum(one.right for one in dared)
    rows = [
        Told("Q1", _("topic, macro-F1 over %(n)d labels") % {"n": len(labels)}, f1, goal=f"≥ {F1_GOAL}", passed=f1 >= F1_GOAL),
        Told("Q1", _("right at the first guess"), first / whole, first, whole),
        Told("Q1", _("right among the first two"), two / whole, two, whole),
        Told("Q2", _("right among the surest four fifths"), sure, right, number, f"≥ {SURE_GOAL}", sure >= SURE_GOAL),
        Told("Q2", _("calibration error (ECE, ten steps)"), ece, goal=f"≤ {ECE_GOAL}", passed=ece <= ECE_GOAL),
        Told(
            "Q2",
            _("right where it dared to say so (from %(line).2f)") % {"line": line},
            good / max(1, len(dared)),
            good,
            len(dared),
        ),
    ]
    return rows + [_label(label, place, truths, chosen) for place, label in enumerate(labels)]


def _label(label: str, place: int, truths: Sequence[int], chosen: Sequence[int]) -> Told:
    hit = sum(truth == place == one for truth, one in zip(truths, chosen, strict=True))
    seen, said_so = sum(one == place for one in truths), sum(one == place for one in chosen)
    return Told("", f"F1 {label}", 2 * hit / max(1, seen + said_so), hit, seen)
