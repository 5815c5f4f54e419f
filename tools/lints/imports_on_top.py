"""Imports stand at the top, and heavy ones nowhere near it."""

import ast
from collections.abc import Iterator

from tools.lints.source import Fault, Source

WHY = "A hidden import hides a circle, a heavy one at the top costs every start seconds; an exception says its reason in place."
HEAVY = {
    "sklearn",
    "scipy",
    "numpy",
    "pandas",
    "pyarrow",
    "ibis",
    "duckdb",
    "pyspark",
    "rapidocr",
    "onnxruntime",
    "typst",
    "shapely",
    "h3",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def check(source: Source) -> Iterator[Fault]:
    """Product imports inside a function without a comment on their line, and heavy libraries imported outside one."""
    if not source.room or source.generated:
        return
    lines = source.text.splitlines()
    inside = {id(inner) for node in ast.walk(source.tree) if isinstance(node, FUNCTIONS) for inner in ast.walk(node)}
    typed = {id(inner) for node in ast.walk(source.tree) if _for_types(node) for inner in ast.walk(node)}
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for name in _imported(node):
            if id(node) in inside and name.startswith("sixia") and "#" not in lines[node.lineno - 1]:
                yield node.lineno, f"{name} is imported inside a function without a reason"
            if id(node) not in inside | typed and name.split(".")[0] in HEAVY:
                yield node.lineno, f"{name} is heavy: import it inside the task"


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
