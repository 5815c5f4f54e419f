"""The rule book: one edition held in memory and asked without any query. Knows no table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sixia.catalog.rules import settings
from sixia.catalog.rules.rows import (
    GRASSROOTS,
    SHEETS,
    CalendarRow,
    CategoryRow,
    DutyRow,
    EmergencyRow,
    NormRow,
    QuestionRow,
    ReceptionRow,
    RedirectRow,
    ReplyRow,
    Row,
    RuleRow,
    TermRow,
    Text,
)
from sixia.catalog.rules.words import Emergency, Finder, Suggestion
from sixia.kit.calendar import WorkCalendar

# What a unit of time is worth in round-the-clock hours when two norms of different units are compared: a work day of eight hours
# stands for a day and its share of a weekend.
HOURS = {"hour": 1.0, "workhour": 4.2, "day": 24.0, "workday": 33.6}


@dataclass(frozen=True)
class Content:
    """All that a profile says: its name, title, languages and the rows of each sheet in file order."""

    profile: str
    title: Text
    languages: tuple[str, ...]
    sheets: Mapping[str, tuple[Row, ...]]

    def rows(self, sheet: str) -> tuple[Any, ...]:
        """The rows of one sheet, in file order."""
        return self.sheets.get(sheet, ())

    def plain(self) -> dict[str, Any]:
        """Everything as JSON values, in a fixed order: what the edition's checksum is taken over."""
        return {
            "profile": self.profile,
            "title": dict(self.title.said),
            "languages": list(self.languages),
            "sheets": {name: [row.plain() for row in self.rows(name)] for name in SHEETS},
        }


class RuleBook:
    """One edition's rules. Immutable; made once per edition and process; no method asks the database."""

    def __init__(
        self,
        content: Content,
        *,
        edition: int = 0,
        places: Mapping[str, str] | None = None,
    ) -> None:
        """`places` gives the territory path of each place code that norms and duties name."""
        self.content, self.edition, self._places = content, edition, dict(places or {})
        self._categories: dict[str, CategoryRow] = {row.code: row for row in content.rows("category")}
        self._terms: dict[str, dict[str, TermRow]] = {}
        for term in content.rows("term"):
            self._terms.setdefault(term.group, {})[term.code] = term
        self._norms: dict[tuple[str, str], list[NormRow]] = {}
        for norm in content.rows("norm"):
            self._norms.setdefault((norm.clock, norm.track), []).append(norm)
        self._duties: dict[str, list[DutyRow]] = {}
        for duty in content.rows("duty"):
            self._duties.setdefault(duty.category, []).append(duty)
        self._calendars: dict[str, CalendarRow] = {row.code: row for row in content.rows("calendar")}
        self._rules: dict[str, RuleRow] = {row.code: row for row in content.rows("rule")}
        self._work: dict[str, WorkCalendar] = {}

    # Categories and words

    def category(self, code: str) -> CategoryRow:
        """The category of this code; raises LookupError when the edition has none."""
        return self._categories[code]

    def categories(self, *, public: bool = False) -> tuple[CategoryRow, ...]:
        """All categories in file order; with `public`, only those whose cases and figures may be shown on public lists."""
        rows = self._categories.values()
        return tuple(row for row in rows if row.public and not row.restricted) if public else tuple(rows)

    def children(self, code: str = "") -> tuple[CategoryRow, ...]:
        """The categories right below this one; the first level when no code is given."""
        return tuple(row for row in self._categories.values() if row.parent == code)

    def chain(self, code: str) -> tuple[str, ...]:
        """The category's code and those of its parents, nearest first; () for an unknown or empty code."""
        row = self._categories.get(code)
        return tuple(reversed(row.path.strip("/").split("/"))) if row else ()

    def terms(self, group: str) -> tuple[TermRow, ...]:
        """The words of a group: function, sector, channel, role."""
        return tuple(self._terms.get(group, {}).values())

    def term(self, group: str, code: str) -> Text:
        """What the jurisdiction calls it; the code itself when it has no word for it."""
        row = self._terms.get(group, {}).get(code)
        return row.name if row else Text({"en": code})

    # Time

    def norm(
        self,
        clock: str,
        *,
        track: str = "service",
        category: str = "",
        place_path: str = "",
        level: str = "",
        kind: str = "",
    ) -> NormRow | None:
        """How long this step may take for such a case, or None when the edition sets no limit.

        Among the norms that fit, one that names the level (triage or `urgent`, set by a person for this very case) wins over
        one that does not; then the nearest category up the chain; then the longest place path; then one that names the kind
        of voice; and of equals the stricter one.
        """
        chain = self.chain(category)
        best: tuple[tuple[Any, ...], NormRow] | None = None
        for row in self._norms.get((clock, track), ()):
            inside = self._inside(row.place, place_path)
            if inside is None or not _fits(row, chain, level, kind):
                continue
            near = len(chain) - chain.index(row.category) if row.category else 0
            rank = (
                bool(row.level),
                near,
                inside,
                bool(row.kind),
                -row.amount * HOURS[row.unit],
            )
            if best is None or rank > best[0]:
                best = rank, row
        return best[1] if best else None

    def calendar(self, name: str) -> WorkCalendar:
        """The work calendar of this name; raises LookupError."""
        if name not in self._work:
            self._work[name] = WorkCalendar.load(self._calendars[name].data)
        return self._work[name]

    def rule(self, name: str) -> Any:
        """The value of a scalar rule, or its default; raises LookupError for a name that no rule has."""
        row = self._rules.get(name)
        return settings.value_of(name, row.value if row else None)

    # Who owes what

    def duties(self, category: str, *, place_path: str = "", place_level: str = "") -> tuple[DutyRow, ...]:
        """Who owes something on a category in a place, lead first.

        The nearest category up the chain that has duties there decides alone; of its rows, those for the longest place path, then
        those for the place's level. Where any row of the chain says `taken_back`, no town or village is left among them.
        """
        chain = self.chain(category)
        for code in chain:
            rows = self._nearest(code, place_path, place_level)
            if rows:
                break
        else:
            return ()
        if self.taken_back(category):
            rows = [row for row in rows if self.tier(row.function) not in GRASSROOTS]
        return tuple(sorted(rows, key=lambda row: (row.role != "lead", row.seq)))

    def _nearest(self, code: str, place_path: str, place_level: str) -> list[DutyRow]:
        ranked = [
            ((inside, bool(row.level)), row)
            for row in self._duties.get(code, ())
            if (inside := self._inside(row.place, place_path)) is not None and (not row.level or row.level == place_level)
        ]
        top = max((rank for rank, _row in ranked), default=None)
        return [row for rank, row in ranked if rank == top]

    def _inside(self, code: str, place_path: str) -> int | None:
        """How deep the place of this code lies when the path is within it (0 for no code), None when it is not."""
        if not code:
            return 0
        path = self._places.get(code)
        return len(path) if path and place_path.startswith(path) else None

    def taken_back(self, category: str) -> bool:
        """Has the upper level taken this matter back from the towns?"""
        return any(row.basis == "taken_back" for code in self.chain(category) for row in self._duties.get(code, ()))

    def tier(self, function: str) -> str:
        """The tier of a unit function: county, town, village or company; "" when unknown."""
        row = self._terms.get("function", {}).get(function)
        return row.tier if row else ""

    def may_task(
        self,
        category: str,
        function: str,
        *,
        place_path: str = "",
        place_level: str = "",
    ) -> DutyRow | None:
        """The entry of the duty lists by which this function may be tasked with the category; None when it is off the list."""
        rows = self.duties(category, place_path=place_path, place_level=place_level)
        return next((row for row in rows if row.function == function), None)

    # Texts

    def questions(self) -> tuple[QuestionRow, ...]:
        """The questions of the verdict, in order."""
        return self.content.rows("question")

    def templates(self, category: str, state: str) -> tuple[ReplyRow, ...]:
        """The texts to start from in this state, those of the nearest category first, general ones last."""
        near = {code: index for index, code in enumerate(self.chain(category))}
        fit = [row for row in self.content.rows("reply") if row.state == state and (not row.category or row.category in near)]
        return tuple(sorted(fit, key=lambda row: (near.get(row.category, len(near)), row.seq)))

    def redirects(self) -> tuple[RedirectRow, ...]:
        """The other legal ways."""
        return self.content.rows("redirect")

    def unconfirmed(self) -> tuple[RedirectRow, ...]:
        """Those whose source a lawyer has not compared with the law yet."""
        return tuple(row for row in self.redirects() if row.unconfirmed)

    def redirect(self, code: str) -> RedirectRow:
        """One other legal way; raises LookupError."""
        return next(row for row in self.redirects() if row.code == code)

    # Receiving residents

    def receptions(self) -> tuple[ReceptionRow, ...]:
        """How often leaders receive residents, in file order."""
        return self.content.rows("reception")

    # Reading what people wrote

    @cached_property
    def _finder(self) -> Finder:
        return Finder(tuple(self._categories.values()), self._emergencies, self.rule("emergency.doubt"))

    @property
    def _emergencies(self) -> tuple[EmergencyRow, ...]:
        return self.content.rows("emergency")

    def emergency(self, text: str) -> list[Emergency]:
        """Dangers that the text speaks of, each with its words, the number to call and the advice; [] when there are none."""
        return self._finder.emergency(text)

    def classify(self, text: str, *, most: int = 5) -> list[Suggestion]:
        """Categories whose words stand in the text, best first, each with the words that led there."""
        return self._finder.classify(text, most=most)


def _fits(row: NormRow, chain: tuple[str, ...], level: str, kind: str) -> bool:
    return (
        (not row.category or row.category in chain)
        and (not row.level or row.level == level)
        and (not row.kind or row.kind == kind)
    )
