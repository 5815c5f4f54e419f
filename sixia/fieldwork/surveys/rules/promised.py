"""The one text of a filled form to which the journal commits, the same from memory and from either database; pure."""

from collections.abc import Mapping
from typing import Any, Final

from sixia.kit.chain import canonical

EXACT: Final = 2**53
"""Whole numbers up to here stand as they are; beyond, a database gives back what was a fraction as a whole number."""


def promised(answers: Mapping[str, Any], sealed: str) -> str:
    """Open answers and the plain text of the sealed ones, as JSON."""
    return canonical([_even(answers), sealed])


def _even(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _even(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_even(one) for one in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) >= EXACT):
        return float(value) or 0.0  # PostgreSQL knows no minus zero
    return value
