"""How the cost of a page grows from the smallest county measured to the largest; pure."""

from collections.abc import Sequence

from sixia.config.bench.measured import Measured

MOST = 1.5
ROWS = ("P2", "P4")


def flatness(rows: Sequence[Measured]) -> list[Measured]:
    """One row per page that was measured in counties of different sizes: CPU of server and database, largest to smallest."""
    found: list[Measured] = []
    for what in dict.fromkeys((row.row, row.what) for row in rows if row.row in ROWS):
        same = sorted((row for row in rows if (row.row, row.what) == what and row.cpu), key=lambda row: row.size)
        if len({row.size for row in same}) > 1:
            share = _cost(same[-1]) / _cost(same[0])
            grown = f"{what[1]}: {share:.2f} × the cost at {same[0].size:,}"
            found.append(Measured(what[0], grown, same[-1].size, goal=f"≤ {MOST} ×", passed=share <= MOST))
    return found


def _cost(row: Measured) -> float:
    return (row.cpu or 0.0) + (row.db or 0.0)
