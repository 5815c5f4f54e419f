"""Every kind of clock: what it limits, and which moves start and stop it."""

from collections.abc import Iterator

from sixia.config.describing.tables import flows, table
from sixia.kit.clocks import WARN_SHARE

KINDS = {
    "dispatch": "from hearing a case to its dispatch; starts when it is heard",
    "handle": "to the answer of a case, the report of an order (starts when it is issued), or the decision on a petition",
    "answer_review": "to a second person's check of an answer",
    "supervise_review": "to the supervisor's decision",
    "accept": "to a unit's signature for an order; starts when it is issued",
    "contact": "to the first contact with the resident; starts when an order is issued",
    "arbitrate": "to the decision about a refused order",
    "extend_decide": "to the decision about an extension",
    "due": "to the day for which something is promised, or by which a case in a leader's charge shall be solved",
    "meet": "to the leader's next meeting with the resident",
    "assign": "to naming who answers for a problem; starts when it is raised",
    "plan": "to the first task of a problem",
    "solve": "to the outcome of a problem",
    "ask": "within which residents are asked whether a problem is solved",
    "route": "to where a petition goes: taken up, sent on, or refused",
    "tell": "to telling the petitioner what becomes of the petition",
    "object": "within which an organ may say that the petition is not its own",
    "review_ask": "within which the petitioner may ask for a review",
    "review": "to the decision of the review",
    "rereview_ask": "within which the petitioner may ask for a re-review",
    "rereview": "to the decision of the re-review",
    "rule_review": "to the day on which somebody must say whether a standing rule works",
    "call_answer": "to a called unit’s answer whether it comes; starts when it is called",
    "call_decide": "to the decision whether a unit that says it cannot come must come",
}


def page() -> str:
    """The page about clocks."""
    intro = (
        "A clock copies its limit from the rules in force when it starts, so that later rules do not touch it. It counts hours, "
        "working hours, days or working days on a calendar. Its owner is reminded when "
        f"{WARN_SHARE:.0%} of it has passed; each breach is told once."
    )
    rows = (
        (f"`{kind}`", about, _moves(kind, "starts"), _moves(kind, "stops")) for kind, about in KINDS.items() if kind in named()
    )
    return "\n\n".join(["# Clocks", intro, table(("kind", "limits the time", "started by", "stopped by"), rows)])


def named() -> set[str]:
    """Every kind that a lifecycle names; each must have its line on the page."""
    return {kind for flow in flows() for move in flow.moves for kind in (*move.starts, *move.stops, *move.pauses, *move.resumes)}


def _moves(kind: str, way: str) -> str:
    return ", ".join(_named(kind, way))


def _named(kind: str, way: str) -> Iterator[str]:
    for flow in flows():
        for move in flow.moves:
            if kind in getattr(move, way):
                yield f"`{flow.name}.{move.name}`"
