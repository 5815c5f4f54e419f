"""Menus that rooms fill at start-up. Knows no room; who sees an entry is the entry's own question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.ui.keyset import COUNT_CAP, capped_counts

Text: TypeAlias = str | Promise
Show: TypeAlias = Callable[[Any], bool]
Counted: TypeAlias = Sequence[QuerySet[Any]]
Count: TypeAlias = Callable[[Any], Counted]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu as registered."""

    section: str
    label: Text
    url_name: str
    order: int
    show: Show | None
    count: Count | None
    icon: str
    key: str
    tab: str

    @property
    def name(self) -> tuple[str, str]:
        """What it is known by within its section."""
        return self.url_name, self.tab

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name) + (f"?tab={self.tab}" if self.tab else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a menu as this reader sees it; `count` None shows no number."""

    label: Text
    url: str
    current: bool
    count: int | None
    icon: str
    key: str


_entries: dict[tuple[str, str, str], Entry] = {}
_sections: dict[str, tuple[int, Text]] = {
    "work": (10, _("Work")),
    "field": (20, _("Out and about")),
    "know": (30, _("Know")),
    "oversee": (40, _("Oversight")),
    "setup": (90, _("Set up")),
}


def section(name: str, label: Text, *, order: int) -> None:
    """Name a section of the desk's menu. `resident` and `resident.foot` are the residents' menus and need no name."""
    _sections[name] = (order, label)


def add(
    section: str,
    label: Text,
    url_name: str,
    order: int = 100,
    *,
    show: Show | None = None,
    count: Count | None = None,
    icon: str = "",
    key: str = "",
    tab: str = "",
) -> None:
    """Put a line into a menu, once for each address and `tab` of a list. `show(actor)` decides who sees it (everybody when
    None); `count(actor)` gives what is counted beside it: rows, whose numbers are added up. A section is counted in one query."""
    _entries[section, url_name, tab] = Entry(section, label, url_name, order, show, count, icon, key, tab)


def remove(section: str, url_name: str, tab: str = "") -> None:
    """Take a line out again; for tests."""
    _entries.pop((section, url_name, tab), None)


def lines(section: str, request: HttpRequest) -> list[Line]:
    """The section's lines this reader may see, in order; the longest address that begins the page's path is the current one."""
    actor = getattr(request, "actor", None)
    rows = sorted((e for e in _entries.values() if e.section == section), key=lambda e: e.order)
    seen = [(e, e.url) for e in rows if e.show is None or (actor is not None and e.show(actor))]
    here = max((url for _entry, url in seen if _under(request.path, url)), key=len, default="")
    counted = {e.name: e.count(actor) for e, _url in seen if e.count is not None and actor is not None}
    numbers = iter(capped_counts([part for parts in counted.values() for part in parts]))
    sums = {name: min(sum(next(numbers) for _part in parts), COUNT_CAP + 1) for name, parts in counted.items()}
    return [Line(e.label, url, url == here, sums.get(e.name), e.icon, e.key) for e, url in seen]


def sections(request: HttpRequest) -> list[tuple[Text, list[Line]]]:
    """The desk's sections with at least one line for this reader, in order."""
    named = sorted(((order, name, label) for name, (order, label) in _sections.items()), key=lambda row: row[0])
    return [(label, found) for _order, name, label in named if (found := lines(name, request))]


def _under(path: str, url: str) -> bool:
    return path == url or (url not in ("/", "/desk/") and path.startswith(url.rstrip("/") + "/"))
