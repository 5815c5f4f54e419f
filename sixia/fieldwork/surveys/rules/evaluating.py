"""Evaluates expression trees of survey forms on the server, as `static/surveys/logic.js` does in the browser; pure.

Both are held to the same cases (`tests/surveys/cases.json`). Values are texts, numbers, truth values, and lists of texts where
a question inside a repeat is named from outside.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias

from sixia.fieldwork.surveys.rules.expressions import ARITY

Value: TypeAlias = str | float | bool | list[str]
NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
EPOCH: Final = date(1970, 1, 1).toordinal()
MOST_MATCHED: Final = 200


@dataclass(frozen=True)
class Scene:
    """What an expression can see: `lookup` gives an answer by question name, `own` is the question's own answer, `row` the
    columns of the choice at hand; `today` and `now` are texts in ISO form."""

    lookup: Callable[[str], Value]
    own: Value = ""
    row: Mapping[str, str] = field(default_factory=dict)
    today: str = ""
    now: str = ""


def evaluate(tree: list[Any], scene: Scene) -> Value:
    """The value of a tree from `expressions.read`."""
    kind = tree[0]
    if kind in ("num", "str"):
        return float(tree[1]) if kind == "num" else str(tree[1])
    if kind == "ref":
        return scene.lookup(tree[1])
    if kind == "self":
        return scene.own
    if kind == "col":
        return scene.row.get(tree[1], "")
    if kind == "neg":
        return -number(evaluate(tree[1], scene))
    return _operation(tree, scene) if kind == "op" else _call(tree, scene)


def text(value: Value) -> str:
    """As text: numbers without a needless fraction."""
    if isinstance(value, list):
        return value[0] if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(round(value, 10))


def number(value: Value) -> float:
    """As a number: a day counts in days since 1970, what is no number is NaN."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    said = text(value).strip()
    if NUMBER.fullmatch(said):
        return float(said)
    found = DAY.fullmatch(said)
    if not found:
        return math.nan
    try:
        return float(date(*(int(part) for part in found.groups())).toordinal() - EPOCH)
    except ValueError:
        return math.nan


def truth(value: Value) -> bool:
    """As a truth value: an empty text, zero and NaN are false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not (value == 0 or math.isnan(value))
    return bool(value)


def _operation(tree: list[Any], scene: Scene) -> Value:
    sign = tree[1]
    left = evaluate(tree[2], scene)
    if sign in ("or", "and"):
        first = truth(left)
        return first if first == (sign == "or") else truth(evaluate(tree[3], scene))
    right = evaluate(tree[3], scene)
    if sign in ("=", "!="):
        return any(_same(one, other) == (sign == "=") for one in _each(left) for other in _each(right))
    if sign in _COMPARE:
        return any(_COMPARE[sign](number(one), number(other)) for one in _each(left) for other in _each(right))
    return _arithmetic(sign, number(left), number(right))


def _each(value: Value) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return bool(left == right)


_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _arithmetic(sign: str, left: float, right: float) -> float:
    if sign == "div":
        if right == 0:
            return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left)
        return left / right
    if sign == "mod":
        return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)
    return {"+": left + right, "-": left - right, "*": left * right}[sign]


def _call(tree: list[Any], scene: Scene) -> Value:
    name, given = tree[1], tree[2:]
    if name == "if":
        return evaluate(given[1] if truth(evaluate(given[0], scene)) else given[2], scene)
    if name in ("today", "now"):
        return scene.today if name == "today" else scene.now
    return _FUNCTIONS[name](*[evaluate(part, scene) for part in given])


def _round(value: Value, digits: Value = 0.0) -> Value:
    found, scale = number(value), 10 ** max(-9, min(9, int(number(digits))))
    return found if math.isnan(found) or math.isinf(found) else math.floor(found * scale + 0.5) / scale


def _int(value: Value) -> Value:
    found = number(value)
    return found if math.isnan(found) or math.isinf(found) else float(math.trunc(found))


def _substr(value: Value, begin: Value, end: Value | None = None) -> Value:
    said, first = text(value), number(begin)
    last = float(len(said)) if end is None else number(end)
    if math.isnan(first) or math.isnan(last):
        return ""
    return said[int(max(0.0, min(first, len(said)))) : int(max(0.0, min(last, len(said))))]


def _regex(value: Value, pattern: Value) -> Value:
    said = text(value)
    return len(said) <= MOST_MATCHED and re.fullmatch(text(pattern), said, re.ASCII) is not None


def _numbers(values: tuple[Value, ...]) -> list[float]:
    return [number(one) for value in values for one in _each(value) if one != ""]


def _most(pick: Callable[[list[float]], float]) -> Callable[..., Value]:
    def of(*values: Value) -> Value:
        found = _numbers(values)
        return math.nan if not found or any(math.isnan(one) for one in found) else pick(found)

    return of


_FUNCTIONS: Final[dict[str, Callable[..., Value]]] = {
    "true": lambda: True,
    "false": lambda: False,
    "not": lambda x: not truth(x),
    "boolean": truth,
    "number": number,
    "string": text,
    "int": _int,
    "round": _round,
    "abs": lambda x: abs(number(x)),
    "date": text,
    "string-length": lambda x: float(len(text(x))),
    "normalize-space": lambda x: " ".join(text(x).split()),
    "contains": lambda x, y: text(y) in text(x),
    "starts-with": lambda x, y: text(x).startswith(text(y)),
    "ends-with": lambda x, y: text(x).endswith(text(y)),
    "substr": _substr,
    "concat": lambda *given: "".join(one for value in given for one in (value if isinstance(value, list) else [text(value)])),
    "regex": _regex,
    "selected": lambda x, y: text(y) in text(x).split(" ") and text(y) != "",
    "count-selected": lambda x: float(len(text(x).split())),
    "coalesce": lambda x, y: text(x) or text(y),
    "count": lambda x: float(len(x) if isinstance(x, list) else int(x != "")),
    "sum": lambda x: float(sum(_numbers((x,)))),
    "min": _most(min),
    "max": _most(max),
}
assert set(_FUNCTIONS) | {"if", "today", "now"} == set(ARITY)  # what can be read can be evaluated
