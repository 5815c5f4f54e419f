"""Which villages tell far less than their neighbours, and how readily people report at all."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from sixia.insight.figures.queries.sums import facts, sums
from sixia.insight.figures.rules.cuts import Cut, Reach
from sixia.insight.figures.rules.parts import is_open
from sixia.insight.figures.rules.silence import Reporting, Silent, reporting, silent
from sixia.places.models import Place
from sixia.places.rules.codes import SEGMENT, VILLAGE

FEWEST = 50
"""Households of a village whose number nobody has entered: few, so that it is rarely called silent."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A silent village beside what its neighbours would have told."""

    place: Place
    found: Silent


def silent_villages(cut: Cut, reach: Reach, who: Any) -> tuple[list[Quiet], int]:
    """Villages of the reach that are too silent to believe, most certain first, and how many were looked at. Cases count at the
    village they speak of; two reads. Neighbours are the villages of the same town, weighed by households."""
    villages = {row.path: row for row in _villages(cut) if _inside(row.path, reach)}
    heard = _heard(villages, cut, reach, who)
    weight: dict[Hashable, int] = {path: row.households or FEWEST for path, row in villages.items()}
    around: dict[Hashable, Hashable] = {path: path[:-SEGMENT] for path in villages}
    found = silent(heard, weight, around)
    return [Quiet(villages[str(one.place)], one) for one in found], len(villages)


def unheard_villages(cut: Cut, reach: Reach, who: Any, within: tuple[str, ...]) -> list[Place]:
    """Villages of these territories from which nothing was heard of what the reader may see, the most households first; none
    where nothing was heard at all. No claim that this is more than chance; two reads."""
    villages = {row.path: row for row in _villages(cut) if any(row.path.startswith(path) for path in within)}
    heard = _heard(villages, cut, reach, who)
    silent_ones = [row for path, row in villages.items() if path not in heard] if heard else []
    return sorted(silent_ones, key=lambda row: (-(row.households or 0), row.path))


def _villages(cut: Cut) -> Any:
    rows: Any = Place.objects.current(cut.as_of).at_level(VILLAGE).select_related("parent").order_by("path")
    return rows.under(cut.place)


def _heard(villages: Mapping[str, Place], cut: Cut, reach: Reach, who: Any) -> dict[Hashable, int]:
    """Cases heard by village; under "" what lies in none of them."""
    counted = facts({"heard"}, cut, reach, who).order_by().values_list("place_path").annotate(total=Sum("n"))
    heard: dict[Hashable, int] = {}
    for path, n in counted:
        village = next((path[:end] for end in range(len(path), 0, -SEGMENT) if path[:end] in villages), "")
        heard[village] = heard.get(village, 0) + n
    return heard


def _inside(path: str, reach: Reach) -> bool:
    return reach.everything or any(path.startswith(mine) for mine in reach.paths)


def reporting_by(cut: Cut, reach: Reach, who: Any, *, by: str = "") -> Mapping[Any, Reporting | None]:
    """How readily people report, by town (`place_path`), `topic`, or all together under None."""
    added = sums({"more", "watched", "watched.open"}, cut, reach, who, by=by)
    found = {}
    for key, parts in added.items():
        days = sum(sum(rows.values()) for part, rows in parts.items() if part == "watched" or is_open(part))
        found[key] = reporting(sum(parts.get("more", {}).values()), days)
    return found
