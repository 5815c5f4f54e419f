"""From the rows of an XLSForm to a neutral definition; whatever is outside the stated part is refused with its row and why."""

import re
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.rules import definition as d
from sixia.fieldwork.surveys.rules.expressions import Unreadable, names, read, uses_self
from sixia.fieldwork.surveys.rules.workbook import Fault, Row, Unusable

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")
CHOICE: Final = re.compile(r"[^\s'\"]{1,60}")
FORM_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{1,39}")
RESERVED: Final = frozenset({"meta", "instanceID", "deprecatedID", "data", "name"})
MOST_QUESTIONS: Final = 300
TEXTS: Final = {"label": "label", "hint": "hint", "constraint_message": "message", "required_message": "required_message"}
EXPRESSIONS: Final = {"relevant": "relevant", "constraint": "constraint", "calculation": "calculation", "choice_filter": "filter"}
KNOWN: Final = {"type", "name", "required", "default", "appearance", "personal", "read_only", "readonly", *TEXTS, *EXPRESSIONS}
ALIASES: Final = {"int": d.INTEGER, "string": d.TEXT, "photo": d.IMAGE, "begin group": "begin_group", "end group": "end_group"}
ALIASES_MORE: Final = {"begin repeat": "begin_repeat", "end repeat": "end_repeat", "select one": d.ONE, "select multiple": d.MANY}
SHOWN: Final = ("media", "image", "audio", "video", "big-image")
PASSED_OVER: Final = ("notes", "comment")
Open: TypeAlias = tuple[str, list[d.Node], int]
"""What has begun and not ended yet: its kind, where its nodes go, the row."""
YES, NO = ("yes", "true", "true()", "1"), ("no", "false", "false()", "0", "")
SETTINGS: Final = ("form_title", "form_id", "version", "default_language", "instance_name", "style")


def compile_form(sheets: dict[str, list[Row]]) -> dict[str, Any]:
    """The definition. Raises Unusable with every fault that was found."""
    work = _Work()
    head = work.settings(sheets["settings"])
    lists = work.lists(sheets["choices"])
    nodes = work.survey(sheets["survey"], lists)
    made = {**head, "schema": 1, "nodes": nodes, "lists": {name: lists[name] for name in sorted(work.used)}}
    made["languages"] = work.ordered_languages(head.pop("default_language", "")) or [""]
    made.pop("default_language", None)
    work.expressions(d.Definition(made))
    if work.faults:
        raise Unusable(*sorted(work.faults, key=lambda fault: (fault.sheet != "survey", fault.row)))
    return made


class _Work:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.languages: dict[str, None] = {}
        self.used: set[str] = set()
        self.rows: dict[str, int] = {}
        self.number = 0

    def fault(self, sheet: str, row: int, sentence: str, **given: Any) -> None:
        self.faults.append(Fault(sheet, row, sentence % given if given else sentence))

    def ordered_languages(self, default: str) -> list[str]:
        found = list(self.languages)
        return [default, *(name for name in found if name != default)] if default in found else found

    def settings(self, rows: list[Row]) -> dict[str, Any]:
        line, cells = rows[0] if rows else (0, {})
        for column in cells:
            if column not in SETTINGS:
                self.fault("settings", line, _("The setting “%(name)s” is not used here; take it out."), name=column)
        if not FORM_ID.fullmatch(cells.get("form_id", "")):
            self.fault("settings", line, _("“form_id” must be given: 2 to 40 letters, digits, - and _, beginning with a letter."))
        if not cells.get("form_title"):
            self.fault("settings", line, _("“form_title” must be given: it is the name residents read."))
        if len(cells.get("version", "")) > 40 or len(cells.get("form_title", "")) > 200:
            self.fault("settings", line, _("Title or version is too long."))
        title, version = cells.get("form_title", ""), cells.get("version", "")
        named = {"name": cells.get("form_id", ""), "title": title, "version": version}
        return {**named, "default_language": cells.get("default_language", "")}

    def lists(self, rows: list[Row]) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for line, cells in rows:
            kind, name = cells.get("list_name", ""), cells.get("name", "")
            if not kind or not CHOICE.fullmatch(name):
                self.fault("choices", line, _("Each choice needs “list_name” and a “name” without spaces and quotation marks."))
                continue
            own = found.setdefault(kind, [])
            if any(choice["name"] == name for choice in own):
                self.fault("choices", line, _("The choice “%(name)s” stands in this list twice."), name=name)
            label = self.texts(cells, "label")
            row = {column: text for column, text in cells.items() if "::" not in column and column not in ("list_name", "label")}
            if not label:
                self.fault("choices", line, _("The choice “%(name)s” has no label."), name=name)
            self.media("choices", line, cells)
            own.append({"name": name, "code": str(len(own) + 1), "label": label, "row": row})
        return found

    def texts(self, cells: dict[str, str], column: str) -> dict[str, str]:
        """A text by language."""
        found = {key.partition("::")[2]: text for key, text in cells.items() if key == column or key.startswith(f"{column}::")}
        self.languages.update(dict.fromkeys(found))
        return found

    def media(self, sheet: str, line: int, cells: dict[str, str]) -> None:
        for column in cells:
            if column.partition("::")[0] in SHOWN:
                self.fault(sheet, line, _("Pictures and sounds inside a form are not taken; describe them in words."))

    def survey(self, rows: list[Row], lists: dict[str, list[dict[str, Any]]]) -> list[d.Node]:
        top: list[d.Node] = []
        open_: list[Open] = [("", top, 0)]
        for line, cells in rows:
            kind = self.kind(cells.get("type", ""))
            if kind in ("end_group", "end_repeat"):
                self.end(line, kind.removeprefix("end_"), open_)
            elif node := self.node(line, kind, cells, lists):
                self.nested(line, node, open_)
        for _name, _nodes, line in open_[1:]:
            self.fault("survey", line, _("This beginning has no end."))
        if not self.number:
            self.fault("survey", 0, _("The form asks nothing."))
        if self.number > MOST_QUESTIONS:
            self.fault("survey", 0, _("The form asks more than %(most)d questions; nobody answers that."), most=MOST_QUESTIONS)
        return top

    def end(self, line: int, kind: str, open_: list[Open]) -> None:
        if open_[-1][0] == kind:
            open_.pop()
        else:
            self.fault("survey", line, _("This end belongs to no beginning."))

    def nested(self, line: int, node: d.Node, open_: list[Open]) -> None:
        """Put a node where it belongs."""
        open_[-1][1].append(node)
        repeated = any(name == d.REPEAT for name, _nodes, _line in open_)
        if repeated and node["kind"] == d.REPEAT:
            self.fault("survey", line, _("A repeat inside a repeat is not taken; ask it in a form of its own."))
        if repeated and node["kind"] == d.IMAGE:
            self.fault("survey", line, _("A picture inside a repeat is not taken."))
        if "nodes" in node:
            open_.append((node["kind"], node["nodes"], line))

    def kind(self, said: str) -> str:
        kind = " ".join(said.split())
        for other, own in {**ALIASES, **ALIASES_MORE}.items():
            if kind == other or kind.startswith(other + " "):
                return own + kind[len(other) :]
        return kind

    def node(self, line: int, said: str, cells: dict[str, str], lists: dict[str, Any]) -> d.Node | None:
        kind, _space, rest = said.partition(" ")
        kind = {"begin_group": d.GROUP, "begin_repeat": d.REPEAT, "hidden": ""}.get(kind, kind)
        if kind not in (*d.ASKED, *d.META, d.NOTE, d.CALCULATE, d.GROUP, d.REPEAT) or (rest and kind not in d.CHOOSING):
            self.fault("survey", line, _("The type “%(kind)s” is not taken. See the list of what is."), kind=said or "–")
            return None
        name = self.name(line, cells.get("name", "") or (kind if kind in d.META else ""))
        return self.made(line, kind, name, rest, cells, lists) if name else None

    def name(self, line: int, name: str) -> str:
        """The name of a row; "" where it cannot be taken."""
        if not NAME.fullmatch(name) or name in RESERVED:
            sentence = _(
                "“name” must be given: letters, digits, - and _, beginning with a letter; not one of the reserved words."
            )
            self.fault("survey", line, sentence)
            return ""
        if name in self.rows:
            given = {"name": name, "first": self.rows[name]}
            self.fault("survey", line, _("The name “%(name)s” stands in row %(first)d already; each must be different."), **given)
            return ""
        self.rows[name] = line
        return name

    def made(self, line: int, kind: str, name: str, rest: str, cells: dict[str, str], lists: dict[str, Any]) -> d.Node:
        self.columns(line, cells)
        node: d.Node = {"name": name, "kind": kind}
        node |= {key: found for column, key in TEXTS.items() if (found := self.texts(cells, column))}
        if any("${" in text for key in TEXTS.values() for text in node.get(key, {}).values()):
            self.fault("survey", line, _("A label or hint names no answers: take ${…} out of it."))
        if kind in d.CHOOSING:
            self.chosen(line, node, rest, lists)
        if kind in (d.GROUP, d.REPEAT):
            node["nodes"] = []
        elif kind in d.ASKED:
            self.number += 1
            node["number"] = str(self.number)
        self.traits(line, node, cells)
        self.trees(line, node, cells)
        if not node.get("label") and kind in (*d.ASKED, d.NOTE):
            self.fault("survey", line, _("“%(name)s” has no label: nobody would know what is asked."), name=name)
        return node

    def columns(self, line: int, cells: dict[str, str]) -> None:
        self.media("survey", line, cells)
        for column in cells:
            if column.partition("::")[0] not in {*KNOWN, *PASSED_OVER, *SHOWN}:
                self.fault("survey", line, _("The column “%(column)s” is not taken; leave it empty."), column=column)

    def chosen(self, line: int, node: d.Node, rest: str, lists: dict[str, Any]) -> None:
        name, _space, more = rest.partition(" ")
        if more:
            self.fault("survey", line, _("“%(more)s” is not taken; add a choice and a question of its own."), more=more)
        if name not in lists:
            self.fault("survey", line, _("The list “%(name)s” is not on the sheet “choices”."), name=name)
        else:
            self.used.add(name)
            node["list"] = name
        node.setdefault("list", name)

    def traits(self, line: int, node: d.Node, cells: dict[str, str]) -> None:
        for column in ("personal", "read_only", "readonly"):
            said = cells.get(column, "").lower()
            if said in YES:
                node["personal" if column == "personal" else "readonly"] = True
            elif said not in NO:
                self.fault("survey", line, _("“%(column)s” is either yes or empty."), column=column)
        appearance = cells.get("appearance", "").split()
        if "personal" in appearance:
            node["personal"] = True
        if appearance:
            node["appearance"] = [word for word in appearance if word != "personal"]
        if node.get("personal") and node["kind"] not in d.ASKED:
            self.fault("survey", line, _("Only a question that somebody answers can be personal."))
        if "default" in cells:
            self.default(line, node, cells["default"])

    def default(self, line: int, node: d.Node, said: str) -> None:
        if node["kind"] not in d.ASKED or "${" in said or "(" in said:
            self.fault("survey", line, _("A default is a plain value here; calculate the rest in a row of its own."))
        node["default"] = said

    def trees(self, line: int, node: d.Node, cells: dict[str, str]) -> None:
        for column, key in EXPRESSIONS.items():
            if column in cells:
                self.tree(line, node, key, column, cells[column])
        required = cells.get("required", "").strip()
        if required.lower() in YES:
            node["required"] = ["call", "true"]
        elif required.lower() not in NO:
            self.tree(line, node, "required", "required", required)
        if node["kind"] == d.CALCULATE and "calculation" not in node and "calculation" not in cells:
            self.fault("survey", line, _("“%(name)s” has no calculation."), name=node["name"])
        if "calculation" in cells and node["kind"] != d.CALCULATE:
            self.fault("survey", line, _("Only rows of the type “calculate” calculate."))

    def tree(self, line: int, node: d.Node, key: str, column: str, said: str) -> None:
        try:
            node[key] = read(said)
        except Unreadable as error:
            self.fault("survey", line, _("In “%(column)s”: %(why)s"), column=column, why=error)

    def expressions(self, form: d.Definition) -> None:
        """Whether every expression names what there is, where it may; what is calculated from the personal is personal."""
        for node, _repeat in form.walk():
            line = self.rows[node["name"]]
            for key in ("relevant", "constraint", "calculation", "filter", "required"):
                if key not in node:
                    continue
                if key == "calculation" and any(form.by_name.get(name, {}).get("personal") for name in names(node[key])):
                    node["personal"] = True
                for name in sorted(names(node[key]) - set(form.by_name)):
                    self.fault("survey", line, _("There is no question “%(name)s”."), name=name)
                columns = names(node[key], "col")
                known = {column for choice in form.choices(node) for column in choice["row"]} if key == "filter" else set()
                for name in sorted(columns - known):
                    self.fault("survey", line, _("“%(name)s” is not understood: a question is named as ${%(name)s}."), name=name)
                if key != "constraint" and uses_self(node[key]):
                    self.fault("survey", line, _("A dot stands for the answer itself, which only a constraint can speak of."))
