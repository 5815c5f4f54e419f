"""Numbers for everybody that point at nobody: no published row counts fewer than K, nor does any difference of rows. Pure.

Rows of a month and town with too few go into the row "other places" of that month; where that row would be too small, the
smallest published town goes in with them; a month with too few as a whole goes into the rest of its year, which is shown
only once the year is over, since a rest that grows by the month would tell the month. Totals are sums of what is shown.
What was shown is never changed, since the difference of two states would tell what became of a single case.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

K: Final = 10
Key = TypeVar("Key")
Group = TypeVar("Group")
Row = TypeVar("Row")


def fold(
    cells: Mapping[Key, Row],
    *,
    group: Callable[[Key], Group],
    size: Callable[[Row], int],
    add: Callable[[Row, Row], Row],
    k: int = K,
) -> tuple[dict[Key, Row], dict[Group, Row], dict[Group, Row]]:
    """(rows that are large enough, the rest of each group where it is large enough, the rest that must go further up).

    Empty rows are dropped. Together the three hold everything else exactly once.
    """
    kept = {key: row for key, row in cells.items() if size(row) >= k}
    small: dict[Group, list[Row]] = {}
    for key, row in cells.items():
        if 0 < size(row) < k:
            small.setdefault(group(key), []).append(row)
    rests: dict[Group, Row] = {}
    above: dict[Group, Row] = {}
    for name, rows in small.items():
        rest = rows[0]
        for row in rows[1:]:
            rest = add(rest, row)
        while size(rest) < k:
            mine = [key for key in kept if group(key) == name]
            if not mine:
                break
            rest = add(rest, kept.pop(min(mine, key=lambda key: (size(kept[key]), str(key)))))
        (rests if size(rest) >= k else above)[name] = rest
    return kept, rests, above
