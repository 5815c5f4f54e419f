"""Small strokes on a Word document: fonts by script, paragraphs, fields, tables. Knows no layout."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Font:
    """A face for Chinese, one for Latin letters and digits, and a size in points."""

    east: str
    west: str
    size: float
    bold: bool = False
    tight: float = 0
    """Points by which letters stand closer, so that as many go on a line as should."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph lies: indents, line pitch and gaps in points; `pitch` 0 leaves the line as high as its letters."""

    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    pitch: float = 0
    before: float = 0
    after: float = 0
    centre: float = 0
    keep: bool = False
    free: bool = False
    """Off the grid of the page: titles and tables have lines of their own."""


def paragraph(holder: Any, text: str, font: Font, shape: Shape, *, style: Any = None) -> Any:
    """Add a paragraph with one run; a tab in the text goes to the stop at `shape.centre`."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT  # only where a paper is made
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    row = holder.add_paragraph(style=style)
    form = row.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, shape.align.upper())
    form.first_line_indent, form.left_indent, form.right_indent = Pt(shape.first), Pt(shape.left), Pt(shape.right)
    form.space_before, form.space_after = Pt(shape.before), Pt(shape.after)
    form.keep_with_next, form.widow_control = shape.keep, True
    if shape.free:
        snap = OxmlElement("w:snapToGrid")
        snap.set(qn("w:val"), "0")
        form.element.get_or_add_pPr().insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:rPr")
    if shape.pitch:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(shape.pitch)
    if shape.centre:
        form.tab_stops.add_tab_stop(Pt(shape.centre), WD_TAB_ALIGNMENT.CENTER)
    run(row, text, font)
    return row


def run(row: Any, text: str, font: Font) -> Any:
    """Add a run; the Chinese face is named for the script, or Word takes the Latin one."""
    from docx.oxml import OxmlElement  # only where a paper is made
    from docx.oxml.ns import qn
    from docx.shared import Pt

    piece = row.add_run(text)
    piece.font.name, piece.font.size, piece.font.bold = font.west, Pt(font.size), font.bold
    fonts = piece.font.element.rPr.rFonts
    for name, face in (("w:eastAsia", font.east), ("w:hAnsi", font.west), ("w:cs", font.west), ("w:hint", "eastAsia")):
        fonts.set(qn(name), face)
    if font.tight:
        gap = OxmlElement("w:spacing")
        gap.set(qn("w:val"), str(round(-20 * font.tight)))
        piece.font.element.rPr.insert_element_before(gap, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
    return piece


def everywhere(paper: Any, font: Font) -> None:
    """Make this the face and size of all text that names none, and of the page's grid."""
    from docx.oxml.ns import qn  # only where a paper is made
    from docx.shared import Pt

    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = font.west, Pt(font.size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), font.east)
    for speech in paper.styles.element.iter(qn("w:lang")):
        speech.set(qn("w:eastAsia"), "zh-CN")


def field(row: Any, code: str, font: Font) -> None:
    """Add a field such as PAGE, which Word works out itself."""
    from docx.oxml import OxmlElement  # only where a paper is made
    from docx.oxml.ns import qn

    for kind in ("begin", "", "separate", "text", "end"):
        piece = run(row, "1" if kind == "text" else "", font)
        if kind == "text":
            continue
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = f" {code} "
        piece.font.element.append(mark)


def table(holder: Any, name: str, columns: list[tuple[str, str]], font: Font, shape: Shape) -> None:
    """Add a table that repeats its second row for each row of the part `name`; a column of `words` is as wide as two
    others."""
    grid = holder.add_table(rows=4, cols=len(columns), style="Table Grid")
    whole = sum(column.width for column in grid.columns)
    shares = [2 if key == "words" else 1 for key, _label in columns]
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = whole * share // sum(shares)
        for cell in column.cells:
            cell.width = column.width
    for at, (key, label) in enumerate(columns):
        _cell(grid.cell(0, at), label, font, shape)
        _cell(grid.cell(2, at), f"{{{{ one.{key} }}}}", font, shape)
    _cell(grid.cell(1, 0), f"{{%tr for one in {name} %}}", font, shape)
    _cell(grid.cell(3, 0), "{%tr endfor %}", font, shape)


def _cell(cell: Any, text: str, font: Font, shape: Shape) -> None:
    paragraph(cell, text, font, shape)
    empty = cell.paragraphs[0].paragraph_format.element
    empty.getparent().remove(empty)
