"""Workbooks, surveys and answers for the tests of this room."""

import io
from typing import Any
from uuid import UUID, uuid4

import openpyxl

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Form, Submission
from tests.town import NOW, Town

ZH, EN = "label::中文 (zh)", "label::English (en)"
SURVEY: list[dict[str, Any]] = [
    {"type": "start", "name": "start"},
    {"type": "text", "name": "who", ZH: "您的姓名", EN: "Your name", "personal": "yes"},
    {"type": "begin group", "name": "home", ZH: "家里的情况", EN: "Your home"},
    {"type": "select_one yn", "name": "tap", ZH: "家里通了自来水吗", EN: "Is there tap water?", "required": "yes"},
    {
        "type": "select_one source",
        "name": "source",
        ZH: "用什么水",
        EN: "Which water is used?",
        "relevant": "${tap} = 'no'",
        "required": "yes",
        "choice_filter": "tap = ${tap} or tap = 'any'",
    },
    {"type": "end group"},
    {
        "type": "select_multiple faults",
        "name": "faults",
        ZH: "水有什么毛病",
        EN: "What is wrong with it?",
        "constraint": "not(selected(., 'none') and count-selected(.) > 1)",
        "constraint_message::中文 (zh)": "选了“没有”就不要再选别的",
        "constraint_message::English (en)": "Nothing and something do not go together",
    },
    {"type": "begin repeat", "name": "people", ZH: "家里的人", EN: "People at home"},
    {"type": "integer", "name": "age", ZH: "年龄", EN: "Age", "constraint": ". >= 0 and . <= 120"},
    {"type": "end repeat"},
    {"type": "calculate", "name": "old", "calculation": "max(${age})"},
    {"type": "decimal", "name": "litres", ZH: "一天用多少升", EN: "Litres a day", "hint::中文 (zh)": "大概就行"},
    {"type": "date", "name": "since", ZH: "哪天开始的", EN: "Since when", "constraint": ". <= today()"},
    {"type": "image", "name": "photo", ZH: "照片（可不拍）", EN: "Picture, if you like"},
    {"type": "note", "name": "thanks", ZH: "谢谢您", EN: "Thank you"},
]
CHOICES: list[dict[str, Any]] = [
    {"list_name": "yn", "name": "yes", ZH: "通了", EN: "Yes"},
    {"list_name": "yn", "name": "no", ZH: "没通", EN: "No"},
    {"list_name": "source", "name": "well", ZH: "自家井", EN: "Own well", "tap": "no"},
    {"list_name": "source", "name": "pipe", ZH: "自来水", EN: "Tap", "tap": "yes"},
    {"list_name": "source", "name": "other", ZH: "别的", EN: "Other", "tap": "any"},
    {"list_name": "faults", "name": "smell", ZH: "有味", EN: "It smells"},
    {"list_name": "faults", "name": "dirt", ZH: "浑", EN: "It is cloudy"},
    {"list_name": "faults", "name": "none", ZH: "没有", EN: "Nothing"},
]
SETTINGS: list[dict[str, Any]] = [{"form_title": "饮水情况", "form_id": "water", "version": "1", "default_language": "中文 (zh)"}]
GOOD: dict[str, Any] = {
    "who": "演示甲",
    "tap": "yes",
    "faults": ["smell", "dirt"],
    "people": [{"age": 71}, {"age": 8}],
    "litres": "30.5",
}


def workbook(
    survey: list[dict[str, Any]] | None = None,
    choices: list[dict[str, Any]] | None = None,
    settings: list[dict[str, Any]] | None = None,
) -> bytes:
    """An XLSForm as Excel writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    pages = {"survey": survey or SURVEY, "choices": choices or CHOICES, "settings": settings or SETTINGS}
    for name, rows in pages.items():
        sheet = book.create_sheet(name)
        head = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(head)
        for row in rows:
            sheet.append([row.get(column) for column in head])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drafted(town: Town, **given: Any) -> Form:
    """The form of a survey of the housing bureau that has not started."""
    by = town.who("handler")
    return actions.upload(workbook(**given), unit=town.units["housing"], by=by, now=NOW, name="water.xlsx")


def running(town: Town, *, shared: bool = False) -> Form:
    """The form of a survey that runs."""
    form = drafted(town)
    by = town.who("handler")
    actions.open_survey(form.survey, by=by, now=NOW)
    if shared:
        actions.share(form.survey, by=by, now=NOW)
    return form


def filled(town: Town, form: Form, *, by: str = "easter", client: UUID | None = None, **given: Any) -> Submission:
    """Filled in by an official of the east."""
    answers = given.pop("answers", GOOD)
    who = town.who(by)
    return actions.submit(form, by=who, now=given.pop("now", NOW), client=client or uuid4(), answers=answers, **given)
