"""The registry's numbers beside a brief or an outline: both numbers always, and the same for the span before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sixia.insight.figures.queries.boards import EMPTY
from sixia.insight.figures.queries.sums import values
from sixia.insight.figures.rules.cuts import Cut, Reach
from sixia.insight.figures.rules.indicators import REGISTRY, Indicator, Value

SHORT: Final = ("response", "resolution", "satisfaction", "promises_kept")
FULL: Final = (*SHORT[:3], "conduct", "repeats", "time_to_contact", "time_to_answer", "promises_kept", "recurrence")


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in the span and in the span before."""

    one: Indicator
    now: Value
    before: Value


def lines(keys: Sequence[str], cut: Cut, reach: Reach, who: Any) -> list[Line]:
    """The indicators of which anything can be said, in the order of the keys; at most twelve reads."""
    ones = [REGISTRY[key] for key in keys]
    now = values(ones, cut, reach, who).get(None, {})
    before = values(ones, cut.before, reach, who).get(None, {})
    found = [Line(one, now.get(one.key, EMPTY), before.get(one.key, EMPTY)) for one in ones]
    return [row for row in found if row.now.whole or row.before.whole]
