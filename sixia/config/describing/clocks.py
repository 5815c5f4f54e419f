"""Every kind of clock: what it limits, and which moves start and stop it."""

from collections.abc import Iterator

from sixia.cases import flow as cases
from sixia.config.describing.tables import FLOWS, table
from sixia.kit.clocks import WARN_SHARE
from sixia.orders import flow as orders

KINDS = {
    cases.DISPATCH: "from hearing a case to its dispatch; starts when it is heard",
    cases.HANDLE: "to the answer of a case, and to the report of an order; an order's starts when it is issued",
    cases.REVIEW: "to a second person's check of an answer",
    cases.VERDICT: "to the resident's verdict",
    cases.SUPERVISE: "to the supervisor's decision",
    orders.ACCEPT: "to a unit's signature for an order; starts when it is issued",
    orders.CONTACT: "to the first contact with the resident; starts when an order is issued",
    orders.ARBITRATE: "to the decision about a refused order",
    orders.DECIDE: "to the decision about an extension",
}


def page() -> str:
    """The page about clocks."""
    intro = (
        "A clock copies its limit from the rules in force when it starts, so that later rules do not touch it. It counts hours, "
        "working hours, days or working days on a calendar. Its owner is reminded when "
        f"{WARN_SHARE:.0%} of it has passed; each breach is told once."
    )
    rows = ((f"`{kind}`", about, _moves(kind, "starts"), _moves(kind, "stops")) for kind, about in KINDS.items())
    return "\n\n".join(["# Clocks", intro, table(("kind", "limits the time", "started by", "stopped by"), rows)])


def named() -> set[str]:
    """Every kind that a lifecycle names; each must have its line on the page."""
    return {kind for flow in FLOWS for move in flow.moves for kind in (*move.starts, *move.stops, *move.pauses, *move.resumes)}


def _moves(kind: str, way: str) -> str:
    return ", ".join(_named(kind, way))


def _named(kind: str, way: str) -> Iterator[str]:
    for flow in FLOWS:
        for move in flow.moves:
            if kind in getattr(move, way):
                yield f"`{flow.name}.{move.name}`"
