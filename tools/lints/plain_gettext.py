"""Texts for translation are plain."""

import ast
from collections.abc import Iterator

from tools.lints.source import Fault, Source

WHY = "A text put together before it is looked up is never found in the catalogue, and Chinese orders its words differently."
LOOKUPS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


def check(source: Source) -> Iterator[Fault]:
    """f-strings, concatenation, `%` and `.format()` inside the lookup instead of after it."""
    for call, name in source.calls():
        if name not in LOOKUPS or not isinstance(call.func, ast.Name):
            continue
        for given in call.args:
            if isinstance(given, ast.JoinedStr | ast.BinOp) or _is_format(given):
                yield call.lineno, f"{name}() of a text that is put together; use named placeholders after the lookup"


def _is_format(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
