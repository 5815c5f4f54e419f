"""Built-in Word templates: an outline laid out as an official paper (GB/T 9704-2012) or as a plain letter. Knows no values."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from sixia.papers.layout.draw import Font, Shape, everywhere, field, paragraph, run, table
from sixia.papers.rules.kinds import KINDS, Kind
from sixia.papers.rules.outline import Block, blocks, outline_of

MM: Final = 72 / 25.4
PITCH: Final = 28.95
"""Points from line to line: 22 lines on 225 mm (GB/T 9704-2012, 5.2.3)."""
CHARACTER: Final = 16.0
"""三号, the size of the body in points; a quarter of a point closer, 28 go on 156 mm (5.2.3). A grid of characters would do the
same in Word, but other office programs then take two cells for each."""
FANGSONG: Final = Font("仿宋_GB2312", "Times New Roman", CHARACTER, tight=0.25)
HEI: Final = Font("黑体", "Times New Roman", CHARACTER, tight=0.25)
TITLE: Final = Font("方正小标宋简体", "Times New Roman", 22)
FOLIO: Final = Font("宋体", "宋体", 14)
CELL: Final = Font("仿宋_GB2312", "Times New Roman", 12)
BODY: Final = Shape(align="justify", first=2 * CHARACTER, pitch=PITCH)
SIGNED: Final = Shape(pitch=PITCH, centre=156 * MM - 4 * CHARACTER - 52, keep=True)
"""Unit above day, both centred on the day, which ends four characters from the edge so that the seal fits (7.3.5.1). The last
paragraph goes along with them: a page with a seal must not be without text."""
SERIF: Final = Font("宋体", "Times New Roman", 11)
STRONG: Final = Font("宋体", "Times New Roman", 11, bold=True)
LETTER: Final = Shape(after=8)
EVEN, ODD = "even", "odd"


@lru_cache(maxsize=64)
def builtin(code: str, language: str) -> bytes:
    """The built-in template of a kind, as a Word file with placeholders. Chinese is laid out officially, the rest as a letter."""
    from docx import Document  # only where a paper is made

    kind, paper = KINDS[code], Document()
    (_official if language == "zh" else _letter)(paper, kind, language)
    facts = paper.core_properties
    facts.author, facts.title, facts.comments, facts.last_modified_by = "", outline_of(kind, language).title, "", ""
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _official(paper: Any, kind: Kind, language: str) -> None:
    _page(paper, top=37, left=28, bottom=35, right=26, folio=23)
    _grid(paper)
    everywhere(paper, FANGSONG)
    outline = outline_of(kind, language)
    centred = Shape(align="center", pitch=34, keep=True, free=True)
    paragraph(paper, "{{ unit }}", TITLE, centred)
    paragraph(paper, outline.title, TITLE, centred)
    _when(paper, "number", lambda: paragraph(paper, "{{ number }}", FANGSONG, Shape(align="center", pitch=PITCH, before=6)))
    paragraph(paper, "", FANGSONG, Shape(pitch=PITCH))
    if kind.addressed:
        _when(paper, "to", lambda: paragraph(paper, "{{ to }}：", FANGSONG, Shape(pitch=PITCH)))
    said = blocks(outline)
    for block in said:
        font, shape = (HEI, Shape(first=2 * CHARACTER, pitch=PITCH, keep=True)) if block.style == "heading" else (FANGSONG, BODY)
        _block(paper, kind, block, (font, replace(shape, keep=shape.keep or block is said[-1])), CELL)
    enclosed = Shape(first=-3 * CHARACTER, left=5 * CHARACTER, pitch=PITCH, before=PITCH, keep=True)
    _when(paper, "attachments", lambda: paragraph(paper, "附件：{{ attachments }}", FANGSONG, enclosed))
    paragraph(paper, "", FANGSONG, Shape(pitch=PITCH, keep=True))
    paragraph(paper, "", FANGSONG, Shape(pitch=PITCH, keep=True))
    paragraph(paper, "\t{{ unit }}", FANGSONG, SIGNED)
    paragraph(paper, "\t{{ day }}", FANGSONG, SIGNED)
    _folios(paper)


def _letter(paper: Any, kind: Kind, language: str) -> None:
    _page(paper, top=25, left=25, bottom=25, right=25, folio=12)
    everywhere(paper, SERIF)
    outline = outline_of(kind, language)
    paragraph(paper, "{{ unit }}", Font("宋体", "Times New Roman", 14, bold=True), Shape(after=2))
    for name in ("address", "phone"):
        _when(paper, name, lambda name=name: paragraph(paper, f"{{{{ {name} }}}}", SERIF, Shape(after=2)))  # type: ignore[misc]
    paragraph(paper, "{{ day }}", SERIF, Shape(before=18, after=2))
    _when(paper, "number", lambda: paragraph(paper, "Reference: {{ number }}", SERIF, Shape(after=18)))
    if kind.addressed:
        _when(paper, "to", lambda: paragraph(paper, "Dear {{ to }},", SERIF, LETTER))
    paragraph(paper, outline.title, Font("宋体", "Times New Roman", 13, bold=True), Shape(before=6, after=10, keep=True))
    for block in blocks(outline):
        font, shape = (STRONG, Shape(before=8, after=3, keep=True)) if block.style == "heading" else (SERIF, LETTER)
        _block(paper, kind, block, (font, shape), SERIF)
    _when(paper, "attachments", lambda: paragraph(paper, "Enclosures: {{ attachments }}", SERIF, LETTER))
    if kind.addressed:
        paragraph(paper, "Yours faithfully,", SERIF, Shape(before=12, after=36, keep=True))
    paragraph(paper, "{{ unit }}", SERIF, Shape())
    foot = paragraph(paper.sections[0].footer, "Page ", SERIF, Shape(align="center"))
    field(foot, "PAGE", SERIF)
    run(foot, " of ", SERIF)
    field(foot, "NUMPAGES", SERIF)


def _block(paper: Any, kind: Kind, block: Block, look: tuple[Font, Shape], small: Font) -> None:
    if block.style == "table":
        columns = [(key, str(label)) for key, label in kind.all_parts[block.when].columns]
        _when(paper, block.when, lambda: table(paper, block.when, columns, small, Shape(free=True)))
    elif block.each:
        _between(paper, f"for one in {block.each}", lambda: paragraph(paper, block.text, *look), "endfor")
    elif block.when:
        _when(paper, block.when, lambda: paragraph(paper, block.text, *look))
    else:
        paragraph(paper, block.text, *look)


def _when(paper: Any, part: str, draw: Callable[[], Any]) -> None:
    _between(paper, f"if {part}", draw, "endif")


def _between(paper: Any, begin: str, draw: Callable[[], Any], end: str) -> None:
    """Lines of their own that vanish when the paper is filled."""
    paragraph(paper, f"{{%p {begin} %}}", FANGSONG, Shape())
    draw()
    paragraph(paper, f"{{%p {end} %}}", FANGSONG, Shape())


def _page(paper: Any, *, top: float, left: float, bottom: float, right: float, folio: float) -> None:
    from docx.shared import Mm  # only where a paper is made

    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.left_margin, page.bottom_margin, page.right_margin = Mm(top), Mm(left), Mm(bottom), Mm(right)
    page.footer_distance, page.header_distance = Mm(folio), Mm(15)


def _grid(paper: Any) -> None:
    """22 lines on a page (5.2.3)."""
    from docx.oxml import OxmlElement  # only where a paper is made
    from docx.oxml.ns import qn

    page = paper.element.body.sectPr
    for old in page.findall(qn("w:docGrid")):
        page.remove(old)
    grid = OxmlElement("w:docGrid")
    for name, value in (("w:type", "lines"), ("w:linePitch", round(PITCH * 20))):
        grid.set(qn(name), str(value))
    page.append(grid)


def _folios(paper: Any) -> None:
    """“— 1 —” in 四号, one character from the outer edge: odd pages right, even pages left (7.5)."""
    paper.settings.odd_and_even_pages_header_footer = True
    page = paper.sections[0]
    sides = ((page.footer, Shape(align="right", right=14)), (page.even_page_footer, Shape(align="left", left=14)))
    for foot, shape in sides:
        line = paragraph(foot, "— ", FOLIO, shape)
        field(line, "PAGE", FOLIO)
        run(line, " —", FOLIO)
        empty = foot.paragraphs[0].paragraph_format.element
        empty.getparent().remove(empty)
