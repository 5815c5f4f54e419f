"""Whether a unit's Word template can be accepted for a kind of paper; every fault in a sentence that says what to do."""

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.papers.archive import dangers
from sixia.papers.filling import fill
from sixia.papers.rules.kinds import Kind, Part

DAY: Final = date(2026, 1, 5)
BETWEEN: Final = "、"


class Unfit(Exception):
    """The template cannot be accepted; `faults` are sentences for people."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


def check(data: bytes, kind: Kind) -> None:
    """Look at the file, read its placeholders, and fill it with sample data. Raises Unfit with everything that was found."""
    found = [str(one) for one in dangers(data)]
    if not found:
        found = list(_misread(data, kind))
    if not found:
        found = list(_misprinted(data, kind))
    if found:
        raise Unfit(found)


def sample(kind: Kind) -> dict[str, Any]:
    """Plain values for every placeholder: each part's own name in brackets, with the characters that trouble XML."""
    return {name: _rows(part) if part.columns else _mark(part.name) for name, part in kind.all_parts.items()}


def _mark(name: str) -> str:
    return f"⟦{name}⟧<&>"


def _rows(part: Part) -> list[dict[str, str]]:
    return [{key: f"{_mark(part.name)} {key}" for key, _label in part.columns}]


def _misread(data: bytes, kind: Kind) -> Iterator[str]:
    """Placeholders that cannot be read, that nobody knows, and those that the law requires and that are not there."""
    from jinja2 import TemplateError, nodes  # only where a paper is made
    from jinja2.exceptions import SecurityError
    from jinja2.meta import find_undeclared_variables

    from sixia.papers.sandbox import sandbox  # brings jinja2, which only papers need

    env, named, repeated = sandbox(), set(), set()
    try:
        for text in _sources(data):
            tree = env.parse(text)
            named |= find_undeclared_variables(tree)
            repeated |= {str(getattr(one.iter, "name", "")) for one in tree.find_all(nodes.For)}
    except SecurityError:
        yield _("A placeholder does more than print a part: calculations, calls and settings are not allowed.")
        return
    except TemplateError as error:
        yield _("A placeholder is not written correctly: %(reason)s.") % {"reason": error.message}
        return
    except Exception:  # noqa: BLE001 - docxtpl and lxml raise whatever they please over a broken file
        yield _("The file cannot be read. Save it anew in Word.")
        return
    known = kind.all_parts
    unknown = sorted(named - set(known))
    if unknown:
        given = {"names": BETWEEN.join(unknown), "known": BETWEEN.join(known)}
        yield _("Nobody knows these placeholders: %(names)s. There are: %(known)s.") % given
    wrong = sorted(name for name in repeated & set(known) if not known[name].columns)
    if wrong:
        yield _("Only rows can be repeated; these parts have none: %(names)s.") % {"names": BETWEEN.join(wrong)}
    lacking = [part for part in kind.required if part.name not in named]
    if lacking:
        yield _lacks(lacking)


def _misprinted(data: bytes, kind: Kind) -> Iterator[str]:
    """Faults that show only when it is filled: a required part that is not printed, a value that does not fit."""
    values = sample(kind)
    try:
        made = fill(data, values, title="", author="", day=DAY)
        text = printed(made)
        empty = {name: [] if part.columns else "" for name, part in kind.all_parts.items()}
        fill(data, empty, title="", author="", day=DAY)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong with a stranger's file is a fault of the file
        yield _("It could not be filled with sample data: %(reason)s.") % {"reason": str(error)[:200] or type(error).__name__}
        return
    lacking = [part for part in kind.required if f"⟦{part.name}⟧" not in text]
    if lacking:
        yield _lacks(lacking)


def _lacks(parts: Sequence[Part]) -> str:
    names = BETWEEN.join(f"{part.label} {{{{ {part.name} }}}}" for part in parts)
    return _("The law requires these parts, and the template does not print them: %(parts)s.") % {"parts": names}


def _sources(data: bytes) -> Iterator[str]:
    """The texts that docxtpl would render, as it reads them."""
    from docxtpl import DocxTemplate  # only where a paper is made

    paper = DocxTemplate(BytesIO(data))
    paper.init_docx()
    yield paper.patch_xml(paper.get_xml())
    for place in (paper.HEADER_URI, paper.FOOTER_URI):
        for _key, part in paper.get_headers_footers(place):
            yield paper.patch_xml(paper.get_part_xml(part))
    for part in paper.docx.part.package.iter_parts():
        if part.partname.endswith("/footnotes.xml"):
            yield paper.patch_xml(part.blob.decode())


def printed(data: bytes) -> str:
    """All text of a Word file in order: body, tables, text boxes, then headers and footers."""
    from docx import Document  # only where a paper is made
    from docx.oxml.ns import qn

    paper = Document(BytesIO(data))
    roots: list[Any] = [paper.element.body]
    for page in paper.sections:
        heads = (page.header, page.footer, page.first_page_header, page.first_page_footer, page.even_page_header)
        roots += [one.part.element for one in (*heads, page.even_page_footer) if not one.is_linked_to_previous]
    return "\n".join("".join(t.text or "" for t in row.iter(qn("w:t"))) for root in roots for row in root.iter(qn("w:p")))


def filled_sample(data: bytes, kind: Kind) -> bytes:
    """The template filled so that one sees where each part goes: every part shows what people call it."""
    shown = {name: _shown(part) for name, part in kind.all_parts.items()}
    return fill(data, shown, title=str(kind.title), author="", day=DAY)


def _shown(part: Part) -> Any:
    name = f"【{part.label}】"
    return [{key: f"【{label}】" for key, label in part.columns}] if part.columns else name
