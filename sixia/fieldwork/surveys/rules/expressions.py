"""Expressions of survey forms (a stated part of XPath): read into a small tree that can be kept as JSON; runs nothing.

A tree is a list: `["num", 3]`, `["str", "a"]`, `["ref", "age"]` for `${age}`, `["self"]` for `.`, `["col", "village"]` for a
column of the choices, `["op", "=", left, right]`, `["neg", x]`, `["call", "selected", x, y]`. Paths are refused.
"""

import re
from typing import Any, Final

from django.utils.translation import gettext as _

MOST_LONG: Final = 1000
MOST_DEEP: Final = 40
ARITY: Final[dict[str, tuple[int, int]]] = {
    "true": (0, 0),
    "false": (0, 0),
    "today": (0, 0),
    "now": (0, 0),
    "not": (1, 1),
    "boolean": (1, 1),
    "number": (1, 1),
    "string": (1, 1),
    "int": (1, 1),
    "round": (1, 2),
    "abs": (1, 1),
    "date": (1, 1),
    "string-length": (1, 1),
    "normalize-space": (1, 1),
    "contains": (2, 2),
    "starts-with": (2, 2),
    "ends-with": (2, 2),
    "substr": (2, 3),
    "concat": (1, 30),
    "regex": (2, 2),
    "selected": (2, 2),
    "count-selected": (1, 1),
    "if": (3, 3),
    "coalesce": (2, 2),
    "count": (1, 1),
    "sum": (1, 1),
    "min": (1, 30),
    "max": (1, 30),
}
"""Functions that both evaluators know, with the least and most arguments."""
TOKEN: Final = re.compile(
    r"""\s*(?:(?P<num>\d+(?:\.\d+)?|\.\d+)|(?P<str>"[^"]*"|'[^']*')|\$\{\s*(?P<ref>[A-Za-z_][\w.-]*)\s*\}"""
    r"""|(?P<name>[A-Za-z_][\w-]*)|(?P<op><=|>=|!=|[=<>+*(),-])|(?P<self>\.(?![\d./])))"""
)
LEVELS: Final = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_GROUP_AGAIN: Final = re.compile(r"\)[*+?{]")
_OPEN_ENDED: Final = re.compile(r"[*+]|\{\d*,\d*\}")


class Unreadable(Exception):
    """An expression outside the stated part; says why in a sentence."""


def read(text: str) -> list[Any]:
    """The tree of an expression. Raises Unreadable."""
    if len(text) > MOST_LONG:
        raise Unreadable(_("The expression is longer than %(most)d characters.") % {"most": MOST_LONG})
    reader = _Reader(_tokens(text))
    tree = reader.level(0)
    if reader.at < len(reader.tokens):
        raise Unreadable(_("“%(part)s” is not understood at this place.") % {"part": reader.tokens[reader.at][1]})
    return tree


def names(tree: list[Any], kind: str = "ref") -> set[str]:
    """The questions (`ref`) or columns (`col`) that an expression names."""
    if tree[0] == kind:
        return {tree[1]}
    return {name for part in tree[1:] if isinstance(part, list) for name in names(part, kind)}


def uses_self(tree: list[Any]) -> bool:
    """Whether the expression speaks of the question's own answer."""
    return tree[0] == "self" or any(uses_self(part) for part in tree[1:] if isinstance(part, list))


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            part = text[at:].strip()[:20]
            raise Unreadable(
                _("“%(part)s” is not understood. Questions are named as ${name}; paths are not used.") % {"part": part}
            )
        kind = str(match.lastgroup)
        found.append((kind, match.group(kind)))
        at = match.end()
    if not found:
        raise Unreadable(_("The expression is empty."))
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at, self.deep = tokens, 0, 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def level(self, number: int) -> list[Any]:
        if number == len(LEVELS):
            return self.unary()
        left = self.level(number + 1)
        while self.peek()[0] in ("op", "name") and self.peek()[1] in LEVELS[number]:
            sign = self.take()[1]
            left = ["op", sign, left, self.level(number + 1)]
        return left

    def unary(self) -> list[Any]:
        self.deep += 1
        if self.deep > MOST_DEEP:
            raise Unreadable(_("The expression is nested too deeply."))
        try:
            if self.peek() == ("op", "-"):
                self.take()
                return ["neg", self.unary()]
            return self.single()
        finally:
            self.deep -= 1

    def single(self) -> list[Any]:
        kind, text = self.take()
        if kind == "num":
            return ["num", float(text) if "." in text else int(text)]
        if kind == "str":
            return ["str", text[1:-1]]
        if kind in ("ref", "self"):
            return ["ref", text] if kind == "ref" else ["self"]
        if kind == "name":
            return self.call(text) if self.peek() == ("op", "(") else ["col", text]
        if (kind, text) == ("op", "("):
            inner = self.level(0)
            self.expect(")")
            return inner
        raise Unreadable(_("Something is missing at the end.") if kind == "end" else _stray(text))

    def call(self, name: str) -> list[Any]:
        if name not in ARITY:
            raise Unreadable(_("The function “%(name)s” is not used here.") % {"name": name})
        self.take()
        given: list[Any] = []
        while self.peek() != ("op", ")"):
            given.append(self.level(0))
            if self.peek() != ("op", ","):
                break
            self.take()
        self.expect(")")
        least, most = ARITY[name]
        if not least <= len(given) <= most:
            raise Unreadable(_("The function “%(name)s” is given %(number)d values.") % {"name": name, "number": len(given)})
        if name == "regex":
            _plain_pattern(given[1])
        return ["call", name, *given]

    def expect(self, sign: str) -> None:
        kind, text = self.take()
        if (kind, text) != ("op", sign):
            raise Unreadable(_("A “%(sign)s” is missing.") % {"sign": sign})


def _stray(text: str) -> str:
    return _("“%(part)s” is not understood at this place.") % {"part": text}


def _plain_pattern(given: list[Any]) -> None:
    """Only patterns that cannot take long on any text: no group is repeated, at most three parts of open length."""
    if given[0] != "str":
        raise Unreadable(_("The pattern of regex() must be written out."))
    pattern = str(given[1])
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "x", pattern)
    if _GROUP_AGAIN.search(bare) or "(?" in bare or len(_OPEN_ENDED.findall(bare)) > 3 or re.search(r"\\\d", pattern):
        raise Unreadable(
            _("The pattern “%(pattern)s” is too free: repeat no group, and use at most three open lengths.")
            % {"pattern": pattern}
        )
    try:
        re.compile(pattern)
    except (re.error, OverflowError) as error:
        raise Unreadable(_("The pattern “%(pattern)s” is not one.") % {"pattern": pattern}) from error
