"""Uploading a form: compiled, turned into an XForm, kept as a version that never changes; what is outside is refused by row."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Survey
from sixia.fieldwork.surveys.rules import compiling, definition
from sixia.fieldwork.surveys.rules.compiling import compile_form
from sixia.fieldwork.surveys.rules.expressions import ARITY
from sixia.fieldwork.surveys.rules.workbook import MOST_ROWS, Unusable, rows_of
from sixia.kit.files.store import content, of
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.surveys.making import CHOICES, SETTINGS, SURVEY, ZH, drafted, filled, workbook
from tests.town import NOW, Town


def test_new_survey(town: Town) -> None:
    form = drafted(town)
    survey = form.survey
    assert (survey.name, survey.title, survey.state, survey.unit.code) == ("water", "饮水情况", "drafted", "housing")
    assert survey.place_path == town.places["990101"].path
    assert [line.event for line in timeline(survey.stream)] == ["SurveyDrafted", "FormUploaded", "FileKept"]
    assert [node["number"] for node, _repeat in form.questions.asked()] == [str(n) for n in range(1, 9)]
    assert form.questions.languages == ["中文 (zh)", "English (en)"]
    assert form.questions.personal() == {"who"}
    assert 'id="water"' in form.xform
    assert "personal" not in form.xform
    assert form.hash.startswith("md5:")
    (kept,) = of(form.key)[form.key]
    assert content(kept).startswith(b"PK")


def test_next_version(town: Town) -> None:
    first = drafted(town)
    assert drafted(town).pk == first.pk, "the same form, saved again, is the same version"
    changed = [{**SETTINGS[0], "version": "2", "form_title": "饮水情况（第二次）"}]
    second = drafted(town, settings=changed)
    assert (second.survey_id, second.version) == (first.survey_id, "2")
    assert Survey.objects.get().title == "饮水情况（第二次）"


def test_without_a_version_the_day_counts(town: Town) -> None:
    plain = [{name: text for name, text in SETTINGS[0].items() if name != "version"}]
    assert drafted(town, settings=plain).version == "2026051101"
    more = [*SURVEY, {"type": "text", "name": "more", ZH: "还有什么要说"}]
    form = drafted(town, settings=plain, survey=more)
    assert form.version == "2026051102"
    assert 'version="2026051102"' in form.xform


def test_version_is_never_changed(town: Town) -> None:
    drafted(town)
    with pytest.raises(Refused) as refused:
        drafted(town, survey=[*SURVEY, {"type": "text", "name": "more", ZH: "还有什么要说"}])
    assert refused.value.code == "guard"


def test_refused_to_others(town: Town) -> None:
    for name in ("easter", "grid", "system", "outsider"):
        with pytest.raises(Refused) as refused:
            actions.upload(workbook(), unit=town.units["housing"], by=town.who(name), now=NOW)
        assert refused.value.code == "role"
    drafted(town)
    with pytest.raises(Refused) as refused:
        actions.upload(workbook(), unit=town.units["east"], by=town.who("easter"), now=NOW)
    assert refused.value.code == "guard"


def row(**cells: Any) -> list[dict[str, Any]]:
    """One more row, the 21st of the sheet."""
    return [*SURVEY, {"type": "text", "name": "extra", ZH: "问", **cells}]


OUTSIDE: dict[str, dict[str, Any]] = {
    "type": row(type="barcode"),
    "audio": row(type="audio"),
    "from file": row(type="select_one_from_file a.csv"),
    "other that a filter hides": row(type="select_one source or_other", choice_filter="tap = ${tap}"),
    "no list": row(type="select_one nowhere"),
    "no name": row(name="1x"),
    "twice": row(name="tap"),
    "no label": row(**{ZH: ""}),
    "column": row(**{"bind::foo": "x"}),
    "repeat_count": row(repeat_count="3"),
    "picture": row(**{"media::image": "x.png"}),
    "path": row(relevant="/data/tap = 'yes'"),
    "unknown question": row(relevant="${nobody} = 1"),
    "bare name": row(relevant="tap = 'yes'"),
    "dot": row(relevant=". = 1"),
    "calculation": row(calculation="1 + 1"),
    "default": row(default="${tap}"),
    "yes": row(personal="maybe"),
    "answer in a label": row(**{ZH: "您说${tap}"}),
    "end": row(type="end group"),
}


@pytest.mark.parametrize("survey", OUTSIDE.values(), ids=OUTSIDE)
def test_outside_the_part(survey: list[dict[str, Any]]) -> None:
    with pytest.raises(Unusable) as refused:
        compile_form(rows_of(workbook(survey)))
    assert [(fault.sheet, fault.row) for fault in refused.value.faults] == [("survey", len(survey) + 1)]


@pytest.mark.parametrize(
    "last", [{"type": "begin repeat", "name": "again", ZH: "再"}, {"type": "begin group", "name": "open", ZH: "开"}]
)
def test_without_an_end(last: dict[str, Any]) -> None:
    with pytest.raises(Unusable):
        compile_form(rows_of(workbook([*SURVEY, last])))


def test_or_other_is_a_choice_and_a_question(town: Town) -> None:
    survey = [{**cells, "type": "select_one  yn or_other"} if cells.get("name") == "tap" else cells for cells in SURVEY]
    form = drafted(town, survey=[*survey, {"type": "select multiple source or specify other", "name": "more", ZH: "还有吗"}])
    known = form.questions
    assert [choice["name"] for choice in known.choices(known.by_name["tap"])] == ["yes", "no", "other"]
    assert known.choices(known.by_name["tap"])[2]["label"] == {"中文 (zh)": "其他", "English (en)": "Other"}
    assert [choice["name"] for choice in known.choices(known.by_name["more"])] == ["well", "pipe", "other"], "it was there"
    asked = known.by_name["tap_other"]
    assert (asked["kind"], asked["label"]["中文 (zh)"], "required" in asked) == ("text", "请写明", False)
    assert "<tap_other/>" in form.xform
    answers = {"tap": "other", "tap_other": "隔壁接的", "more": ["well"], "more_other": "没问"}
    actions.open_survey(form.survey, by=town.who("handler"), now=NOW)
    kept = filled(town, form, answers=answers).answers
    assert (kept["tap_other"], "more_other" in kept) == ("隔壁接的", False)


def test_repeat_in_repeat() -> None:
    inner = [
        {"type": "begin repeat", "name": "inner", ZH: "里"},
        {"type": "image", "name": "pic", ZH: "照"},
        {"type": "end repeat"},
    ]
    at = next(number for number, cells in enumerate(SURVEY) if cells.get("name") == "age")
    with pytest.raises(Unusable) as refused:
        compile_form(rows_of(workbook([*SURVEY[:at], *inner, *SURVEY[at:]])))
    assert [fault.row for fault in refused.value.faults] == [at + 2, at + 3]


def test_nothing_is_kept_of_what_is_refused(town: Town) -> None:
    with pytest.raises(Unusable):
        drafted(town, survey=OUTSIDE["type"])
    assert Survey.objects.count() == 0


def test_settings_and_choices() -> None:
    twice = [*CHOICES, CHOICES[0], {"list_name": "yn", "name": "a b", ZH: "x"}]
    with pytest.raises(Unusable) as refused:
        compile_form(rows_of(workbook(None, twice, [{"form_id": "ä", "submission_url": "https://example.org"}])))
    assert {fault.sheet for fault in refused.value.faults} == {"choices", "settings"}
    assert len(refused.value.faults) == 5


@pytest.mark.parametrize("page", ["docs/staff/surveys.md", "docs/staff/en/surveys.md"])
def test_the_help_page_states_the_part_exactly(page: str) -> None:
    """What is said to be taken is what is taken."""
    rows = dict(re.findall(r"^\| ([^|]+) \| (.+) \|$", Path(page).read_text(encoding="utf-8"), re.MULTILINE))
    said = [set(re.findall(r"`([^`]+)`", text)) for text in rows.values()]
    assert said[0] == set(definition.ASKED)
    assert said[1] == {definition.NOTE, definition.CALCULATE, *definition.META}
    assert said[4] == {*compiling.KNOWN, *compiling.PASSED_OVER} - {"readonly"} | {"calculate"}
    assert said[6] == set(compiling.SETTINGS)
    assert set(ARITY) in [set(part.split()) for part in said[8]]
    assert f"{compiling.MOST_QUESTIONS}" in list(rows.values())[9]


def hostile() -> dict[str, bytes]:
    """Files that are no workbook, or more than one."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", b"0" * 30_000_000)
    entity = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as good, zipfile.ZipFile(entity, "w") as packed:
        for part in good.namelist():
            raw = good.read(part)
            evil = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
            packed.writestr(part, evil + raw if part == "xl/worksheets/sheet1.xml" else raw)
    return {
        "empty": b"",
        "text": b"type,name",
        "truncated": workbook()[:2000],
        "bomb": bomb.getvalue(),
        "entities": entity.getvalue(),
    }


@pytest.mark.parametrize("name", ["empty", "text", "truncated", "bomb", "entities"])
def test_hostile_file(name: str) -> None:
    with pytest.raises(Unusable):
        rows_of(hostile()[name])


def test_too_many_rows() -> None:
    with pytest.raises(Unusable):
        rows_of(workbook(SURVEY + [{"type": "text", "name": f"q{n}", ZH: "问"} for n in range(MOST_ROWS["survey"])]))
