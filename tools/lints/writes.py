"""Writes only in actions."""

import ast
from collections.abc import Iterator

from tools.lints.source import Fault, Source

WHY = "A row that only actions can change has one place where its rules, its journal entry and its author are seen to."
ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
BARE = {"save", "create", "update", "delete"}
SQL = ("insert ", "update ", "delete ", "truncate ")
WRITERS = {"actions", "migrations", "demo", "bench"}


def check(source: Source) -> Iterator[Fault]:
    """Calls of Django's writing methods. `dict.update(other)`, `hash.update(b"")`, `image.save(path)` take a positional
    argument where Django's take none: that tells them apart."""
    if not source.room or source.room == "kit" or source.drawer in WRITERS or "demo" in source.path.as_posix():
        return
    for call, name in source.calls():
        if not isinstance(call.func, ast.Attribute):
            continue
        if name in ALWAYS or (name in BARE and not call.args and not _is_super(call.func.value)):
            yield call.lineno, f".{name}() outside actions"
        elif name in ("execute", "executemany") and _writes_sql(call):
            yield call.lineno, "SQL that writes, outside actions"


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def _writes_sql(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and str(first.value).lstrip().lower().startswith(SQL)
