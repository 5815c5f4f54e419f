"""A profile with faults: each is named with file, line and a sentence, all at once."""

from pathlib import Path

import pytest
from django.utils import translation

from sixia.catalog.rules.faults import Fault, ProfileError
from sixia.catalog.rules.reading import read
from tests.catalog.conftest import Edit


def faults_of(folder: Path) -> list[Fault]:
    with translation.override("en"), pytest.raises(ProfileError) as error:
        read(folder)
    return list(error.value.faults)


def line_of(folder: Path, file: str, piece: str) -> int:
    return next(n for n, line in enumerate((folder / file).read_text("utf-8").splitlines(), 1) if piece in line)


BROKEN = [
    ("norms.csv", "help,5,workday", "help,5,fortnight", "fortnight"),
    ("norms.csv", "help,5,workday", "help,five,workday", "whole number"),
    ("norms.csv", "help,5,workday", "help,0,workday", "at least 1"),
    ("norms.csv", "help,5,workday", "help,99999,workday", "too large"),
    ("redirects.toml", 'code = "party_appeal"', f'code = "{"party" * 9}"', "too long"),
    ("norms.csv", "help,5,workday,cn,no,80", "help,5,workday,us,no,80", "us"),
    ("norms.csv", "help,5,workday,cn,no,80", "help,5,workday,cn,perhaps,80", "yes or no"),
    ("norms.csv", "help,5,workday,cn,no,80", "help,5,workday,cn,no,100", "1 to 99"),
    ("norms.csv", "praise,5,workday,cn,no,80,0,0,", "praise,5,workday,cn,no,80,1,0,", "extension_amount"),
    ("norms.csv", "praise,5,workday,cn,no,80,0,0,", "praise,5,workday,cn,no,80,1,2,king", "king"),
    ("norms.csv", "handle,service,garbage", "handle,service,gabrage", "gabrage"),
    ("norms.csv", "object,petition", "object,service", "track"),
    ("categories.csv", "water_outage,utilities", "water_outage,utilitys", "utilitys"),
    ("categories.csv", "water_outage,utilities,", "Water Outage,utilities,", "small letters"),
    ("categories.csv", "Water cut off or low pressure", "", "“name” is missing in the language “en”"),
    ("categories.csv", "praise,now,no,yes,", "applause,now,no,yes,", "applause"),
    ("terms.csv", "function,women,county", "function,women,moon", "moon"),
    ("duties.csv", "drought_flood,,,agriculture,lead", "drought_flood,,,ministry,lead", "ministry"),
    ("rules.toml", "attempts = 3", "attempts = 99", "1 to 10"),
    ("rules.toml", 'from = "21:00"', 'from = "late"', "time of day"),
    ("rules.toml", "hops = 2", "hopps = 2", "orders.hopps"),
    ("rules.toml", '{ share = 130, to = "supervisor" }', '{ share = 90, to = "supervisor" }', "each step higher"),
    ("rules.toml", 'to = "supervisor"', 'to = "superman"', "superman"),
    ("rules.toml", "（编号{receipt}）", "（编号{recipt}）", "{recipt}"),
    ("calendars.toml", 'zone = "Asia/Shanghai"', 'zone = "Asia/Shanghigh"', "zone"),
    ("calendars.toml", '"2026-10-10"', '"2026-10-41"', "makeup"),
    ("replies.toml", "随时可凭编号查询：{link}", "随时可凭编号查询：{lnik}", "{lnik}"),
    ("replies.toml", 'state = "redo"', 'state = "again"', "again"),
    ("questions.toml", 'form = "stars"', 'form = "smileys"', "smileys"),
    ("questions.toml", ', en = "In part"', "", "options.partly"),
    ("emergencies.toml", 'code = "manhole"\nnumber = "110"', 'code = "manhole"\nnumer = "110"', "numer"),
    ("redirects.toml", 'zh = "党员申诉", ', "", "“name” is missing"),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), BROKEN)
def test_a_fault_is_named_with_its_file_its_line_and_a_sentence(edit: Edit, file: str, old: str, new: str, says: str) -> None:
    folder = edit(file, old, new)
    found = [fault for fault in faults_of(folder) if says in fault.sentence]
    assert found, [str(fault) for fault in faults_of(folder)]
    assert found[0].file == file
    assert found[0].line > 0


def test_the_line_is_the_very_one(edit: Edit) -> None:
    folder = edit("norms.csv", "help,5,workday", "help,5,fortnight")
    assert [fault.line for fault in faults_of(folder)] == [line_of(folder, "norms.csv", "fortnight")]
    folder = edit("rules.toml", "attempts = 3", "attempts = 99")
    lines = {fault.file: fault.line for fault in faults_of(folder)}
    assert lines["rules.toml"] == line_of(folder, "rules.toml", "attempts = 99") or "norms.csv" in lines


def test_all_faults_are_named_at_once(edit: Edit) -> None:
    edit("terms.csv", "function,women,county", "function,women,moon")
    folder = edit("replies.toml", 'state = "redo"', 'state = "again"')
    assert {fault.file for fault in faults_of(folder)} == {"terms.csv", "replies.toml"}


def test_a_missing_file_an_unknown_column_and_a_row_too_long(edit: Edit, folder: Path) -> None:
    (folder / "questions.toml").unlink()
    edit("norms.csv", "clock,track,category", "clock,track,categry")
    edit("terms.csv", "function,town,town,", "function,town,town,,,,")
    found = {fault.file: fault for fault in faults_of(folder)}
    assert found["questions.toml"].line == 0
    assert "categry" in found["norms.csv"].sentence
    assert found["terms.csv"].line == line_of(folder, "terms.csv", "function,town,town")


def test_a_row_twice_names_the_first_one(edit: Edit) -> None:
    line = "function,women,county,妇女联合会,Women's federation\n"
    folder = edit("terms.csv", line, line + line)
    (fault,) = faults_of(folder)
    first = line_of(folder, "terms.csv", "function,women")
    assert (fault.line, str(first) in fault.sentence) == (first + 1, True)


def test_broken_toml_says_the_line(edit: Edit) -> None:
    folder = edit("rules.toml", "attempts = 3", "attempts = ")
    fault = faults_of(folder)[0]
    assert (fault.file, fault.line) == ("rules.toml", line_of(folder, "rules.toml", "attempts = "))


def test_text_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "terms.csv").write_bytes("function,town,town,乡镇,Town\n".encode("gb18030"))
    assert any(fault.file == "terms.csv" and "UTF-8" in fault.sentence for fault in faults_of(folder))


def test_a_file_saved_by_a_spreadsheet_with_a_mark_at_its_start_is_read(folder: Path) -> None:
    path = folder / "terms.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read(folder).profile == "cn-county"


def test_categories_in_a_circle_are_refused(edit: Edit) -> None:
    folder = edit("categories.csv", "utilities,,水电气暖", "utilities,water_outage,水电气暖")
    assert any("leads back here" in fault.sentence for fault in faults_of(folder))


def test_a_matter_taken_back_cannot_be_given_to_a_town(edit: Edit) -> None:
    old = "overload_trucks,,,transport,lead,taken_back"
    folder = edit("duties.csv", old, "overload_trucks,,,town,lead,taken_back")
    (fault,) = faults_of(folder)
    assert "taken back" in fault.sentence
    assert fault.line == line_of(folder, "duties.csv", "overload_trucks,,,town")


def test_every_category_needs_a_duty_one_lead_and_every_clock_a_norm(edit: Edit, folder: Path) -> None:
    path = folder / "duties.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(("ideas,", "idea_general,"))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    edit("duties.csv", "tourism,,,market_supervision,assisting", "tourism,,,market_supervision,lead")
    edit("norms.csv", "redo,service,,,,,3,", "redo,service,,,now,,3,")
    sentences = [fault.sentence for fault in faults_of(folder)]
    assert any("idea_general" in sentence for sentence in sentences)
    assert any("tourism" in sentence and "it has 2" in sentence for sentence in sentences)
    assert any("redo" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("profile.toml", 'languages = ["zh", "en"]', 'languages = "zh"', "“languages” must be a list"),
        ("profile.toml", 'name = "cn-county"', 'name = "CN county"', "“name” must be a short word"),
        ("profile.toml", "title = {", 'title = "x" #', "“title” must be"),
        ("calendars.toml", "[[calendar]]", "[calendar]", "[[calendar]]"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused_as_a_whole(edit: Edit, file: str, old: str, new: str, says: str) -> None:
    folder = edit(file, old, new)
    assert any(fault.file == file and says in fault.sentence for fault in faults_of(folder))


def test_a_folder_that_is_no_profile(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path)
    assert fault.file.endswith("profile.toml")
