"""The only environment in which a unit's template is filled: plain data, no calls, no attributes, few filters.

docxtpl renders body, headers, footers, footnotes and document properties; without this each of them could run code.
Imported only where a paper is made: jinja2 is not needed otherwise.
"""

from collections.abc import Mapping
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS: Final = frozenset({"default", "d", "first", "join", "last", "length", "count", "trim", "upper", "lower", "title"})
TESTS: Final = frozenset({"defined", "undefined", "none", "eq", "ne", "==", "!=", "in"})
NODES: Final = frozenset(
    {"Template", "Output", "TemplateData", "Name", "Const", "If", "For", "Getattr", "Getitem", "Filter", "Test"}
    | {"Compare", "Operand", "And", "Or", "Not", "CondExpr"}
)
"""What a template may consist of. Arithmetic, calls, macros, imports and assignments are not among it."""


class PlainData(ImmutableSandboxedEnvironment):
    """Rows and their cells alone can be looked into."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if type(node).__name__ not in NODES:
                raise SecurityError(type(node).__name__.lower())
        for loop in tree.find_all(nodes.For):
            if not isinstance(loop.iter, nodes.Name) or loop.recursive or any(loop.find_all(nodes.For)):
                raise SecurityError("for")  # one round through the rows of one part: rounds within rounds need not end
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A cell of a row, never an attribute."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A cell of a row, or a row of a list."""
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """None is."""
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        """None is."""
        return False


def _join(rows: Any, between: str = "", cell: str = "") -> str:
    """One cell of each row, joined; text is never joined with itself, which would have no end."""
    return between.join(str(row.get(cell, "")) for row in rows) if isinstance(rows, list) else str(rows)


def sandbox(*, escape: bool = True) -> PlainData:
    """The environment; `escape` for Word, whose parts are XML. Anything not allowed raises SecurityError, an unknown name
    UndefinedError."""
    env = PlainData(autoescape=escape, undefined=StrictUndefined)
    env.globals.clear()
    env.filters = {name: one for name, one in env.filters.items() if name in FILTERS}
    env.filters["join"] = _join
    env.tests = {name: one for name, one in env.tests.items() if name in TESTS}
    return env
