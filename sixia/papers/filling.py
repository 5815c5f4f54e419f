"""Word templates filled with values, inside the sandbox. Knows no kind of paper and no row."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

PARAGRAPH = "\a"
"""What docxtpl takes for a new paragraph of the same shape."""
LINE = "\u2028"
"""A new line within the paragraph; cleaned values hold none but those that were put there on purpose."""


def fill(template: bytes, values: Mapping[str, Any], *, title: str, author: str, day: date) -> bytes:
    """The Word file with every placeholder filled; a line break in a value begins a new paragraph. Properties of the file are
    set here and never come from the template. Raises jinja2.TemplateError where the template asks for what is not there."""
    from docxtpl import DocxTemplate  # only where a paper is made

    from sixia.papers.sandbox import sandbox  # brings jinja2, which only papers need

    paper = DocxTemplate(BytesIO(template))
    paper.render({name: _value(one) for name, one in values.items()}, jinja_env=sandbox())
    facts, at = paper.docx.core_properties, datetime(day.year, day.month, day.day, tzinfo=UTC)
    facts.title, facts.author, facts.last_modified_by = title[:250], author[:250], author[:250]
    facts.comments, facts.subject, facts.keywords, facts.category, facts.identifier = "", "", "", "", ""
    facts.created, facts.modified, facts.revision = at, at, 1
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _value(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_value(one) for one in value]
    return value.replace("\n", PARAGRAPH).replace(LINE, "\n") if isinstance(value, str) else value
