"""Faces read through what says who may see."""

import ast
from collections.abc import Iterator

from tools.lints.source import Fault, Source

WHY = "A view that asks a table directly shows rows that its reader may not know of; one forgotten filter is a leak."
FACES = {"desk", "public", "api"}


def check(source: Source) -> Iterator[Fault]:
    """`.objects` in a face, unless it is at once `.objects.visible_to(...)` at the desk; `get_object_or_404(Model, ...)`."""
    if source.drawer not in FACES:
        return
    asked = {id(node.value) for node in _asking(source)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager") and id(node) not in asked:
            yield node.lineno, f".{node.attr} in {source.drawer}: read through queries, actions or visible_to"
    for call, name in source.calls():
        first = call.args[0] if call.args else None
        if name in ("get_object_or_404", "get_list_or_404") and isinstance(first, ast.Name) and first.id[:1].isupper():
            yield call.lineno, f"{name}({first.id}, ...): hand it a visible queryset instead"


def _asking(source: Source) -> Iterator[ast.Attribute]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "visible_to" and source.drawer == "desk":
            yield node
