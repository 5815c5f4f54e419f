"""The one machine behind every long list: filters, tabs, orders, keyset pages and exports, all in the address. Knows no room."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.template import Context
from django.template.base import render_value_in_context
from django.template.context_processors import csrf
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View
from django_filters import FilterSet

from sixia.ui.export import csv_response, xlsx_response
from sixia.ui.http import is_partial
from sixia.ui.keyset import Keyset, Page, capped_count, capped_counts

EXCEL_ROWS = 50_000
"""More would take longer to write than a reader waits; CSV streams and has no such end."""
FILTERS = 4
"""So many filters are in sight where a list has many more; the others are folded away until one is used."""

Text: TypeAlias = str | Promise
Value: TypeAlias = str | Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `value` is an attribute path (`unit.name`) or a function of the row; it fills the cell and the export.

    `cell` is a template given `row`, `value`, `now`. `sort` names the list's order that a click on the head gives.
    `lead` marks the cell that carries the row's link. `screen` False is for exports only, `export` False for the screen.
    """

    name: str
    label: Text
    value: Value = ""
    cell: str = ""
    sort: str = ""
    css: str = ""
    lead: bool = False
    export: bool = True
    screen: bool = True

    def read(self, row: Any) -> Any:
        """The column's value in this row; None when something on the way is missing."""
        if callable(self.value):
            return self.value(row)
        found = row
        for part in (self.value or self.name).split("."):
            try:
                found = getattr(found, part)
            except ObjectDoesNotExist:
                return None
            found = found() if callable(found) and not isinstance(found, Model | type) else found
            if found is None:
                return None
        return found


@dataclass(frozen=True, slots=True)
class Order:
    """One way to put the list in order: columns as Django writes them (`-opened_at`); the key is added by itself."""

    name: str
    label: Text
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """One cut of the list. `narrow(queryset, request)` returns the part it shows. `counted` False: without a number, for
    cuts that grow for ever, of which a reader with few rows would have every row looked at just to say "many". `order` names
    the order it has when none is asked for, where it is not the list's first."""

    name: str
    label: Text
    narrow: Callable[[QuerySet[Any], HttpRequest], QuerySet[Any]]
    tone: str = ""
    counted: bool = True
    order: str = ""


class ListPage(View):
    """A page with one long list. Subclasses give `title`, `columns`, `orders` and `queryset()`: rows the reader may see.

    `walks` is False where the page uses J and K for something else.
    The address alone holds the state: filters by name, `tab`, `order`, `at` (the page), `export` (`csv` or `xlsx`).
    """

    title: ClassVar[Text] = ""
    columns: ClassVar[Sequence[Column]] = ()
    orders: ClassVar[Sequence[Order]] = ()
    tabs: ClassVar[Sequence[Tab]] = ()
    filterset: ClassVar[type[FilterSet] | None] = None
    page_size: ClassVar[int] = 25
    base: ClassVar[str] = "ui/desk.html"
    template_name: ClassVar[str] = "ui/list.html"
    empty_title: ClassVar[Text] = ""
    empty_text: ClassVar[Text] = ""
    can_export: ClassVar[bool] = True
    walks: ClassVar[bool] = True
    http_method_names = ["get", "head", "options"]

    @property
    def selected(self) -> Any:
        """The key of the row that is shown beside the list, or None."""
        return None

    @property
    def as_word(self) -> bool:
        """Whether the list is also offered as a Word file, which the room makes (`export=docx`)."""
        return False

    def queryset(self) -> QuerySet[Any]:
        """Every row the reader may see, with what the columns need joined."""
        raise NotImplementedError

    def row_url(self, row: Any) -> str:
        """Where a row leads; empty for nowhere."""
        return ""

    def context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def exported(self, kind: str) -> None:
        """Called before an export is sent; rooms that must note who took what do it here."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, its list alone for htmx, or the export."""
        kind = request.GET.get("export", "")
        if kind in ("csv", "xlsx") and self.can_export:
            return self._export(kind)
        template = "ui/list_part.html" if is_partial(request, "list") else self.template_name
        response = TemplateResponse(request, template, {"list": self, "base": self.base, "now": self.now, **self.context()})
        response["Vary"] = "HX-Request"
        return response

    @cached_property
    def now(self) -> Any:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def filters(self) -> FilterSet | None:
        """The bound filter set, or None."""
        return self.filterset(self.request.GET, queryset=self.queryset(), request=self.request) if self.filterset else None

    @property
    def form(self) -> BaseForm | None:
        """The filter form."""
        return self.filters.form if self.filters else None

    @cached_property
    def filtered(self) -> QuerySet[Any]:
        """Rows that pass the filters. A filter that cannot be read says so beside its field and lets nothing through."""
        if self.filters is None:
            return self.queryset()
        return self.filters.qs if self.filters.is_valid() else self.queryset().none()

    @cached_property
    def tab(self) -> Tab | None:
        """The tab of the address, else the first."""
        asked = self.request.GET.get("tab", "")
        return next((tab for tab in self.tabs if tab.name == asked), self.tabs[0] if self.tabs else None)

    @cached_property
    def shown(self) -> QuerySet[Any]:
        """Rows of the tab that pass the filters."""
        return self.tab.narrow(self.filtered, self.request) if self.tab else self.filtered

    @cached_property
    def order(self) -> Order:
        """The order of the address, else the tab's, else the first; a leading `-` turns the whole order round."""
        asked = self.request.GET.get("order", "") or (self.tab.order if self.tab else "")
        found = next((order for order in self.orders if order.name == asked.lstrip("-")), None)
        if found is None:
            return self.orders[0]
        return Order(asked, found.label, _turned(found.by)) if asked.startswith("-") else found

    @cached_property
    def page(self) -> Page[Any]:
        """The rows of this page."""
        return Keyset(self.shown, self.order.by).page(self.page_size, self.request.GET.get("at", ""))

    @cached_property
    def total(self) -> int | None:
        """How many rows there are, up to one more than the cap; None for more than a page of a tab that is not counted."""
        if not self.page.before and not self.page.after:
            return len(self.page.rows)
        return None if self.tab and not self.tab.counted else capped_count(self.shown)

    def tab_links(self) -> Sequence[tuple[Tab, str, int | None, bool]]:
        """Each tab with its address, capped count (None: not counted), and whether it is the current one; one query."""
        counted = [tab for tab in self.tabs if tab.counted]
        cuts = [self.shown if tab == self.tab else tab.narrow(self.filtered, self.request) for tab in counted]
        counts = dict(zip((tab.name for tab in counted), capped_counts(cuts), strict=True))
        if self.tab and self.tab.counted:
            self.__dict__.setdefault("total", counts[self.tab.name])
        return [(tab, self.url(tab=tab.name, at=""), counts.get(tab.name), tab == self.tab) for tab in self.tabs]

    def heads(self) -> list[tuple[Column, str, str]]:
        """Each column on the screen with the address that sorts by it (or empty) and its `aria-sort` (or empty)."""
        return [(column, *self._sorting(column)) for column in self.columns if column.screen]

    def _sorting(self, column: Column) -> tuple[str, str]:
        if not column.sort:
            return "", ""
        current, turned = self.order.name.lstrip("-") == column.sort, self.order.name.startswith("-")
        if not current:
            return self.url(order=column.sort, at=""), ""
        down = self.order.by[0].startswith("-")
        return self.url(order=column.sort if turned else f"-{column.sort}", at=""), "descending" if down else "ascending"

    def rows(self) -> Iterator[tuple[Any, str, SafeString]]:
        """Each row with its address and its cells as markup: some hundreds on a page, which a template takes far longer for."""
        shared = {"now": self.now, "request": self.request, **csrf(self.request)}
        columns = [(column, _opening(column)) for column in self.columns if column.screen]
        templates: dict[str, Any] = {column.cell: get_template(column.cell) for column, _tag in columns if column.cell}
        plain = Context()
        for row in self.page.rows:
            url = self.row_url(row)
            cells = []
            for column, opening in columns:
                value = column.read(row)
                if column.cell:  # rendered as a piece of this page, without asking every context processor again
                    value = SafeString(templates[column.cell].template.render(Context({"row": row, "value": value, **shared})))
                words = "" if value is None else render_value_in_context(value, plain)
                linked = format_html('<a class="rowlink" href="{}">{}</a>', url, words) if column.lead and url else words
                cells.append(f"{opening}{linked}</td>")
            yield row, url, SafeString("".join(cells))

    def url(self, **changes: str) -> str:
        """This page's address with some parameters changed; empty takes one out. `export` is never carried along."""
        params = self.request.GET.copy()
        params.pop("export", None)
        for name, value in changes.items():
            params.pop(name, None)
            if value:
                params[name] = value
        for name in [name for name, values in params.lists() if not any(values)]:
            del params[name]
        return "?" + params.urlencode()

    @property
    def previous_url(self) -> str:
        """The page before, or empty."""
        return self.url(at=self.page.before) if self.page.before else ""

    @property
    def next_url(self) -> str:
        """The page after, or empty."""
        return self.url(at=self.page.after) if self.page.after else ""

    @property
    def clear_url(self) -> str:
        """The same tab and order without any filter."""
        kept = {name: self.request.GET.get(name, "") for name in ("tab", "order")}
        return "?" + "&".join(
            f"{name}={value}" for name, value in kept.items() if value.replace("-", "").replace("_", "").isalnum()
        )

    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.form is not None and self._used(self.form)

    def first_filters(self) -> list[BoundField]:
        """The filters that are always in sight: all, unless they would fill a telephone before the first row."""
        fields = list(self.form or ())
        return fields if len(fields) <= FILTERS + 1 else fields[:FILTERS]

    def more_filters(self) -> list[BoundField]:
        """The other filters, which are folded away."""
        return list(self.form or ())[len(self.first_filters()) :]

    def in_more(self) -> bool:
        """Whether one of those is set or wrong, so that they must be in sight too."""
        return self._used(self.more_filters()) or any(field.errors for field in self.more_filters())

    def _used(self, fields: Iterable[BoundField]) -> bool:
        return any(self.request.GET.getlist(field.html_name) not in ([], [""]) for field in fields)

    def _export(self, kind: str) -> HttpResponseBase:
        if kind == "xlsx" and capped_count(self.shown, EXCEL_ROWS) > EXCEL_ROWS:
            sentence = _("That is more than %(rows)s rows. Narrow the list for Excel, or take CSV.") % {"rows": EXCEL_ROWS}
            messages.warning(self.request, sentence)
            return HttpResponseRedirect(self.request.path + self.url())
        self.exported(kind)
        columns = [column for column in self.columns if column.export]
        rows = ([_shown(column.read(row)) for column in columns] for row in Keyset(self.shown, self.order.by).walk())
        name = f"{self.title or _('List')} {timezone.localtime(self.now):%Y-%m-%d %H%M}"
        send = csv_response if kind == "csv" else xlsx_response
        return send(name, [str(column.label) for column in columns], rows)


def _opening(column: Column) -> str:
    """How each cell of a column begins."""
    css = f"{column.css} lead" if column.lead else column.css
    return format_html('<td data-label="{}" class="{}">', column.label, css)


def _turned(by: Sequence[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in by)


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value
