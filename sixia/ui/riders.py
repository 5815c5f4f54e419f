"""Small forms of rooms above that ride along in another room's form, kept in the same act. Knows no room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Rider:
    """What rides along: its form (None where there is nothing to ask), what keeps it, and the template that shows `form`.

    `form(request, thing, data)` must give its form a prefix of its own; `keep(form, thing, by=, now=)` may refuse.
    """

    form: Callable[[HttpRequest, Any, Any], forms.BaseForm | None]
    keep: Callable[..., None]
    template: str


class Riding:
    """The riders of one form on one page."""

    def __init__(self, request: HttpRequest, thing: Any, rows: list[tuple[Rider, forms.BaseForm]]) -> None:
        self.request, self.thing, self.rows = request, thing, rows

    def valid(self) -> bool:
        """Whether nothing in them is wrong."""
        wrong = [form for _rider, form in self.rows if not form.is_valid()]
        return not wrong

    def keep(self, *, by: Any, now: datetime) -> None:
        """Keep what was filled in; in the transaction of the act they ride with. Raises Refused."""
        for rider, form in self.rows:
            rider.keep(form, self.thing, by=by, now=now)

    def shown(self) -> SafeString:
        """Their fields, without a form around them."""
        parts = [render_to_string(rider.template, {"form": form}, request=self.request) for rider, form in self.rows]
        return mark_safe("".join(parts))  # noqa: S308 - templates escape


_riders: dict[str, list[Rider]] = {}


def fill(name: str, rider: Rider) -> None:
    """Let it ride along with the form of that name; once, however often start-up runs."""
    kept = [row for row in _riders.get(name, []) if row.keep is not rider.keep]
    _riders[name] = [*kept, rider]


def riding(name: str, request: HttpRequest, thing: Any, data: Any = None) -> Riding:
    """The riders of that form for this thing, with `data` once it was sent."""
    rows = [(rider, rider.form(request, thing, data)) for rider in _riders.get(name, [])]
    return Riding(request, thing, [(rider, form) for rider, form in rows if form is not None])
