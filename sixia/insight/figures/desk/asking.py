"""What a board is asked for, read from its address: a span, a place, a unit, a topic; and what can be chosen there."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sixia.catalog.queries import current_book
from sixia.insight.figures.desk.spans import days_of, span_label, spans, word_of
from sixia.insight.figures.queries import known
from sixia.insight.figures.queries.reach import reach
from sixia.insight.figures.rules.cuts import Cut, Reach
from sixia.people.actors import Actor
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.places.rules.codes import path_parts

Text = str | Promise
NAMES: Final = ("span", "place", "here", "unit", "topic", "own")
USUAL: Final = "90"
UNSORTED: Final = "-"
"""Stands in the address for cases that nobody has given a topic yet."""
LONGEST: Final = 64


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
        return asked if days_of(asked, self.today) else USUAL

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
    def here(self) -> bool:
        """Whether only what speaks of the place itself is asked for, not of places within it."""
        return self.place is not None and self.given.get("here") == "1"

    @cached_property
    def units(self) -> dict[int, str]:
        """Units one can choose, by name."""
        return known.units(self.reach, self.now)

    @cached_property
    def unit(self) -> int:
        """The unit asked for, one that is no more included, or 0."""
        asked = self.given.get("unit", "")
        pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else 0
        return pk if pk in self.units or (pk and known.may_ask(pk, self.reach)) else 0

    @property
    def unit_name(self) -> str:
        """The name of the unit asked for."""
        return self.units.get(self.unit) or known.unit_name(self.unit)

    @cached_property
    def topic(self) -> str:
        """The topic asked for, or ""; with `own` any there ever was."""
        asked = self.given.get("topic", "")
        return asked if self.own or current_book(self.now).chain(asked) else ""

    @cached_property
    def own(self) -> bool:
        """Whether only the topic itself is asked for, not those beneath it."""
        return 0 < len(self.given.get("topic", "")) <= LONGEST and self.given.get("own") == "1"

    @cached_property
    def cut(self) -> Cut:
        """The question as a value."""
        since, until = self.days
        place = self.place.path if self.place else ""
        return Cut(since, until, self.today, place, self.unit, self._topics(), self.here)

    @property
    def days(self) -> tuple[date, date]:
        """From, up to, not including."""
        found = days_of(self.span, self.today)
        assert found is not None
        return found

    def _topics(self) -> frozenset[str]:
        if self.own:
            return frozenset({"" if self.topic == UNSORTED else self.topic})
        return topics(self.topic, self.now)

    @property
    def query_before(self) -> str:
        """The same for the span before."""
        return self.query_with(span=word_of(self.cut.before))

    @property
    def query(self) -> str:
        """The question as an address says it."""
        return self.query_with()

    def query_with(self, **changes: str) -> str:
        """The same with some of it changed; another place or topic is asked for with all that lies within it."""
        said = {"span": self.span, "unit": str(self.unit or "")}
        said |= {"place": self.place.code if self.place else "", "here": "1" if self.here else ""}
        said |= {"topic": self.topic, "own": "1" if self.own else ""}
        said |= {"here": ""} if "place" in changes else {}
        said |= {"own": ""} if "topic" in changes else {}
        said |= changes
        return urlencode({name: said[name] for name in NAMES if said[name]})

    @property
    def about(self) -> str:
        """The question in words: where, who, what about, when."""
        alone = _("%(name)s itself")
        parts = [alone % {"name": self.place.name} if self.here else str(self.place.name)] if self.place else []
        parts += [self.unit_name] if self.unit else []
        if self.topic:
            name = topic_names(self.now).get(self.topic, self.topic)
            parts.append(_("Not sorted yet") if self.topic == UNSORTED else alone % {"name": name} if self.own else name)
        return " · ".join([*parts, span_label(self.span, *self.days)])

    def span_choices(self) -> list[Choice]:
        """Days, months and years."""
        offered = spans(self.today)
        if self.span not in offered:
            offered = {self.span: self.days} | offered
        return [Choice(word, span_label(word, since, until), word == self.span) for word, (since, until) in offered.items()]

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
