"""The kit knows no word of the domain."""

import ast
import re
from collections.abc import Iterator

from tools.lints.source import Fault, Source

WHY = "What is under everything must serve rooms that do not exist yet; a domain word in it is a decision made too low."
WORDS = {
    "voice", "case", "petition", "petitioner", "resident", "verdict", "village", "county", "town", "township", "dispatcher",
    "clerk", "complaint", "accusation", "hotline", "leader",
}  # fmt: skip
"""Words that mean one thing here; `order`, `answer` or `visit` are plain English too."""
PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def check(source: Source) -> Iterator[Fault]:
    """Names that kit code itself gives: of classes, functions, arguments and variables. Other libraries' names are theirs."""
    if source.room != "kit" or source.generated:
        return
    for line, name in _given_names(source.tree):
        parts = {part.lower().removesuffix("s") for part in PART.findall(name)}
        for word in sorted(parts & WORDS):
            yield line, f"{name} speaks of {word}"


def _given_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
