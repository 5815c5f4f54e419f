"""Values for every part of every kind of paper, a unit that is not stored, and Word files put together by hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from docx import Document

from sixia.kit.flow import Refused
from sixia.papers import pdf
from sixia.papers.render import Frame
from sixia.papers.rules.kinds import KINDS
from sixia.people.models import Unit

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
HOSTILE = "补发工资<&>{{ 7*7 }}{% if x %}“引号”\x07\x0c\ud800"
CLEAN = "补发工资<&>{{ 7*7 }}{% if x %}“引号”"
SPECIAL: Final[dict[str, Any]] = {
    "receipts": ["SX26-0001", "SX26-0002"],
    "first_on": "2026-05-11",
    "days": 30,
    "request": HOSTILE,
    "facts": "第一，属实。\n第二，无异议。",
    "ways": [
        {"name": "仲裁", "advice": "向仲裁委提出。", "remedy": "不服可起诉。", "contact": "12333"},
        {"name": "诉讼", "advice": "向法院起诉。", "remedy": "", "contact": ""},
    ],
}
FRAME = Frame(on=date(2026, 5, 12), at=NOW, number="信受〔2026〕12号", to="演示甲")


def can_pdf() -> bool:
    """Whether typst and a Chinese font are there; a machine without them skips those tests."""
    try:
        pdf.render(KINDS["reply"], dict.fromkeys(KINDS["reply"].all_parts, "甲"), "zh")
    except (Refused, ModuleNotFoundError):
        return False
    return True


def parts(names: Any) -> dict[str, Any]:
    """A value for each of these names."""
    return {name: SPECIAL.get(name, f"〔{name}〕") for name in names}


def unit() -> Unit:
    """A unit that no template belongs to."""
    return Unit(name="测试县住建局", name_en="Housing Bureau", phone="0990-1", address="测试路1号", path="housing/")


def word(*lines: str, properties: Mapping[str, str] | None = None, footer: str = "") -> bytes:
    """A Word file with these paragraphs."""
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    for name, value in (properties or {}).items():
        setattr(paper.core_properties, name, value)
    if footer:
        paper.sections[0].footer.add_paragraph(footer)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The archive with these parts added or replaced."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for one in old.infolist():
            if one.filename not in changed:
                new.writestr(one, old.read(one))
        for name, body in changed.items():
            new.writestr(name, body)
    return out.getvalue()
