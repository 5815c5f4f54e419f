"""Every address that the resolver knows, however deep it is included."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One address: its key in the table (its name, or its route where it has none), and the view behind it."""

    key: str
    route: str
    view: Any

    @property
    def desk(self) -> bool:
        """Whether it is an officials' page."""
        return self.route.startswith("desk/")


def addresses() -> list[Address]:
    """All of them, in the order in which they are tried."""
    return list(_walk(get_resolver(), "", ""))


def _walk(node: URLResolver, prefix: str, spaces: str) -> Iterator[Address]:
    for pattern in node.url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            inner = f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces
            yield from _walk(pattern, route, inner)
        else:
            assert isinstance(pattern, URLPattern)
            yield Address(f"{spaces}{pattern.name}" if pattern.name else route, route, pattern.callback)
