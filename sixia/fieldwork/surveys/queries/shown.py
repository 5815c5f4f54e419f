"""A filled form as it is read: each question with its answer in words, what is personal covered."""

from dataclasses import dataclass, field
from typing import Any, Final

from sixia.fieldwork.surveys.models import Submission
from sixia.fieldwork.surveys.queries.own import merged
from sixia.fieldwork.surveys.rules import definition as d
from sixia.fieldwork.surveys.rules.answering import plain

COVER: Final = "●●●"


@dataclass
class Line:
    """One question and its answer; for a repeat its times, each with lines of its own."""

    number: str
    label: str
    text: str = ""
    fault: str = ""
    personal: bool = False
    image: str = ""
    times: list[list["Line"]] = field(default_factory=list)


def shown(row: Submission, language: str, personal: dict[str, Any] | None = None) -> list[Line]:
    """Line by line in the order of the form. `personal` are the opened answers; without them they are covered."""
    answers = row.answers if personal is None else merged(row.answers, personal)
    form = row.form.questions
    uncovered = personal is not None or not row.sealed
    return _lines(form, form.data["nodes"], answers, row.faults, "", language, uncovered=uncovered)


def _lines(
    form: d.Definition,
    nodes: list[d.Node],
    answers: dict[str, Any],
    faults: dict[str, str],
    place: str,
    language: str,
    *,
    uncovered: bool,
) -> list[Line]:
    made: list[Line] = []
    for node in nodes:
        name, label = node["name"], d.said(node.get("label"), language) or node["name"]
        if node["kind"] == d.GROUP:
            made += _lines(form, node["nodes"], answers, faults, place, language, uncovered=uncovered)
        elif node["kind"] == d.REPEAT:
            rows = list(enumerate(answers.get(name) or [], 1))
            times = [_lines(form, node["nodes"], row, faults, f"{name}.{n}.", language, uncovered=uncovered) for n, row in rows]
            made.append(Line("", label, times=times, fault=faults.get(place + name, "")))
        elif node["kind"] in (*d.ASKED, d.CALCULATE):
            made.append(_line(form, node, label, answers.get(name), faults.get(place + name, ""), language, uncovered=uncovered))
    return made


def _line(form: d.Definition, node: d.Node, label: str, value: Any, fault: str, language: str, *, uncovered: bool) -> Line:
    line = Line(node.get("number", ""), label, fault=fault, personal=bool(node.get("personal")))
    if line.personal and not uncovered:
        line.text = COVER
    elif node["kind"] in d.CHOOSING and value:
        labels = {choice["name"]: d.said(choice["label"], language) for choice in form.choices(node)}
        line.text = "；".join(labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value]))
    else:
        line.text = plain(value)
        line.image = line.text if node["kind"] == d.IMAGE else ""
    return line
