"""The card of what was learnt: how good it is by honest trial, in counts, so that anybody can reckon the rates. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sixia.insight.suggestions.rules.calibration import bins, calibration_error, macro_f1, surest
from sixia.insight.suggestions.rules.learning import Learnt

PART: Final = 0.8


def card_of(answer: Learnt, months: Sequence[str]) -> dict[str, Any]:
    """Plain values for a page: totals, per label (cases, found, said, right), per month (cases, right), steps of certainty.

    `months` are those of the real examples in order. Every count is of cases that the table judged without having seen them.
    """
    labels, guesses = answer.table.labels, answer.judged
    chosen = answer.chosen
    right, number = surest(guesses, PART)
    told = [one for one in guesses if one.share >= answer.table.threshold]
    per_label = [_label(label, place, answer.truths, chosen) for place, label in enumerate(labels)]
    by_month: Counter[str] = Counter(months)
    good: Counter[str] = Counter(month for month, one in zip(months, guesses, strict=False) if one.right)
    return {
        "tried": len(guesses),
        "right": sum(one.right for one in guesses),
        "f1": round(macro_f1(answer.truths, chosen, len(labels)), 4),
        "sure": [right, number],
        "told": [sum(one.right for one in told), len(told)],
        "threshold": answer.table.threshold,
        "ece": round(calibration_error(guesses), 4),
        "bins": [[round(one.low, 2), one.number, one.right, round(one.said, 4)] for one in bins(guesses)],
        "labels": sorted(per_label, key=lambda row: -row[1]),
        "months": [[month, by_month[month], good[month]] for month in sorted(by_month)],
    }


def _label(label: str, place: int, truths: Sequence[int], chosen: Sequence[int]) -> list[Any]:
    """[label, cases, cases said to be so, of these right]."""
    right = sum(truth == place == one for truth, one in zip(truths, chosen, strict=True))
    return [label, sum(one == place for one in truths), sum(one == place for one in chosen), right]
