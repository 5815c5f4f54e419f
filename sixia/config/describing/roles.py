"""Who may do what: roles of posts, roles in a thing, and the matrix of roles and moves."""

from sixia.config.describing.tables import flows, standings, table
from sixia.people.rules import ROLES

RELATIONS = {
    "lead": "handler or head of the unit that has the lead order on the case, while the order is alive",
    "part": "handler or head of any unit that has or had an order on the case, or a task of the problem",
    "owner": "handler, head or leader of the unit that answers for a problem, and the leader named for it",
    "head": "head of the unit that has the lead order, gave the promise or handles the petition",
    "unit": "handler or head of the unit that gave the promise, handles the petition, takes part in the reception or was called",
    "promiser": "whoever gave the promise in person",
    "charged": "the leader in charge of the case",
    "reader": "whoever sees the case it belongs to, and may read it there",
    "registrar": "the petition office of the territory",
    "organ": "the organ one level up, which reviews a decision",
    "upper": "the organ two levels up, which reviews it a last time",
    "officer": "confidential-case officer for the territory",
    "overseer": "supervisor or principal for the territory",
    "issuer": "dispatcher for the territory, as whoever issued the order",
    "arbiter": "dispatcher for the territory, as whoever decides about refusals and extensions",
    "helper": "grid worker who wrote down the voice for somebody",
    "resident": "whoever has opened a voice of the case with its receipt and passcode",
    "office": "clerk or dispatcher of the territory, who runs its reception days",
    "receiver": "the leader who receives on that day",
    "booker": "whoever has opened a booking with its code and passcode",
    "leading": "whoever leads the visit",
    "team": "whoever goes along on the visit",
    "planner": "whoever has planned the visit",
    "colleague": "anybody of the unit whose visit it is, once it was announced or held",
    "host": "whoever works for the place that is visited, once it was announced or held; reads no line of it",
    "chair": "the leader who hosts the on-site office",
    "runner": "clerk or dispatcher of the territory, or anybody at work in the unit whose on-site office it is",
    "speaker": "whoever leads, goes on or has planned the visit of a session, and their unit",
    "caller": "clerk, dispatcher, handler, head or leader of the unit that called the others",
    "author": "anybody at work in the unit that answers for the words of a policy, or whoever drafted the standing rule",
    "decider": "the principal of the territory, or a leader above the unit that keeps the standing rule",
    "member": "handler or head of the unit that keeps the standing rule",
    "researcher": "whoever leads a research topic, belongs to its team or heads its unit",
    "fellow": "anybody of the unit that asks and officials of its territory; once concluded, those of the territory asked about",
    "surveyor": "anybody at work in the unit whose survey it is",
    "filler": "whoever works in the territory of a survey, in a part of it or in one around it",
    "watcher": "supervisor, principal, leader or inspector of a survey’s territory",
    "interviewer": "the official who filled the form in, or whose telephone it is",
    "keeper": "the security administrator: shuts out a telephone that was lost",
    "system": "the software itself: clocks, reactions, consequences of other moves",
}
"""Roles that somebody has in one row and no other; the posts behind them are named."""


def page() -> str:
    """The page about roles."""
    return "\n\n".join(["# Roles", _posts(), _relations(), _visibility(), *(_matrix(name) for name in standings())])


def _posts() -> str:
    rows = ((f"`{role.word}`", role.label, role.about) for role in ROLES.values())
    return "## Posts\n\nA post is held in a unit, and reaches as far as the unit's territory.\n\n" + table(
        ("role", "shown as", "what for"), rows
    )


def _relations() -> str:
    intro = "## Roles in one thing\n\nThese follow from posts, orders and receipts, for one case, voice or order at a time.\n\n"
    return intro + table(("role", "who has it"), ((f"`{name}`", about) for name, about in RELATIONS.items()))


def _visibility() -> str:
    """Whoever has any role in a row sees it; everybody else gets "not found"."""
    every = sorted({role for standing in standings().values() for role in standing})
    rows = ([f"`{role}`", *("yes" if role in standing else "" for standing in standings().values())] for role in every)
    intro = (
        "## Who sees what\n\nOnly somebody with a role in a row sees it; for everybody else it does not exist. Confidential "
        "cases give a role only to confidential-case officers, and nobody has a role in a matter from which they are recused or "
        "in which their own unit is complained about. A voice is seen through its case.\n\n"
    )
    return intro + table(("role", *standings()), rows)


def _matrix(name: str) -> str:
    flow = next(flow for flow in flows() if flow.name == name)
    roles = sorted({role for move in flow.moves for role in move.who})
    rows = ([f"`{move.name}`", *("•" if role in move.who else "" for role in roles)] for move in flow.moves)
    return f"## Who may move a {name}\n\n" + table(("move", *(f"`{role}`" for role in roles)), rows)
