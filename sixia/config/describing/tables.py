"""Markdown tables and the lifecycles they are made of."""

from collections.abc import Iterable, Sequence

from sixia.cases.flow import CASE, VOICE
from sixia.kit.flow import Flow
from sixia.orders.flow import FLOW as ORDER

FLOWS: tuple[Flow, ...] = (CASE, VOICE, ORDER)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; bars and line ends within cells are made harmless."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(cell: object) -> str:
    return " ".join(str(cell).split()).replace("|", "\\|")


def code(words: Iterable[str], order: Sequence[str] = ()) -> str:
    """Words as code, in the given order or sorted, with commas between."""
    found = set(words)
    listed = [word for word in order if word in found] + sorted(found - set(order))
    return ", ".join(f"`{word}`" for word in listed)
