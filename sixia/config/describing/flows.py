"""Every lifecycle as a diagram and a table of its moves."""

from collections.abc import Iterator

from sixia.config.describing.tables import code, flows, table
from sixia.kit.flow import Flow, Move


def page() -> str:
    """The page about lifecycles."""
    intro = (
        "A thing moves only by the rows of these tables. A row says from which states it may go where, who may move it, what "
        "must be given, and which clocks it starts and stops. Buttons, forms, the API and the tests come from the same tables."
    )
    return "\n\n".join(["# Lifecycles", intro, *(_flow(flow) for flow in flows())])


def _flow(flow: Flow) -> str:
    states = table(
        ("state", "shown as", ""),
        ((f"`{name}`", label, _mark(flow, name)) for name, label in flow.states.items()),
    )
    heads = ("move", "shown as", "from", "to", "who", "needs", "may take", "starts", "stops", "guarded")
    moves = table(heads, (_row(flow, move) for move in flow.moves))
    return f"## `{flow.name}`\n\n```mermaid\n{_diagram(flow)}\n```\n\n{states}\n\n{moves}"


def _mark(flow: Flow, state: str) -> str:
    if state == flow.start:
        return "start"
    return "end" if state in flow.ends else ""


def _row(flow: Flow, move: Move) -> tuple[str, ...]:
    return (
        f"`{move.name}`",
        str(move.label),
        code(move.source, list(flow.states)),
        f"`{move.target}`" if move.target else "stays",
        code(move.who),
        code(move.needs, move.needs),
        code(move.takes, move.takes),
        code(move.starts, move.starts),
        code(move.stops, move.stops),
        str(len(move.guards) or ""),
    )


def _diagram(flow: Flow) -> str:
    return "\n".join(["stateDiagram-v2", f"    [*] --> {flow.start}", *_arrows(flow), *_ends(flow)])


def _arrows(flow: Flow) -> Iterator[str]:
    """One arrow for all moves between the same two states."""
    between: dict[tuple[str, str], list[str]] = {}
    for move in flow.moves:
        if move.target is not None:
            for state in move.source:
                between.setdefault((state, move.target), []).append(move.name)
    order = list(flow.states)
    for (source, target), names in sorted(between.items(), key=lambda row: (order.index(row[0][0]), order.index(row[0][1]))):
        yield f"    {source} --> {target}: {', '.join(names)}"


def _ends(flow: Flow) -> Iterator[str]:
    for state in flow.states:
        if state in flow.ends:
            yield f"    {state} --> [*]"
