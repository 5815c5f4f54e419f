"""Every module says what it is for, and none grows beyond reading."""

import ast
from collections.abc import Iterator

from tools.lints.source import Fault, Source

WHY = "A file that opens with its one purpose and ends within a few screens can be held in the head of whoever mends it."
MOST = 400
MOST_IN_TESTS = 500


def check(source: Source) -> Iterator[Fault]:
    """Missing module docstrings (empty and generated files need none) and files that are too long."""
    if source.generated:
        return
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield 1, "the module does not say what it is for"
    most = MOST_IN_TESTS if source.path.parts[0] == "tests" else MOST
    lines = source.text.count("\n")
    if lines > most:
        yield 1, f"{lines} lines; {most} is the most: look for the second idea in it"
