"""Pages by key instead of by number: stable while rows come and go, and as fast on page 900 as on page 1. Knows no room."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist, ValidationError
from django.db import connection
from django.db.models import F, Field, Model, Q, QuerySet

COUNT_CAP = 999
EXPORT_CHUNK = 500
M = TypeVar("M", bound=Model)


class BadCursor(ValueError):
    """A cursor that this order did not make."""


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order, with what is needed to compare by it. Nulls come last in either direction."""

    name: str
    alias: str
    descending: bool
    nullable: bool
    field: Field[Any, Any]

    def ordering(self, backwards: bool) -> Any:
        """The ORDER BY term; nulls are named only where there can be any, so that plain indexes serve."""
        down = self.descending != backwards
        if not self.nullable:
            return F(self.name).desc() if down else F(self.name).asc()
        last = {"nulls_first": True} if backwards else {"nulls_last": True}
        return F(self.name).desc(**last) if down else F(self.name).asc(**last)

    def beyond(self, value: Any, backwards: bool) -> Q | None:
        """Rows strictly past `value` on the way; None when there cannot be any."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else None
        compare = "lt" if self.descending != backwards else "gt"
        past = Q(**{f"{self.name}__{compare}": value})
        return past | Q(**{f"{self.name}__isnull": True}) if self.nullable and not backwards else past

    def same(self, value: Any) -> Q:
        """Rows with the same value."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def bound(self, value: Any, backwards: bool) -> Q:
        """A plain lower or upper bound, implied by the rest but what an index can start from."""
        if value is None or (self.nullable and not backwards):
            return Q()
        return Q(**{f"{self.name}__{'lte' if self.descending != backwards else 'gte'}": value})


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows in order, and the cursors of the pages around them (empty when there is none)."""

    rows: list[M]
    before: str
    after: str


class Keyset(Generic[M]):
    """A queryset in a total order: the given columns (`-` for descending), then the primary key in the same direction."""

    def __init__(self, queryset: QuerySet[M], order: Sequence[str]) -> None:
        last = "-pk" if order and order[-1].startswith("-") else "pk"  # the way of the order, as indexes have it
        names = [*order] if any(name.lstrip("-") in ("pk", "id") for name in order) else [*order, last]
        self.keys = [_key(queryset, name, number) for number, name in enumerate(names)]
        extra = {key.alias: F(key.name) for key in self.keys if key.name not in (key.alias, "pk")}
        self.queryset = queryset.annotate(**extra) if extra else queryset

    def page(self, size: int, cursor: str = "") -> Page[M]:
        """The page at the cursor. A cursor that cannot be read, or that leads before the start, gives the first page."""
        try:
            backwards, values = self._decode(cursor) if cursor else (False, [])
        except BadCursor:
            return self.page(size)
        rows = self._rows(values, backwards, size + 1)
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            if not more:
                return self.page(size)
            return Page(rows[::-1], self._encode(rows[-1], True), self._encode(rows[0], False))
        if not rows and values:
            return self.page(size)
        before = self._encode(rows[0], True) if rows and values else ""
        return Page(rows, before, self._encode(rows[-1], False) if more else "")

    def walk(self, chunk: int = EXPORT_CHUNK) -> Iterator[M]:
        """Every row in order, held in memory only `chunk` at a time."""
        values: list[Any] = []
        while True:
            rows = self._rows(values, False, chunk)
            yield from rows
            if len(rows) < chunk:
                return
            values = self._values(rows[-1])

    def _rows(self, values: list[Any], backwards: bool, limit: int) -> list[M]:
        """Up to `limit` rows past the values. Rows without a first key are asked for apart: an index serves both parts."""
        lead, rest = self.keys[0], self.keys[1:]
        if not lead.nullable:
            return list(self._part(self.queryset, self.keys, values, backwards)[:limit])
        given = (replace(lead, nullable=False), *rest)
        parts = [(False, given, values), (True, rest, values[1:])]
        parts = parts[::-1] if backwards else parts
        if values and (values[0] is None) != parts[0][0]:
            parts = parts[1:]
        rows: list[M] = []
        for number, (empty, keys, start) in enumerate(parts):
            found = self._part(self.queryset.filter(**{f"{lead.name}__isnull": empty}), keys, [] if number else start, backwards)
            rows += found[: limit - len(rows)]
            if len(rows) == limit:
                break
        return rows

    @staticmethod
    def _part(queryset: QuerySet[M], keys: Sequence[Key], values: Sequence[Any], backwards: bool) -> QuerySet[M]:
        rows = queryset.order_by(*(key.ordering(backwards) for key in keys))
        return rows.filter(_past(keys, values, backwards)) if values else rows

    def _values(self, row: M) -> list[Any]:
        return [getattr(row, key.alias) for key in self.keys]

    def _encode(self, row: M, backwards: bool) -> str:
        plain = [_plain(value) for value in self._values(row)]
        text = json.dumps([int(backwards), *plain], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _decode(self, cursor: str) -> tuple[bool, list[Any]]:
        try:
            way, *plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            values = [None if value is None else key.field.to_python(value) for key, value in zip(self.keys, plain, strict=True)]
        except (ValueError, TypeError, binascii.Error, ValidationError, RecursionError) as error:
            raise BadCursor(cursor) from error
        if any(value is None and not key.nullable for key, value in zip(self.keys, values, strict=True)):
            raise BadCursor(cursor)
        return way == 1, values


def capped_count(queryset: QuerySet[Any], cap: int = COUNT_CAP) -> int:
    """How many rows, but never more than `cap` + 1, so that counting costs the same in any year."""
    return queryset.order_by().values("pk")[: cap + 1].count()


def capped_counts(querysets: Sequence[QuerySet[Any]], cap: int | None = COUNT_CAP) -> list[int]:
    """Several capped counts in one query, in the order given; without a cap when it is None."""
    parts: list[str] = []
    params: list[Any] = []
    for number, queryset in enumerate(querysets):
        try:
            keys = queryset.order_by().values("pk")
            sql, values = (keys if cap is None else keys[: cap + 1]).query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS part_{number})")  # noqa: S608 - Django wrote the SQL; values are parameters
        params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return [int(number) for number in cursor.fetchone() or ()]


def _past(keys: Sequence[Key], values: Sequence[Any], backwards: bool) -> Q:
    condition: Q | None = None
    for key, value in reversed(list(zip(keys, values, strict=True))):
        beyond = key.beyond(value, backwards)
        tied = None if condition is None else key.same(value) & condition
        condition = _either(beyond, tied)
    return keys[0].bound(values[0], backwards) & (Q(pk__in=[]) if condition is None else condition)


def _either(one: Q | None, other: Q | None) -> Q | None:
    if one is None or other is None:
        return one if other is None else other
    return one | other


def _key(queryset: QuerySet[Any], order: str, number: int) -> Key:
    name, down = order.lstrip("-"), order.startswith("-")
    if name in queryset.query.annotations:
        return Key(name, name, down, True, queryset.query.annotations[name].output_field)
    model: Any = queryset.model
    nullable, field = False, None
    for part in name.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        if not isinstance(field, Field):
            raise FieldDoesNotExist(f"{queryset.model.__name__} cannot be put in order by {name}")
        nullable = nullable or field.null
        model = field.related_model if field.is_relation else model
    if field is None:
        raise FieldDoesNotExist(name)
    if field.is_relation:
        field = field.target_field
    return Key(
        name, f"key_{number}" if "__" in name else name if name == "pk" else _attname(queryset, name), down, nullable, field
    )


def _attname(queryset: QuerySet[Any], name: str) -> str:
    found = queryset.model._meta.get_field(name)
    return found.attname if isinstance(found, Field) else name


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
