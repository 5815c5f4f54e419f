"""Whether the rows of a profile agree with each other and with what the software knows. Knows no file and no table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import time
from string import Formatter
from typing import Any

from django.utils.translation import gettext as _

from sixia.catalog.rules import rows as r
from sixia.catalog.rules.book import Content
from sixia.catalog.rules.clocks import CLOCKS
from sixia.catalog.rules.settings import RULES, value_of
from sixia.kit.calendar import CalendarError, WorkCalendar
from sixia.people.rules import ROLES
from sixia.places.rules.codes import LEVELS

GROUPS = ("function", "sector", "channel", "role", "level", "kind", "triage")
FORMS = ("yes_no", "partly", "stars", "words")
STATES = (
    "heard",
    "dispatched",
    "accepted",
    "contacting",
    "extended",
    "answered",
    "refused",
    "redirected",
    "joined",
    "closed",
    "redo",
)
PLACEHOLDERS = frozenset(
    {
        *("receipt", "subject", "category", "place", "unit", "phone", "due", "reason"),
        *("basis", "result", "done_on", "next", "hotline", "link", "remedy", "name"),
    }
)
LONGEST, LARGEST = 40, 10_000
"""The longest word and the largest number of a row, but for those named below."""
_LONGEST = {"path": 200, "contact": 200, "number": 20, "place": 15}
_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one row (or, with an empty key, with a whole sheet), as a sentence."""

    sheet: str
    key: str
    sentence: str


class Checker:
    """One check of one content: holds what the rows may refer to, and collects problems."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.codes = {sheet: {row.key for row in content.rows(sheet)} for sheet in r.SHEETS}
        self.tiers = {row.code: row.tier for row in content.rows("term") if row.group == "function"}
        self.problems: list[Problem] = []

    def check(self) -> list[Problem]:
        """Every problem, in the order of the sheets."""
        for sheet, one in _CHECKS.items():
            for row in self.content.rows(sheet):
                self.problems += [Problem(sheet, row.key, sentence) for sentence in (*_sizes(row), *one(self, row))]
        if not self.problems:
            self.problems += [*_missing_norms(self), *_leads(self), *_without_duty(self)]
        return self.problems

    def untold(self, field: str, text: r.Text) -> Iterator[str]:
        """A sentence for each language of the profile in which the text is missing."""
        for language in self.content.languages:
            if not text.said.get(language):
                yield _("“%(field)s” is missing in the language “%(language)s”.") % {"field": field, "language": language}

    def among(self, field: str, value: str, known: Any, *, empty: bool = False) -> Iterator[str]:
        """A sentence when the value is none of those known."""
        if value not in known and not (empty and not value):
            said = _("“%(value)s” is not known as %(field)s. Known are: %(known)s.")
            most = 12
            shown = ", ".join(sorted(known)[:most]) + (" …" if len(known) > most else "")
            yield said % {"value": value, "field": field, "known": shown}

    def placeholders(self, text: r.Text) -> Iterator[str]:
        """A sentence for each `{name}` in the text that nothing will fill."""
        for words in text.said.values():
            try:
                names = {name for _text, name, _spec, _conv in Formatter().parse(words) if name is not None}
            except ValueError:
                yield _("A brace { or } in the text stands alone.")
                continue
            for name in sorted(names - PLACEHOLDERS):
                said = _("The text has {%(name)s}, which nothing fills. Known are: %(known)s.")
                yield said % {"name": name, "known": ", ".join(sorted(PLACEHOLDERS))}


def check(content: Content) -> list[Problem]:
    """Every problem of the content."""
    return Checker(content).check()


def _sizes(row: r.Row) -> Iterator[str]:
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, str) and len(value) > _LONGEST.get(field.name, LONGEST):
            said = _("“%(field)s” is too long: at most %(most)s characters.")
            yield said % {"field": field.name, "most": _LONGEST.get(field.name, LONGEST)}
        if isinstance(value, int) and value > LARGEST:
            yield _("“%(field)s” is too large: at most %(most)s.") % {"field": field.name, "most": LARGEST}


def _category(c: Checker, row: r.CategoryRow) -> Iterator[str]:
    if not _CODE.fullmatch(row.code):
        yield _("“%(code)s”: a code is 2 to 40 small letters, digits and underscores, a letter first.") % {"code": row.code}
    if not row.path:
        yield _("The category above, “%(parent)s”, is not in this file, or leads back here.") % {"parent": row.parent}
    yield from c.untold("name", row.name)
    yield from c.among("kind", row.kind, r.KINDS)
    yield from c.among("triage", row.triage, r.TRIAGE)
    yield from c.among("sector", row.sector, {t.code for t in c.content.rows("term") if t.group == "sector"}, empty=True)
    yield from c.among("emergency", row.emergency, c.codes["emergency"], empty=True)


def _term(c: Checker, row: r.TermRow) -> Iterator[str]:
    yield from c.among("group", row.group, GROUPS)
    yield from c.untold("name", row.name)
    if row.group == "function":
        yield from c.among("tier", row.tier, r.TIERS)


def _norm(c: Checker, row: r.NormRow) -> Iterator[str]:
    yield from c.among("clock", row.clock, CLOCKS)
    yield from c.among("track", row.track, CLOCKS[row.clock].tracks if row.clock in CLOCKS else r.TRACKS)
    yield from c.among("category", row.category, c.codes["category"], empty=True)
    yield from c.among("level", row.level, r.LEVELS, empty=True)
    yield from c.among("kind", row.kind, r.KINDS, empty=True)
    yield from c.among("unit", row.unit, r.UNITS)
    yield from c.among("calendar", row.calendar, c.codes["calendar"])
    if row.amount < 1:
        yield _("The amount must be at least 1.")
    if not 1 <= row.warn <= 99:
        yield _("“warn” is the share in percent after which a reminder is sent: 1 to 99.")
    yield from _extension(c, row)


def _extension(c: Checker, row: r.NormRow) -> Iterator[str]:
    if row.extensions and not row.extension_amount:
        yield _("An extension needs an amount: fill in extension_amount.")
    if row.extensions:
        yield from c.among("extension_by", row.extension_by, ROLES)


def _duty(c: Checker, row: r.DutyRow) -> Iterator[str]:
    yield from c.among("category", row.category, c.codes["category"])
    yield from c.among("function", row.function, c.tiers)
    yield from c.among("role", row.role, r.ROLES)
    yield from c.among("basis", row.basis, r.BASES)
    yield from c.among("level", row.level, LEVELS, empty=True)
    if row.basis == "taken_back" and c.tiers.get(row.function) in r.GRASSROOTS:
        yield _("A matter taken back from the towns cannot be given to a town or village.")


def _calendar(_c: Checker, row: r.CalendarRow) -> Iterator[str]:
    try:
        WorkCalendar.load(row.data)
    except CalendarError as error:
        yield str(error)


def _reply(c: Checker, row: r.ReplyRow) -> Iterator[str]:
    yield from c.among("state", row.state, STATES)
    yield from c.among("category", row.category, c.codes["category"], empty=True)
    for name, text in (("title", row.title), ("text", row.text)):
        yield from c.untold(name, text)
        yield from c.placeholders(text)


def _question(c: Checker, row: r.QuestionRow) -> Iterator[str]:
    yield from c.among("form", row.form, FORMS)
    yield from c.untold("text", row.text)
    for one in row.options:
        yield from c.untold(f"options.{one.value}", one.name)


def _redirect(c: Checker, row: r.RedirectRow) -> Iterator[str]:
    for name, text in (("name", row.name), ("advice", row.advice), ("source", row.source)):
        yield from c.untold(name, text)


def _emergency(c: Checker, row: r.EmergencyRow) -> Iterator[str]:
    yield from c.untold("advice", row.advice)
    if not row.words:
        yield _("“words” must name at least one word of danger.")


def _reception(c: Checker, row: r.ReceptionRow) -> Iterator[str]:
    for name, text in (("name", row.name), ("source", row.source)):
        yield from c.untold(name, text)
    for field, known in (("every", r.EVERY), ("form", r.RECEPTION_FORMS), ("place", r.RECEPTION_PLACES)):
        yield from c.among(field, getattr(row, field), known)
    for role in row.who:
        yield from c.among("who", role, ROLES)
    if not row.who or not row.functions:
        yield _("“who” and “functions” must each name at least one.")
    most = 7 if row.every == "week" else 31
    if not 1 <= row.day <= most or not 1 <= row.month <= 3:
        yield _("“day” is a weekday from 1 to 7 or a day of the month, “month” the first to third of a quarter.")
    try:
        if time.fromisoformat(row.opens) >= time.fromisoformat(row.closes):
            raise ValueError
    except ValueError:
        yield _("“opens” and “closes” must be times of day such as 09:00, one after the other.")


def _rule(c: Checker, row: r.RuleRow) -> Iterator[str]:
    if row.code not in RULES:
        yield from c.among("rule", row.code, RULES)
        return
    try:
        value = value_of(row.code, row.value)
    except ValueError as error:
        yield f"{row.code}: {error}"
        return
    if isinstance(value, r.Text):
        yield from c.untold(row.code, value)
        yield from c.placeholders(value)


def _missing_norms(c: Checker) -> Iterator[Problem]:
    norms = c.content.rows("norm")
    general = {n.clock for n in norms if n.track == "service" and not (n.category or n.place or n.level or n.kind)}
    for clock in (name for name, kind in CLOCKS.items() if kind.needed and name not in general):
        said = _("There is no general norm for “%(clock)s” (%(about)s): add a line without category, place, level and kind.")
        yield Problem("norm", "", said % {"clock": clock, "about": CLOCKS[clock].about})


def _leads(c: Checker) -> Iterator[Problem]:
    groups: dict[tuple[str, str, str], list[r.DutyRow]] = {}
    for row in c.content.rows("duty"):
        groups.setdefault((row.category, row.place, row.level), []).append(row)
    for rows in groups.values():
        leads = [row for row in rows if row.role == "lead"]
        if len(leads) != 1:
            said = _("“%(category)s” needs exactly one leading function here; it has %(count)s.")
            yield Problem("duty", rows[-1].key, said % {"category": rows[0].category, "count": len(leads)})


def _without_duty(c: Checker) -> Iterator[Problem]:
    owed = {row.category for row in c.content.rows("duty") if not row.place and not row.level}
    for row in c.content.rows("category"):
        if not owed & set(row.path.strip("/").split("/")):
            said = _("Nobody owes anything on “%(category)s”: add a line to the duties for it or for a category above it.")
            yield Problem("category", row.key, said % {"category": row.code})


_CHECKS: dict[str, Callable[[Checker, Any], Iterator[str]]] = {
    "category": _category,
    "term": _term,
    "norm": _norm,
    "duty": _duty,
    "calendar": _calendar,
    "reply": _reply,
    "question": _question,
    "redirect": _redirect,
    "emergency": _emergency,
    "reception": _reception,
    "rule": _rule,
}
