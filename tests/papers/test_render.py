"""Every kind of paper in both languages: it opens, its parts stand in order, nothing in a value can act."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from sixia.kit.flow import Refused
from sixia.papers import pdf, render
from sixia.papers.checking import check, printed
from sixia.papers.layout.word import builtin
from sixia.papers.render import render_docx, render_pdf
from sixia.papers.rules import kinds
from sixia.papers.rules.kinds import KINDS, Kind, Part
from sixia.papers.rules.outline import blocks, outline_of
from sixia.papers.rules.words import printable
from sixia.petitions.rules.documents import DOCUMENTS
from tests.papers.words import CLEAN, FRAME, can_pdf, parts, unit, word

EVERY = [(code, language) for code in DOCUMENTS for language in ("zh", "en")]
needs_typst = pytest.mark.skipif(not can_pdf(), reason="typst or a Chinese font is missing")


@pytest.fixture(autouse=True)
def no_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests need no database: no unit has a template."""
    monkeypatch.setattr(render, "template_for", lambda *asked: None)


def made(code: str, language: str, **changed: Any) -> bytes:
    """That paper."""
    given = {**parts(part.name for part in KINDS[code].parts), **changed}
    return render_docx(code, given, unit(), replace(FRAME, language=language))


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_each_kind_shows_every_required_part_in_the_order_of_its_outline(code: str, language: str) -> None:
    text, kind = printed(made(code, language)), KINDS[code]
    outline = outline_of(kind, language)
    assert outline.title in text
    given = {name: printable(value, language) for name, value in parts(part.name for part in kind.parts).items()}
    for part in kind.parts:
        if part.required and not part.columns:
            assert str(given[part.name]).splitlines()[0] in text, part.name
    heads = [block.text for block in blocks(outline) if block.style == "heading"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "{{" not in text.replace(CLEAN, "")
    assert "{%" not in text.replace(CLEAN, "")


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_each_built_in_template_would_be_accepted_from_a_unit(code: str, language: str) -> None:
    check(builtin(code, language), KINDS[code])


def test_the_official_layout_has_the_margins_lines_and_faces_of_the_standard() -> None:
    paper = Document(BytesIO(made("opinion", "zh")))
    page = paper.sections[0]
    margins = (page.top_margin, page.left_margin, page.bottom_margin, page.right_margin)
    assert [round((one or 0) / Mm(1), 1) for one in margins] == [37, 28, 35, 26]
    faces = {fonts.get(qn("w:eastAsia")) for fonts in paper.element.body.iter(qn("w:rFonts"))}
    assert faces == {"方正小标宋简体", "仿宋_GB2312", "黑体"}
    lines = {row.paragraph_format.line_spacing.pt for row in paper.paragraphs if row.paragraph_format.line_spacing}
    assert lines == {28.95, 34.0}, "22 lines on 225 mm, and the title"
    rows = [row.text for row in paper.paragraphs]
    assert rows[:5] == ["测试县住建局", "信访事项处理意见书", "信受〔2026〕12号", "", "演示甲："]
    assert [row.strip() for row in rows[-2:]] == ["测试县住建局", "2026年5月12日"]
    assert "— 1 —" in printed(made("opinion", "zh"))


def test_a_letter_is_plain_and_english() -> None:
    text = printed(made("acceptance", "en"))
    assert text.startswith("Housing Bureau")
    assert "12 May 2026" in text
    assert "Dear 演示甲," in text
    assert "Yours faithfully," in text


def test_values_cannot_act_and_lose_only_what_no_file_can_hold() -> None:
    rows = [row.text for row in Document(BytesIO(made("opinion", "zh"))).paragraphs]
    assert CLEAN in rows
    assert "第一，属实。" in rows, "a line break begins a new paragraph"
    assert rows[rows.index("第一，属实。") + 1] == "第二，无异议。"


def test_rows_become_a_paragraph_each() -> None:
    rows = [row.text for row in Document(BytesIO(made("redirect", "zh"))).paragraphs]
    assert "仲裁：向仲裁委提出。不服可起诉。联系方式：12333。" in rows
    assert "诉讼：向法院起诉。" in rows


def test_enclosures_are_numbered_where_there_are_several() -> None:
    given = parts(part.name for part in KINDS["reply"].parts)
    one = printed(render_docx("reply", given, unit(), replace(FRAME, attachments=("证据清单",))))
    two = printed(render_docx("reply", given, unit(), replace(FRAME, attachments=("证据清单", "工资表"))))
    assert "附件：证据清单" in one
    assert "附件：1. 证据清单2. 工资表" in two


def test_properties_come_from_the_paper_alone() -> None:
    facts = Document(BytesIO(made("opinion", "zh"))).core_properties
    assert (facts.title, facts.author, facts.comments) == ("信访事项处理意见书", "测试县住建局", "")


@pytest.mark.parametrize("code", list(DOCUMENTS))
@pytest.mark.parametrize("way", [render_docx, render_pdf])
def test_a_missing_legal_part_blocks_the_paper_and_is_named(code: str, way: Any) -> None:
    if way is render_pdf and not pdf.available():
        pytest.skip("the extra pdf is not installed")
    kind = KINDS[code]
    for part in kind.parts:
        if not part.required:
            continue
        given = {**parts(one.name for one in kind.parts), part.name: " "}
        with pytest.raises(Refused) as refused:
            way(code, given, unit(), FRAME)
        assert refused.value.code == "missing"
        assert str(part.label) in str(refused.value)


def test_another_room_hands_in_a_title_parts_and_a_table() -> None:
    people = Part("people", "People", columns=(("name", "Name"), ("said", "Said")))
    kind = Kind("minutes", "Minutes", (Part("matter", "Matter", required=True), people), addressed=False)
    kinds.register(kind)
    try:
        given = {"matter": "路灯", "people": [{"name": "甲", "said": "坏了"}, {"name": "乙", "said": "修好"}]}
        data = render_docx("minutes", given, unit(), FRAME)
        grid = Document(BytesIO(data)).tables[0]
        assert [[cell.text for cell in row.cells] for row in grid.rows] == [["Name", "Said"], ["甲", "坏了"], ["乙", "修好"]]
        if can_pdf():
            assert render_pdf("minutes", given, unit(), FRAME).startswith(b"%PDF")
    finally:
        KINDS.pop("minutes")


@needs_typst
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pdf_is_set_from_the_same_data(language: str) -> None:
    for code in ("opinion", "redirect", "hearing"):
        given = parts(part.name for part in KINDS[code].parts)
        assert render_pdf(code, given, unit(), replace(FRAME, language=language)).startswith(b"%PDF")


@needs_typst
def test_without_a_font_the_pdf_is_refused_and_not_set_in_a_wrong_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FACES", {"body": ("No Such Face",)})
    with pytest.raises(Refused, match="No font for PDF"):
        render_pdf("reply", parts(["request", "text"]), unit(), FRAME)


def test_without_typst_the_word_file_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "available", lambda: False)
    with pytest.raises(Refused) as refused:
        render_pdf("reply", parts(["request", "text"]), unit(), FRAME)
    assert "Word" in str(refused.value)


def test_a_word_file_made_by_hand_prints_as_well() -> None:
    assert "甲" in printed(word("甲"))
