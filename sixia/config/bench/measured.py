"""One measured figure with its goal, and the table of all of them; knows no Django."""

import json
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

HEADS = ("row", "cases", "what", "p50 ms", "p95 ms", "p99 ms", "per s", "CPU ms", "db ms", "queries", "goal", "")


@dataclass(slots=True)
class Measured:
    """Times in milliseconds, `rate` per second, `cpu` and `db` milliseconds of CPU per request in server and database.

    What was not measured is None. `passed` is None where there is no goal.
    """

    row: str
    what: str
    size: int = 0
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None
    rate: float | None = None
    cpu: float | None = None
    db: float | None = None
    queries: int | None = None
    goal: str = ""
    passed: bool | None = None

    def timed(self, seconds: Sequence[float]) -> "Measured":
        """The same with the quantiles of these times."""
        self.p50, self.p95, self.p99 = (1000 * quantile(seconds, share) for share in (0.5, 0.95, 0.99))
        return self


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies; nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(list(values))


def table(rows: Sequence[Measured]) -> str:
    """All figures as aligned text."""
    return aligned([HEADS, *(_cells(row) for row in rows)], right=(1, *range(3, 10)))


def aligned(lines: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Lines of cells as columns, wide characters counted as two; the columns in `right` end under each other."""
    widths = [max(_width(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join(
        "  ".join(_pad(cell, width, at in right) for at, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip()
        for line in lines
    )


def as_json(rows: Sequence[Measured], machine: str) -> str:
    """All figures for a program."""
    return json.dumps({"machine": machine, "rows": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1)


def _cells(row: Measured) -> tuple[str, ...]:
    verdict = {True: "pass", False: "FAIL", None: ""}[row.passed]
    times = (row.p50, row.p95, row.p99, row.rate, row.cpu, row.db)
    queries = "" if row.queries is None else str(row.queries)
    return (row.row, f"{row.size:,}" if row.size else "", row.what, *map(_number, times), queries, row.goal, verdict)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, right: bool) -> str:
    room = " " * (width - _width(text))
    return room + text if right else text + room
