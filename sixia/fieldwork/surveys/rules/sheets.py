"""Numbers of paper sheets with a check digit, and answers typed in from paper by codes; pure."""

import re
from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.rules import definition as d

_DAMM: Final = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
"""Damm's table: it finds every wrong digit and every two neighbours that were swapped."""
SERIAL: Final = 4
MOST_SHEETS: Final = 9999
BLANK, OTHER = ("", "-", "/"), re.compile(r"[\s,，、;；]+")


def check_digit(digits: str) -> str:
    """Damm's check digit."""
    row = 0
    for digit in digits:
        row = int(_DAMM[row][int(digit)])
    return str(row)


def sheet_code(form: int, serial: int) -> str:
    """The number of a sheet, such as `12-0034-7`: form, sheet, check digit."""
    return f"{form}-{serial:0{SERIAL}d}-{check_digit(f'{form}{serial:0{SERIAL}d}')}"


def read_sheet(said: str) -> tuple[int, int] | None:
    """(form, sheet) of a typed sheet number, with or without dashes; None when it has a slip."""
    digits = re.sub(r"[\s\-–—]", "", said)
    if not re.fullmatch(r"\d{6,16}", digits, re.ASCII) or check_digit(digits[:-1]) != digits[-1]:
        return None
    return int(digits[: -SERIAL - 1]), int(digits[-SERIAL - 1 : -1])


def typed(form: d.Definition, said: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers from what was typed for each question (by its place, as in `answering.Checked`), and faults by place.

    A choice is typed as its code or its name, several with commas or spaces between; `-` is left blank.
    """
    answers: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for place, text in said.items():
        repeat, _dot, rest = place.partition(".")
        name = rest.partition(".")[2] if rest else place
        node = form.by_name.get(name)
        if node is None or node["kind"] not in d.ASKED or text.strip() in BLANK:
            continue
        into = answers
        if rest:
            rows = answers.setdefault(repeat, [])
            number = int(rest.partition(".")[0])
            rows.extend({} for _more in range(number - len(rows)))
            into = rows[number - 1]
        try:
            into[name] = _decoded(form, node, text.strip())
        except LookupError as error:
            faults[place] = _("There is no choice with the code %(code)s.") % {"code": error.args[0]}
    return answers, faults


def _decoded(form: d.Definition, node: d.Node, text: str) -> Any:
    if node["kind"] not in d.CHOOSING:
        return _day(text) if node["kind"] == d.DATE else text
    codes = {choice["code"]: choice["name"] for choice in form.choices(node)} | {
        choice["name"]: choice["name"] for choice in form.choices(node) if not choice["name"].isdigit()
    }
    found = []
    for part in filter(None, OTHER.split(text)):
        if part not in codes:
            raise LookupError(part)
        found.append(codes[part])
    if node["kind"] == d.ONE and len(found) != 1:
        raise LookupError(text)
    return found if node["kind"] == d.MANY else found[0]


def _day(text: str) -> str:
    """20260511 is 2026-05-11: a number pad has no dash."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text, re.ASCII) else text
