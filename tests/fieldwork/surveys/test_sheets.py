"""Paper: numbers whose check digit finds slips, conditions in words, answers by codes."""

from itertools import pairwise

from django.utils import translation

from sixia.fieldwork.surveys.rules.compiling import compile_form
from sixia.fieldwork.surveys.rules.definition import Definition
from sixia.fieldwork.surveys.rules.sheets import read_sheet, sheet_code, typed
from sixia.fieldwork.surveys.rules.wording import only_if
from sixia.fieldwork.surveys.rules.workbook import rows_of
from tests.fieldwork.surveys.making import CHOICES, SURVEY, ZH, workbook

FORM = Definition(compile_form(rows_of(workbook())))


def test_number_and_slips() -> None:
    code = sheet_code(12, 34)
    assert read_sheet(code) == read_sheet(code.replace("-", " ")) == (12, 34)
    digits = code.replace("-", "")
    wrong = [digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :] for at in range(len(digits))]
    swapped = [
        digits[:at] + right + left + digits[at + 2 :] for at, (left, right) in enumerate(pairwise(digits)) if left != right
    ]
    assert [read_sheet(said) for said in [*wrong, *swapped, "", "abc", "1" * 30]] == [None] * (len(wrong) + len(swapped) + 3)


def test_typed_by_codes() -> None:
    answers, faults = typed(FORM, {"tap": "2", "faults": "1、2", "people.2.age": "8", "since": "20260501", "who": "-", "x": "1"})
    assert answers == {"tap": "no", "faults": ["smell", "dirt"], "people": [{}, {"age": "8"}], "since": "2026-05-01"}
    assert faults == {}
    assert set(typed(FORM, {"tap": "7", "source": "1 2", "faults": "1,9"})[1]) == {"tap", "source", "faults"}


def test_conditions_in_words() -> None:
    said = {
        "${tap} = 'no'": "Only if question 2 = 2.",
        "${tap} = 'no' and ${litres} > 5": "Only if question 2 = 2 and question 6 > 5.",
        "selected(${faults}, 'smell') or not(selected(${faults}, 'dirt'))": "Only if question 4 = 1 or question 4 ≠ 2.",
        "count(${people}) > 1": "Only where it applies.",
        "${old} > 60": "Only where it applies.",
    }
    for expression, words in said.items():
        rows = [*SURVEY, {"type": "text", "name": "more", ZH: "问", "relevant": expression}]
        form = Definition(compile_form(rows_of(workbook(rows, CHOICES))))
        with translation.override("en"):
            assert only_if(form, form.by_name["more"]) == words
            assert only_if(form, form.by_name["tap"]) == ""
