"""One way to any paper: `render_docx` and `render_pdf`, whichever room asks. Knows no kind but those that were registered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sixia.kit.flow import Refused
from sixia.papers import pdf
from sixia.papers.files import FORMS
from sixia.papers.filling import LINE, fill
from sixia.papers.layout.word import builtin
from sixia.papers.queries import template_for
from sixia.papers.rules.kinds import KINDS, Kind
from sixia.papers.rules.outline import outline_of
from sixia.papers.rules.words import day_in_words, printable
from sixia.people.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every paper has besides its parts: `on` is its day, `at` the moment whose template holds, `language` `zh` for the
    official layout, anything else for a letter; `to` names whoever gets it; `attachments` are names of enclosures."""

    on: date
    at: datetime
    language: str = "zh"
    number: str = ""
    to: str = ""
    attachments: tuple[str, ...] = ()
    unit_name: str = field(default="")
    """The unit's name on that day, where it has another one since."""


def render_docx(kind: str, parts: Mapping[str, Any], unit: Unit, frame: Frame) -> bytes:
    """A paper as a Word file, by the unit's own template, that of the nearest unit above, or the built-in one.

    For every room: register the kind once at start-up, `kinds.register(Kind("minutes", _("Minutes"), (Part("matter", _("Matter"),
    required=True), Part("people", _("People"), columns=(("name", _("Name")),)))))`, then hand in `parts` by these names: texts
    (a line break begins a new paragraph), ISO days, numbers, lists of words, and lists of rows for parts with columns, which
    become tables. A kind without an outline of its own prints each part under its name.
    Raises Refused (`missing`) naming every part that the law requires and that is not there.
    """
    of, values = _ready(kind, parts, unit, frame)
    own = template_for(unit, kind, frame.at)
    words = bytes(own.file) if own else builtin(kind, frame.language)
    title = outline_of(of, frame.language).title
    return fill(words, values, title=title, author=str(values["unit"]), day=frame.on)


def render_pdf(kind: str, parts: Mapping[str, Any], unit: Unit, frame: Frame) -> bytes:
    """The same paper as PDF, set anew from the same data in the built-in layout; units' Word templates do not shape it.

    Raises Refused for missing parts as `render_docx` does, and where the extra `pdf` or a font is missing.
    """
    FORMS["pdf"].ready()
    of, values = _ready(kind, parts, unit, frame)
    return pdf.render(of, values, frame.language)


def _ready(code: str, parts: Mapping[str, Any], unit: Unit, frame: Frame) -> tuple[Kind, dict[str, Any]]:
    """Every placeholder with its value as it is printed."""
    kind = KINDS[code]
    given: dict[str, Any] = {
        **parts,
        "title": outline_of(kind, frame.language).title,
        "unit": frame.unit_name or (unit.name if frame.language == "zh" else unit.name_en or unit.name),
        "number": frame.number,
        "to": frame.to,
        "day": day_in_words(frame.on, frame.language),
        "phone": unit.phone,
        "address": unit.address,
    }
    missing = kind.missing(given)
    if missing:
        names = "、".join(str(part.label) for part in missing)
        sentence = _("“%(title)s” cannot be printed. These parts are missing: %(parts)s.") % {"title": kind.title, "parts": names}
        raise Refused("missing", sentence, fields=[part.name for part in missing])
    values = {name: printable(given.get(name), frame.language) for name, part in kind.all_parts.items() if not part.columns}
    rows = {name: printable(given.get(name) or [], frame.language) for name, part in kind.all_parts.items() if part.columns}
    return kind, values | rows | {"attachments": _numbered(frame)}


def _numbered(frame: Frame) -> str:
    """One enclosure to a line, numbered where there are several (GB/T 9704-2012, 7.3.4)."""
    names = [str(printable(name, frame.language)).replace("\n", " ") for name in frame.attachments]
    return LINE.join(f"{n}. {name}" for n, name in enumerate(names, 1)) if len(names) > 1 else "".join(names)
