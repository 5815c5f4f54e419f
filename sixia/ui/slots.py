"""Places on a page that rooms above may fill. Knows no room: who fills what is said at start-up."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

Filling: TypeAlias = tuple[str, dict[str, Any]] | SafeString | None
"""A template name with its context, ready markup, or None where there is nothing to show."""
Renderer: TypeAlias = Callable[[HttpRequest, Any], Filling]

_slots: dict[str, list[tuple[int, Renderer]]] = {}


def fill(name: str, renderer: Renderer, *, order: int = 100) -> None:
    """Show what `renderer(request, thing)` returns wherever a page says `{% slot "name" thing %}`; lower `order` comes first.

    Filling a slot twice with the same renderer changes its order only, so that start-up may run twice.
    """
    kept = [row for row in _slots.get(name, []) if row[1] is not renderer]
    _slots[name] = sorted([*kept, (order, renderer)], key=lambda row: row[0])


def empty(name: str, renderer: Renderer) -> None:
    """Take a renderer out of a slot again; for tests."""
    _slots[name] = [row for row in _slots.get(name, []) if row[1] is not renderer]


def filled(name: str) -> bool:
    """Whether anybody fills this slot at all."""
    return bool(_slots.get(name))


def render(name: str, request: HttpRequest, thing: Any) -> SafeString:
    """Everything the slot's renderers give for this thing, in order. A renderer's error is not swallowed."""
    parts = []
    for _order, renderer in _slots.get(name, []):
        filling = renderer(request, thing)
        if isinstance(filling, tuple):
            template, context = filling
            parts.append(render_to_string(template, context, request=request))
        elif filling is not None:
            parts.append(filling)
    return mark_safe("".join(parts))  # noqa: S308 - templates escape, and a SafeString is markup by its type
