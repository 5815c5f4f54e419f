"""Papers as PDF, set by typst from the same data as the Word file. Knows no row; needs the extra `pdf` and a font."""

import json
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused
from sixia.papers.rules.kinds import Kind, there
from sixia.papers.rules.outline import Block, blocks, outline_of

HERE: Final = Path(__file__).parent / "layout"
SERIF: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "Noto Sans CJK SC")
SANS: Final = ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
FACES: Final[dict[str, tuple[str, ...]]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", *SERIF),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", *SERIF),
    "heading": SANS,
    "folio": ("SimSun", "宋体", *SERIF),
}
"""For each place the faces in order of preference; the first that is there is taken."""
LATIN: Final = ("Times New Roman", "Liberation Serif", "Libertinus Serif")


def available() -> bool:
    """Whether PDF can be made here at all."""
    return find_spec("typst") is not None


def folder() -> Path:
    """Where an installation may put fonts of its own, such as 仿宋_GB2312 and 方正小标宋简体."""
    return Path(settings.DATA_DIR) / "fonts"


def render(kind: Kind, values: Mapping[str, Any], language: str) -> bytes:
    """The paper as PDF, where it is `available`. Raises Refused where no suitable font is there; never sets it in a wrong one."""
    import typst  # only where a paper is made

    fonts = typst.Fonts(font_paths=[folder()] if folder().is_dir() else [])
    sheet = HERE / ("official.typ" if language == "zh" else "letter.typ")
    paper = _paper(kind, values, language) | {"fonts": _chosen(set(fonts.families()), language)}
    inputs = {"paper": json.dumps(paper, ensure_ascii=False)}
    made, warnings = typst.compile_with_warnings(sheet.read_bytes(), font_paths=fonts, format="pdf", sys_inputs=inputs)
    if any("unknown font family" in one.message for one in warnings) or not isinstance(made, bytes):
        raise _no_font()
    return made


def _chosen(families: set[str], language: str) -> dict[str, list[str]]:
    known = {name.casefold(): name for name in families}

    def first(names: Iterable[str]) -> list[str]:
        found = [known[name.casefold()] for name in names if name.casefold() in known]
        return found[:1]

    latin = first(LATIN)
    chosen = {place: [*latin, *first(names)] if language != "zh" else first(names) for place, names in FACES.items()}
    if not all(chosen.values()):
        raise _no_font()
    return chosen


def _no_font() -> Refused:
    sentence = _("No font for PDF was found. Install Noto CJK, or put fonts into the folder “fonts” beside the data.")
    return Refused("guard", sentence)


def _paper(kind: Kind, values: Mapping[str, Any], language: str) -> dict[str, Any]:
    from sixia.papers.sandbox import sandbox  # only where a paper is made

    outline, env = outline_of(kind, language), sandbox(escape=False)
    frame = {name: values[name] for name in ("unit", "number", "day", "phone", "address", "attachments")}
    to = values["to"] if kind.addressed else ""
    said = [one for block in blocks(outline) for one in _said(block, kind, values, env)]
    return {**frame, "title": outline.title, "to": to, "addressed": kind.addressed, "blocks": said}


def _said(block: Block, kind: Kind, values: Mapping[str, Any], env: Any) -> list[dict[str, Any]]:
    if block.when and not there(values[block.when]):
        return []
    if block.style == "table":
        columns, rows = kind.all_parts[block.when].columns, values[block.when]
        heads = [str(label) for _key, label in columns]
        cells = [str(row.get(key, "")) for row in rows for key, _label in columns]
        return [{"style": "table", "heads": heads, "cells": cells, "text": ""}]
    rounds = [{**values, "one": row} for row in values[block.each]] if block.each else [values]
    texts = [line for one in rounds for line in env.from_string(block.text).render(one).splitlines() if line.strip()]
    return [{"style": block.style, "text": text} for text in texts]
