"""Answers against a form: what applies, what is calculated, what does not fit; pure, and the truth on the server.

Answers are flat by question name, groups leave no trace; a repeat holds a list of such answers. Texts, days and times are texts,
numbers numbers, a single choice its name, several a list of names, a place [latitude, longitude, height, accuracy].
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.rules import definition as d
from sixia.fieldwork.surveys.rules.evaluating import Scene, Value, evaluate, text, truth

ROUNDS: Final = 8
"""How often what applies is worked out anew until nothing changes: one answer opens another question, which opens a third."""
MOST_TEXT: Final = 4000
MOST_TIMES: Final = 50
MOST_WHOLE: Final = 10**12
UNKNOWN: Final = "?"
"""Under this name the sealed part keeps answers to questions that the form does not have."""


@dataclass
class Checked:
    """What remains of the answers, calculations included, and a sentence per question that does not fit.

    Faults are by place: `age`, or `people.2.age` for the second time of a repeat (counted from 1). `unknown` are answers to
    questions the form does not have."""

    answers: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)


def check(form: d.Definition, given: Mapping[str, Any], *, now: datetime, language: str = "") -> Checked:
    """Work out what applies, throw away what does not, and say what is missing or wrong. `now` is local time."""
    known = {node["name"] for node, repeat in form.walk() if not repeat and node["kind"] not in (d.GROUP, d.NOTE)}
    done = Checked(unknown={name: value for name, value in given.items() if name not in known and value not in (None, "", [])})
    state = State(form, shaped(form, given, done.faults), now)
    state.settle()
    _keep(state, form.data["nodes"], "", done.answers, done, language)
    return done


class State:
    """Answers in hand, and which questions apply. `settle` works both out; then `applies`, `options` and `value` may be asked."""

    def __init__(self, form: d.Definition, answers: dict[str, Any], now: datetime) -> None:
        self.form, self.answers = form, answers
        self.today, self.now = now.date().isoformat(), now.isoformat(timespec="seconds")
        self.off: set[tuple[str, int]] = set()

    def settle(self) -> None:
        """Until nothing changes any more."""
        for _round in range(ROUNDS):
            before = (set(self.off), repr(self.answers))
            self._pass(self.form.data["nodes"], -1, True)
            if before == (self.off, repr(self.answers)):
                return

    def applies(self, name: str, at: int = -1) -> bool:
        """Whether a question applies; `at` counts the times of its repeat from 0."""
        return (name, at) not in self.off

    def value(self, name: str, at: int = -1) -> Value:
        """What an expression at that place sees of a question."""
        node, repeat = self.form.by_name[name], self.form.repeat_of.get(name, "")
        if node["kind"] == d.REPEAT:
            return [str(number + 1) for number in range(len(self.answers.get(name) or []))] if self.applies(name) else []
        if repeat and at < 0:
            return [self._plain(name, number) for number in range(len(self.answers.get(repeat) or []))]
        return self._plain(name, at if repeat else -1)

    def _plain(self, name: str, at: int) -> str:
        return plain(self.holder(name, at).get(name)) if self.applies(name, at) else ""

    def holder(self, name: str, at: int) -> dict[str, Any]:
        """The answers among which that of a question stands."""
        repeat = self.form.repeat_of.get(name, "")
        found: dict[str, Any] = self.answers[repeat][at] if repeat else self.answers
        return found

    def scene(self, at: int, own: Value = "", row: Mapping[str, str] | None = None) -> Scene:
        """What expressions see at a place."""
        return Scene(lambda name: self.value(name, at), own, row or {}, self.today, self.now)

    def says(self, node: d.Node, key: str, at: int, own: Value = "") -> bool:
        """Whether a condition of a question holds; one that is not there does."""
        return key not in node or truth(evaluate(node[key], self.scene(at, own)))

    def options(self, node: d.Node, at: int = -1) -> list[dict[str, Any]]:
        """The choices that can be chosen now."""
        found = self.form.choices(node)
        if "filter" not in node:
            return found
        return [choice for choice in found if truth(evaluate(node["filter"], self.scene(at, row=choice["row"])))]

    def _pass(self, nodes: list[d.Node], at: int, above: bool) -> None:
        for node in nodes:
            name = node["name"]
            here = above and self.says(node, "relevant", at)
            (self.off.discard if here else self.off.add)((name, at))
            if node["kind"] == d.REPEAT:
                for number in range(len(self.answers.get(name) or [])):
                    self._pass(node["nodes"], number, here)
            elif node["kind"] == d.GROUP:
                self._pass(node["nodes"], at, here)
            elif node["kind"] == d.CALCULATE and "calculation" in node:
                self.holder(name, at)[name] = self._calculated(node, at) if here else ""

    def _calculated(self, node: d.Node, at: int) -> str:
        """What is calculated; nothing where a number was needed and there is none."""
        said = text(evaluate(node["calculation"], self.scene(at)))[:MOST_TEXT]
        return "" if said == "NaN" else said


def plain(value: Any) -> str:
    """An answer as expressions see it: several choices and places as words with spaces between."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(plain(one) for one in value)
    return text(float(value)) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def shaped(form: d.Definition, given: Mapping[str, Any], faults: dict[str, str]) -> dict[str, Any]:
    """The answers in their kinds; what cannot be read as its kind is a fault and left out."""
    return _shape(form, form.data["nodes"], given, "", faults)


def _shape(
    form: d.Definition, nodes: list[d.Node], given: Mapping[str, Any], place: str, faults: dict[str, str]
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for node in nodes:
        name = node["name"]
        if node["kind"] == d.GROUP:
            made |= _shape(form, node["nodes"], given, place, faults)
        elif node["kind"] == d.REPEAT:
            times = given.get(name)
            rows = [row for row in times if isinstance(row, Mapping)] if isinstance(times, list) else []
            if len(rows) > MOST_TIMES:
                faults[place + name] = _("At most %(most)d times.") % {"most": MOST_TIMES}
            made[name] = [
                _shape(form, node["nodes"], row, f"{name}.{number}.", faults) for number, row in enumerate(rows[:MOST_TIMES], 1)
            ]
        elif node["kind"] not in (d.NOTE, d.CALCULATE) and (value := given.get(name)) not in (None, "", []):
            try:
                made[name] = _READ.get(node["kind"], _read_text)(value)
            except (ValueError, TypeError, OverflowError) as error:
                faults[place + name] = str(error.args[0]) if isinstance(error, _Sentence) else _("This cannot be read.")
    return made


class _Sentence(ValueError):
    """A refusal in words."""


def _read_text(value: Any) -> str:
    said = str(value).replace("\x00", "").strip()
    if len(said) > MOST_TEXT:
        raise _Sentence(_("Keep it shorter: at most %(most)d characters.") % {"most": MOST_TEXT})
    return said


def _read_whole(value: Any) -> int:
    said = str(value).strip()
    if not re.fullmatch(r"[+-]?\d{1,15}", said, re.ASCII) or abs(int(said)) > MOST_WHOLE:
        raise _Sentence(_("Write a whole number in digits."))
    return int(said)


def _read_number(value: Any) -> float:
    said = str(value).strip().replace("，", ".").replace("。", ".")
    if not re.fullmatch(r"[+-]?(\d{1,15}(\.\d{0,10})?|\.\d{1,10})", said, re.ASCII) or not math.isfinite(float(said)):
        raise _Sentence(_("Write a number in digits, such as 3.5."))
    return float(said)


def _read_day(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise _Sentence(_("Write the day as year-month-day, such as 2026-05-11.")) from None


def _read_time(value: Any) -> str:
    found = re.match(r"(\d{1,2})[:：](\d\d)", str(value).strip())
    if not found:
        raise _Sentence(_("Write the time as hours:minutes, such as 08:30."))
    return time(int(found[1]), int(found[2])).isoformat("minutes")


def _read_one(value: Any) -> str:
    return str(value[0] if isinstance(value, list) else value).strip()


def _read_many(value: Any) -> list[str]:
    rows = value if isinstance(value, list) else str(value).split()
    return list(dict.fromkeys(str(one) for one in rows))


def _read_place(value: Any) -> list[float]:
    parts = value if isinstance(value, list) else re.split(r"[\s,，]+", str(value).strip())
    found = [float(part) for part in parts[:4]]
    if len(found) < 2 or abs(found[0]) > 90 or abs(found[1]) > 180 or not all(math.isfinite(one) for one in found):
        raise _Sentence(_("Write latitude and longitude, such as 30.12 111.35."))
    return [round(one, 6) for one in found]


_READ: Final[dict[str, Any]] = {
    d.INTEGER: _read_whole,
    d.DECIMAL: _read_number,
    d.DATE: _read_day,
    d.TIME: _read_time,
    d.ONE: _read_one,
    d.MANY: _read_many,
    d.PLACE: _read_place,
    "today": _read_day,
}


def _keep(
    state: State, nodes: list[d.Node], place: str, into: dict[str, Any], done: Checked, language: str, at: int = -1
) -> None:
    """What applies, and what is wrong with it."""
    for node in nodes:
        name = node["name"]
        if not state.applies(name, at):
            done.faults.pop(place + name, None)
            continue
        if node["kind"] == d.GROUP:
            _keep(state, node["nodes"], place, into, done, language, at)
        elif node["kind"] == d.REPEAT:
            into[name] = [{} for _time in state.answers.get(name) or []]
            for number, row in enumerate(into[name]):
                _keep(state, node["nodes"], f"{name}.{number + 1}.", row, done, language, number)
        elif node["kind"] != d.NOTE:
            _keep_one(state, node, place, into, done, language, at)


def _keep_one(state: State, node: d.Node, place: str, into: dict[str, Any], done: Checked, language: str, at: int) -> None:
    name = node["name"]
    value = state.holder(name, at).get(name)
    if value not in (None, "", []):
        into[name] = value
    if place + name not in done.faults and (wrong := _wrong(state, node, value, at, language)):
        done.faults[place + name] = wrong


def _wrong(state: State, node: d.Node, value: Any, at: int, language: str) -> str:
    if node["kind"] not in d.ASKED:
        return ""
    if value in (None, "", []):
        asked = "required" in node and state.says(node, "required", at)
        return (d.said(node.get("required_message"), language) or _("Please answer this.")) if asked else ""
    if node["kind"] in d.CHOOSING:
        free = {choice["name"] for choice in state.options(node, at)}
        if not set(value if isinstance(value, list) else [value]) <= free:
            return _("Choose among what is offered here.")
    if not state.says(node, "constraint", at, plain(value)):
        return d.said(node.get("message"), language) or _("This does not fit what is asked.")
    return ""
