"""One Python file as the house lints see it: its text, its tree, its room and its drawer."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

Fault = tuple[int, str]
"""Line number and what is wrong there."""
HOUSES = frozenset({"fieldwork", "insight"})
"""Folders whose folders are rooms."""


@dataclass(frozen=True)
class Source:
    """A file by its path in the repository, such as `sixia/cases/actions/hear.py`."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file. Raises SyntaxError."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The room's name, such as `cases`; empty outside the product."""
        return self.path.parts[1] if self.path.parts[0] == "sixia" and len(self.path.parts) > 2 else ""

    @property
    def drawer(self) -> str:
        """`actions` for both `cases/actions.py` and `cases/actions/hear.py`."""
        if not self.room:
            return ""
        parts = self.path.parts[3:] if self.room in HOUSES else self.path.parts[2:]
        return parts[0].removesuffix(".py") if parts else ""

    @property
    def generated(self) -> bool:
        """Whether a machine wrote the file."""
        return "migrations" in self.path.parts

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call with the last part of the called name: `save` for `row.save()`, `_` for `_("text")`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
