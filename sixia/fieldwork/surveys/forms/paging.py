"""A survey form as a page without a script: what stands on it, and what came back. Knows no request beyond what was posted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sixia.fieldwork.surveys.rules import definition as d
from sixia.fieldwork.surveys.rules.answering import MOST_TIMES, plain

PREFIX: Final = "q-"
LONG_LIST: Final = 12
"""More choices than this are a list to unfold."""
INPUTS: Final = {
    d.TEXT: {"type": "text"},
    d.INTEGER: {"type": "text", "inputmode": "numeric"},
    d.DECIMAL: {"type": "text", "inputmode": "decimal"},
    d.DATE: {"type": "date"},
    d.TIME: {"type": "time"},
    d.PLACE: {"type": "text"},
}


@dataclass
class Part:
    """One thing on the page: a question, a note, a group, or a repeat with its times."""

    node: d.Node
    place: str
    at: int
    label: str
    hint: str = ""
    value: str = ""
    error: str = ""
    choices: list[tuple[str, str, bool]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)
    times: list[tuple[int, list["Part"]]] = field(default_factory=list)
    blank: list["Part"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The node's kind."""
        return str(self.node["kind"])

    @property
    def name(self) -> str:
        """The name of the field."""
        return PREFIX + self.place

    @property
    def field_id(self) -> str:
        """The id of the field."""
        return "id-" + self.place.replace(".", "-")

    @property
    def required(self) -> bool:
        """Whether it must be answered whenever it applies."""
        return self.node.get("required") == ["call", "true"]

    @property
    def folded(self) -> bool:
        """Whether its choices are a list to unfold."""
        return self.kind == d.ONE and len(self.choices) > LONG_LIST

    @property
    def several(self) -> bool:
        """Whether more than one choice may be made."""
        return self.kind == d.MANY

    @property
    def multiline(self) -> bool:
        """Whether the answer may be longer than a line."""
        return self.kind == d.TEXT and "multiline" in self.node.get("appearance", ())

    @property
    def attributes(self) -> dict[str, str]:
        """What the input needs."""
        return INPUTS.get(self.kind, {})


def parts_of(
    form: d.Definition, answers: Mapping[str, Any], faults: Mapping[str, str], language: str, more: str = ""
) -> list[Part]:
    """The page from top to bottom. `more` names a repeat that gets one empty time more."""
    return list(_Page(form, faults, language, more).parts(form.data["nodes"], answers, "", -1))


class _Page:
    def __init__(self, form: d.Definition, faults: Mapping[str, str], language: str, more: str) -> None:
        self.form, self.faults, self.language, self.more = form, faults, language, more

    def parts(self, nodes: list[d.Node], answers: Mapping[str, Any], place: str, at: int) -> Iterator[Part]:
        for node in nodes:
            if node["kind"] in (d.CALCULATE, *d.META):
                continue
            part = self.part(node, place + node["name"], at)
            if node["kind"] == d.GROUP:
                part.parts = list(self.parts(node["nodes"], answers, place, at))
            elif node["kind"] == d.REPEAT:
                self.repeat(part, answers.get(node["name"]) or [])
            else:
                self.answer(part, answers.get(node["name"]))
            yield part

    def part(self, node: d.Node, place: str, at: int) -> Part:
        label, hint = d.said(node.get("label"), self.language), d.said(node.get("hint"), self.language)
        return Part(node, place, at, label, hint, error=self.faults.get(place, ""))

    def repeat(self, part: Part, rows: list[Mapping[str, Any]]) -> None:
        name = part.node["name"]
        shown = [*rows, *([{}] if self.more == name or not rows else [])][:MOST_TIMES]
        part.times = [(n, list(self.parts(part.node["nodes"], row, f"{name}.{n}.", n - 1))) for n, row in enumerate(shown, 1)]
        part.blank = list(self.parts(part.node["nodes"], {}, f"{name}.__N__.", -2))

    def answer(self, part: Part, value: Any) -> None:
        value = part.node.get("default", "") if value is None else value
        part.value = plain(value)
        chosen = value if isinstance(value, list) else str(value).split() if part.kind == d.MANY else [str(value)]
        choices = self.form.choices(part.node)
        part.choices = [
            (one["name"], d.said(one["label"], self.language) or one["name"], one["name"] in chosen) for one in choices
        ]


def read(form: d.Definition, data: Any) -> dict[str, Any]:
    """The answers that came with a page (`data` is what was posted); times of a repeat in which nothing stands are left out."""
    return _read(form.data["nodes"], data, "")


def _read(nodes: list[d.Node], data: Any, place: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for node in nodes:
        name = node["name"]
        if node["kind"] == d.GROUP:
            made |= _read(node["nodes"], data, place)
        elif node["kind"] == d.REPEAT:
            numbers = range(1, min(MOST_TIMES, _last(data, f"{PREFIX}{name}.")) + 1)
            rows = [_read(node["nodes"], data, f"{name}.{number}.") for number in numbers]
            made[name] = [row for row in rows if row]
        elif node["kind"] in d.ASKED and node["kind"] != d.IMAGE:
            several = [one for one in data.getlist(PREFIX + place + name) if one.strip()]
            if several:
                made[name] = several if node["kind"] == d.MANY else several[0]
    return made


def _last(data: Any, prefix: str) -> int:
    found = [key[len(prefix) :].partition(".")[0] for key in data if key.startswith(prefix)]
    return max((int(one) for one in found if one.isdigit() and len(one) < 4), default=0)
