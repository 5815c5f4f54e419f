"""When a question is asked, in words for paper: “only if question 2 is 1”; pure. What is too involved is said in general."""

from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.rules import definition as d

SIGNS: Final = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


class _TooInvolved(Exception):
    pass


def only_if(form: d.Definition, node: d.Node) -> str:
    """The sentence for a question, "" where it is always asked."""
    if "relevant" not in node:
        return ""
    try:
        return _("Only if %(condition)s.") % {"condition": _words(form, node["relevant"])}
    except _TooInvolved:
        return _("Only where it applies.")


def _words(form: d.Definition, tree: list[Any]) -> str:
    if tree[0] == "op" and tree[1] in ("and", "or"):
        given = {"one": _words(form, tree[2]), "other": _words(form, tree[3])}
        return _("%(one)s and %(other)s") % given if tree[1] == "and" else _("%(one)s or %(other)s") % given
    if tree[0] == "op" and tree[1] in SIGNS and tree[2][0] == "ref" and tree[3][0] in ("num", "str"):
        return _compared(form, tree[2][1], SIGNS[tree[1]], tree[3][1])
    sign, inner = ("≠", tree[2]) if tree[:2] == ["call", "not"] else ("=", tree)
    if inner[:2] == ["call", "selected"] and inner[2][0] == "ref" and inner[3][0] == "str":
        return _compared(form, inner[2][1], sign, inner[3][1])
    raise _TooInvolved


def _compared(form: d.Definition, name: str, sign: str, value: Any) -> str:
    node = form.by_name[name]
    if "number" not in node:
        raise _TooInvolved
    if node["kind"] in d.CHOOSING:
        codes = {choice["name"]: choice["code"] for choice in form.choices(node)}
        if value not in codes:
            raise _TooInvolved
        value = codes[value]
    return _("question %(number)s %(sign)s %(value)s") % {"number": node["number"], "sign": sign, "value": value}
