"""Markdown tables and the lifecycles they are made of."""

from collections.abc import Iterable, Sequence

from django.apps import apps

from sixia.kit.flow import Flow
from sixia.kit.models import Moving
from sixia.kit.standing import Standing


def moving() -> list[type[Moving]]:
    """Every table whose rows have a lifecycle, room by room as they build on each other."""
    return [model for model in apps.get_models() if issubclass(model, Moving)]


def flows() -> list[Flow]:
    """Their lifecycles."""
    return [model.FLOW for model in moving()]


def standings() -> dict[str, Standing]:
    """Who sees them and in which role, by the lifecycle's name."""
    return {model.FLOW.name: model.STANDING for model in moving()}


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
