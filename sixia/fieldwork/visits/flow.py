"""The lifecycle of a visit, as a table; pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text

LEAD, TEAM, PLANNER, COLLEAGUE, HOST, OVERSEER, READER, SYSTEM = (
    "leading",
    "team",
    "planner",
    "colleague",
    "host",
    "overseer",
    "reader",
    "system",
)
PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
OWN: Final = frozenset({LEAD, TEAM, PLANNER})
"""Those whose visit it is: they change it, write its lines, and read the lines as soon as they are written."""

_OFF: Final = frozenset({LEAD, PLANNER})


def _begun(visit: Any, given: Mapping[str, Any]) -> Text | None:
    return None if visit.date <= given["today"] else _("It is still ahead. Once it has taken place you can note it as held.")


VISIT = Flow(
    "visit",
    states={PLANNED: _("Planned"), HELD: _("Held"), CANCELLED: _("Does not take place")},
    start=PLANNED,
    ends={HELD, CANCELLED},
    moves=(
        Move("change", (PLANNED,), None, OWN, _("Change the plan"), needs=("title", "starts_at")),
        Move("hold", (PLANNED,), HELD, OWN, _("It has taken place"), guards=(_begun,), tone="act"),
        Move("amend", (HELD,), None, OWN, _("Add what is missing")),
        Move("cancel", (PLANNED,), CANCELLED, _OFF, _("It does not take place"), needs=("reason",), tone="grave"),
    ),
)
