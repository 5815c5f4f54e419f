"""What the monthly sums tell apart besides month and town: nothing, the unit, the topic, or both. Pure.

Towns, units and topics together have nearly as many rows as there are facts; a board of a county wants a few hundred of them.
"""

from collections.abc import Collection
from typing import Final

PLAIN, BY_UNIT, BY_TOPIC, FULL = "", "u", "t", "ut"
GRAINS: Final = (PLAIN, BY_UNIT, BY_TOPIC, FULL)


def seat(
    grain: str, part: str, month: int, place: str, unit: int, topic: str, bucket: int
) -> tuple[str, str, int, str, int, str, int]:
    """The row of a grain in which a fact is added."""
    return grain, part, month, place, unit if "u" in grain else 0, topic if "t" in grain else "", bucket


def coarsest(by: Collection[str], *, unit: bool, topic: bool) -> str:
    """The grain with the fewest rows that can answer: `unit` and `topic` say whether only some of these are asked for."""
    return ("u" if unit or "unit" in by else "") + ("t" if topic or "topic" in by else "")
