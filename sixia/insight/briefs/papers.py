"""A brief and an outline as Word files and as rows of a workbook: the same words as on the page. Names no resident."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.insight.briefs.queries.figures import Line
from sixia.insight.briefs.rules import Row, Section
from sixia.insight.briefs.texts import TITLES
from sixia.insight.figures.templatetags.figures import brief as said
from sixia.papers.render import Frame, render_docx
from sixia.papers.rules.kinds import KINDS, Kind, Outline, Part, register
from sixia.people.models import Unit

WORDS: Final = Path(__file__).parent / "outlines"
LANGUAGES: Final = ("zh", "en")
BRIEF, OUTLINE = "evidence_brief", "discussion_outline"
IN_BRIEF: Final = ("new", "late", "stuck", "refused", "promised", "problems", "hot", "silent", "unheard")
IN_OUTLINE: Final = ("places", "raised", "voices", "tried", "rules", "open")
COLUMNS: Final = (
    ("words", gettext_lazy("What was said or done")),
    ("where", gettext_lazy("Where and who")),
    ("day", gettext_lazy("Day")),
    ("more", gettext_lazy("How it stands")),
)
NUMBERS: Final = (
    ("what", gettext_lazy("Indicator")),
    ("now", gettext_lazy("In this span")),
    ("before", gettext_lazy("In the span before")),
)
OTHER: Final = {
    "places": (("words", gettext_lazy("Place")), ("more", gettext_lazy("How many"))),
    "voices": COLUMNS[:3],
    **dict.fromkeys(
        ("silent", "unheard"),
        (("words", gettext_lazy("Village")), ("where", gettext_lazy("Town")), ("more", gettext_lazy("How it stands"))),
    ),
}
"""Sections whose rows have fewer columns, or other ones."""
HEADS: Final = (gettext_lazy("Section"), *(label for _name, label in COLUMNS))


def fill() -> None:
    """Make both kinds known."""
    words = {language: tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    titles = {BRIEF: gettext_lazy("Evening questions"), OUTLINE: gettext_lazy("Discussion outline")}
    for code, keys in ((BRIEF, IN_BRIEF), (OUTLINE, IN_OUTLINE)):
        outlines = {language: Outline(found[code]["title"], found[code]["body"]) for language, found in words.items()}
        register(Kind(code, titles[code], _parts(keys), outlines, addressed=False))


def _parts(keys: Sequence[str]) -> tuple[Part, ...]:
    """What both have, and of each section how many there are and the rows."""
    count = gettext_lazy("How many")
    found = [
        Part("about", gettext_lazy("What it is about"), required=True),
        Part("figures", gettext_lazy("Figures"), columns=NUMBERS),
        Part("questions", gettext_lazy("Questions to discuss"), columns=(("words", gettext_lazy("What was said or done")),)),
    ]
    for key in keys:
        found += [Part(f"{key}_many", count), Part(key, TITLES[key], columns=OTHER.get(key, COLUMNS))]
    return tuple(found)


def word(
    kind: str,
    unit: Unit,
    now: datetime,
    *,
    about: str,
    sections: Iterable[Section],
    figures: Iterable[Line],
    questions: Iterable[str] = (),
) -> bytes:
    """The Word file in the language in force. Raises Refused."""
    parts: dict[str, Any] = {
        "about": about,
        "figures": [
            {"what": str(one.one.title), "now": said(one.now, one.one), "before": said(one.before, one.one)} for one in figures
        ],
        "questions": [{"words": one} for one in questions],
    }
    for section in sections:
        parts[f"{section.key}_many"] = many(section)
        parts[section.key] = [_printed(row, section.quoted) for row in section.rows]
    language = "zh" if (translation.get_language() or "").startswith("zh") else "en"
    return render_docx(kind, parts, unit, Frame(on=timezone.localdate(now), at=now, language=language))


def title(kind: str) -> str:
    """What a paper is called."""
    return str(KINDS[kind].title)


def many(section: Section) -> str:
    """How many there are, and how many are shown."""
    if not section.many:
        return _("None.")
    if section.left:
        return _("%(many)d in all; %(shown)d are shown.") % {"many": section.many, "shown": len(section.rows)}
    return _("%(many)d in all.") % {"many": section.many}


def _printed(row: Row, quoted: bool) -> dict[str, str]:
    words = f"“{row.words}”" if quoted else row.words
    return {"words": words, "where": row.where or "–", "day": _day(row.when), "more": row.more or "–"}


def _day(when: date | None) -> str:
    return when.isoformat() if when else "–"


def rows(sections: Iterable[Section], figures: Iterable[Line], questions: Iterable[str] = ()) -> Iterator[list[Any]]:
    """The rows of a workbook; `ui.export` makes each text harmless there."""
    for one in figures:
        yield [_("Figures"), str(one.one.title), "", "", said(one.now, one.one)]
    for section in sections:
        for row in section.rows:
            yield [str(TITLES[section.key]), row.words, row.where, row.when, row.more]
    for words in questions:
        yield [_("Questions to discuss"), words, "", "", ""]
