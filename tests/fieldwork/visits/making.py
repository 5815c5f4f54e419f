"""The shortest ways to a visit in the shared town."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.models import Visit
from sixia.kit.flow import Refused
from tests.town import DAY, NOW, Town

STARTS = datetime(2026, 5, 14, 1, 0, tzinfo=UTC)
"""Thursday 14 May 2026, nine in the morning in Beijing."""
HOURS = timedelta(hours=3)
LATER = STARTS + DAY


def planned(town: Town, by: str = "handler", now: datetime = NOW, **given: Any) -> Visit:
    """A visit of the housing bureau to the first village of the east, led by its leader with its handler."""
    base: dict[str, Any] = {
        "title": "看路灯修得怎么样",
        "purposes": ("research", "reception"),
        "place": town.places["990101100001"],
        "unit": town.units["housing"],
        "starts_at": STARTS,
        "led_by": town.accounts["leader"],
        "members": (town.accounts["handler"],),
    }
    base |= given
    base.setdefault("ends_at", base["starts_at"] + HOURS)
    return actions.plan(by=town.who(by), now=now, **base)


def held(town: Town, by: str = "handler", met: int | None = 6, **given: Any) -> Visit:
    """One that has taken place."""
    visit = planned(town, by, **given)
    actions.hold(visit, by=town.who(by), now=visit.ends_at, met=met)
    return visit


def refusal(act: Callable[[], object]) -> str:
    """With which code the act is refused, in words; "" when it is not."""
    try:
        act()
    except Refused as no:
        return no.code if str(no).strip() else "without words"
    return ""
