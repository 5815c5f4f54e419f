"""Writes out `or_other` of an XLSForm as the choice and the question it stands for, so that every face finds both; pure."""

import re
from typing import Final

from sixia.fieldwork.surveys.rules.definition import is_chinese
from sixia.fieldwork.surveys.rules.workbook import Row

ASKS: Final = re.compile(r"select[ _](one|multiple) (\S+) or[ _](?:specify[ _])?other")
CHOICE: Final = "other"
WORDS: Final = {True: ("其他", "请写明"), False: ("Other", "Which one?")}
"""The label of the choice and of the question, in Chinese and for all other languages."""
HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def written_out(sheets: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The same sheets, where each `select_… list or_other` has a choice `other` in its list and a text `<name>_other` after it.

    Names are those that pyxform gives, so that files go together with those of other tools. With a choice_filter it stays as it
    is, and is refused: the filter would hide the choice.
    """
    choices, survey = list(sheets["choices"]), list[Row]()
    lists = {cells.get("list_name", "") for _line, cells in choices}
    there = {cells.get("list_name", "") for _line, cells in choices if cells.get("name") == CHOICE}
    for line, cells in sheets["survey"]:
        found = ASKS.fullmatch(" ".join(cells.get("type", "").split()))
        if not found or "choice_filter" in cells or not cells.get("name"):
            survey.append((line, cells))
            continue
        survey += [(line, {**cells, "type": f"select_{found[1]} {found[2]}"}), (line, _question(cells))]
        if found[2] in lists - there:
            there.add(found[2])
            choices.append((line, {"list_name": found[2], "name": CHOICE, **_labels(cells, 0)}))
    return {**sheets, "survey": survey, "choices": choices}


def _question(cells: dict[str, str]) -> dict[str, str]:
    name = cells["name"]
    made = {"type": "text", "name": f"{name}_other", "relevant": f"selected(${{{name}}}, '{CHOICE}')", **_labels(cells, 1)}
    return made | {column: cells[column] for column in ("personal",) if column in cells}


def _labels(cells: dict[str, str], which: int) -> dict[str, str]:
    """A label for each language in which the question has one; without a language, by the script of its words."""
    found = {column: text for column, text in cells.items() if column.partition("::")[0] == "label"}
    return {
        column: WORDS[is_chinese(language) if language else bool(HAN.search(text))][which]
        for column, text in found.items()
        for language in (column.partition("::")[2],)
    }
