"""One measured figure of quality with its goal, and the table of all of them; knows no question."""

from collections.abc import Sequence
from dataclasses import dataclass

from sixia.config.bench.measured import aligned


@dataclass(frozen=True, slots=True)
class Told:
    """`row` is the goal's number (Q1 …), `value` from 0 to 1 or a count; `part` of `whole` where it is a share of cases; `goal`
    in words; `passed` None where there is no goal."""

    row: str
    what: str
    value: float
    part: int | None = None
    whole: int | None = None
    goal: str = ""
    passed: bool | None = None


def table(rows: Sequence[Told]) -> str:
    """All figures as aligned text."""
    lines = [("row", "what", "value", "of", "goal", ""), *(_cells(row) for row in rows)]
    return aligned(lines, right=(2, 3))


def _cells(row: Told) -> tuple[str, ...]:
    of = f"{row.part:,} / {row.whole:,}" if row.part is not None and row.whole is not None else ""
    verdict = {True: "pass", False: "FAIL", None: ""}[row.passed]
    return (row.row, row.what, f"{row.value:,.4f}", of, row.goal, verdict)
