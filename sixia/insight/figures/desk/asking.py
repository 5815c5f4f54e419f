"""What a board is asked for, read from its address: a span, a place, a unit, a topic; and what can be chosen there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sixia.catalog.queries import current_book
from sixia.insight.figures.queries import known
from sixia.insight.figures.queries.reach import reach
from sixia.insight.figures.rules.cuts import Cut, Reach, plus
from sixia.people.actors import Actor
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.places.rules.codes import path_parts

Text = str | Promise
DAYS: Final = (30, 90, 365)
MONTHS: Final = 13
YEARS: Final = 3
NAMES: Final = ("span", "place", "unit", "topic")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen; `depth` says how far it stands to the right."""

    value: str
    label: Text
    chosen: bool
    depth: int = 0

    @property
    def shown(self) -> str:
        """The label, set in by its depth."""
        return "　" * self.depth + str(self.label)


def spans(today: date) -> dict[str, tuple[date, date]]:
    """By its word in the address: from, up to (not including)."""
    tomorrow = today + timedelta(days=1)
    found = {str(days): (tomorrow - timedelta(days=days), tomorrow) for days in DAYS}
    month = date(today.year, today.month, 1)
    for back in range(MONTHS):
        at = plus(month, -back)
        found[f"{at:%Y-%m}"] = (at, min(plus(at, 1), tomorrow))
    for year in range(today.year, today.year - YEARS, -1):
        found[f"{year:04d}"] = (date(year, 1, 1), min(date(year + 1, 1, 1), tomorrow))
    return found


class Asked:
    """One reader's question. What cannot be read, or is not theirs, is as if it had not been asked."""

    def __init__(self, given: QueryDict, who: Actor, now: datetime) -> None:
        self.given, self.who, self.now = given, who, now
        self.today = timezone.localdate(now)
        self.reach: Reach = reach(who, now)

    @cached_property
    def span(self) -> str:
        """The word of the span."""
        asked = self.given.get("span", "")
        return asked if asked in spans(self.today) else "90"

    @cached_property
    def place(self) -> Place | None:
        """The place asked for, or None for all of the reader's."""
        code = self.given.get("place", "")[:20]
        found = territory.by_code(code, self.today) if code else None
        if found is None or not self.reach.paths:
            return found
        inside = any(found.path.startswith(path) for path in self.reach.paths)
        return found if inside or self.reach.units else None

    @cached_property
    def units(self) -> dict[int, str]:
        """Units one can choose, by name."""
        return known.units(self.reach, self.now)

    @cached_property
    def unit(self) -> int:
        """The unit asked for, or 0."""
        asked = self.given.get("unit", "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 and int(asked) in self.units else 0

    @cached_property
    def topic(self) -> str:
        """The topic asked for, or ""."""
        asked = self.given.get("topic", "")
        return asked if current_book(self.now).chain(asked) else ""

    @cached_property
    def cut(self) -> Cut:
        """The question as a value."""
        since, until = spans(self.today)[self.span]
        place = self.place.path if self.place else ""
        return Cut(since, until, self.today, place, self.unit, topics(self.topic, self.now))

    @property
    def query(self) -> str:
        """The question as an address says it."""
        return self.query_with()

    def query_with(self, **changes: str) -> str:
        """The same with some of it changed."""
        place = self.place.code if self.place else ""
        said = {"span": self.span, "place": place, "unit": str(self.unit or ""), "topic": self.topic, **changes}
        return urlencode({name: said[name] for name in NAMES if said[name]})

    @property
    def about(self) -> str:
        """The question in words: where, who, what about, when."""
        parts = [str(self.place.name)] if self.place else []
        parts += [self.units[self.unit]] if self.unit else []
        parts += [str(current_book(self.now).category(self.topic).name)] if self.topic else []
        return " · ".join([*parts, span_label(self.span, self.cut)])

    def span_choices(self) -> list[Choice]:
        """Days, months and years."""
        return [
            Choice(word, span_label(word, Cut(since, until, self.today)), word == self.span)
            for word, (since, until) in spans(self.today).items()
        ]

    def place_choices(self) -> list[Choice]:
        """The places above the one asked for, itself, and what lies right below; all of the reader's to begin with."""
        if self.place is None:
            return [Choice(row.code, row.name, False) for row in self._tops()]
        paths = [path for path in path_parts(self.place.path) if self._mine(path)]
        above = known.places(paths, self.today)
        found = [Choice(row.code, row.name, row.pk == self.place.pk, depth) for depth, row in enumerate(above)]
        return found + [Choice(row.code, row.name, False, len(above)) for row in territory.children(self.place, self.today)[:400]]

    def _mine(self, path: str) -> bool:
        return not self.reach.paths or any(path.startswith(mine) for mine in self.reach.paths)

    def _tops(self) -> list[Place]:
        tops = known.places(self.reach.paths, self.today)
        return [*tops, *(row for top in tops[:3] for row in territory.children(top, self.today)[:400])]

    def unit_choices(self) -> list[Choice]:
        """Units of the reader's."""
        return [Choice(str(pk), name, pk == self.unit) for pk, name in self.units.items()]

    def topic_choices(self) -> list[Choice]:
        """The catalog's tree."""
        book = current_book(self.now)
        return [
            Choice(row.code, str(row.name), row.code == self.topic, row.path.strip("/").count("/")) for row in book.categories()
        ]


def span_label(word: str, cut: Cut) -> str:
    """A span in words."""
    if word in map(str, DAYS):
        return _("the last %(days)d days") % {"days": int(word)}
    if len(word) == 4:
        return date_format(cut.since, _("Y"), use_l10n=False)
    return date_format(cut.since, _("F Y"), use_l10n=False)


def topics(code: str, now: datetime) -> frozenset[str]:
    """The topic and everything beneath it; nothing for none."""
    if not code:
        return frozenset()
    book = current_book(now)
    return frozenset(row.code for row in book.categories() if code in book.chain(row.code))


def topic_names(now: datetime) -> dict[str, str]:
    """The catalog's names by code."""
    found: dict[str, Any] = {row.code: str(row.name) for row in current_book(now).categories()}
    return found
