"""Inserting many rows at once, several times faster than `bulk_create`: COPY on PostgreSQL, one statement on SQLite."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias, TypeVar

from django.db import connection, models, transaction
from django.db.models.base import ModelState

Column: TypeAlias = "models.Field[Any, Any]"
_PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)
_SIMPLE = frozenset({str, int, float, bool, type(None)})


R = TypeVar("R", bound=models.Model)


def new(model: type[R], **values: Any) -> R:
    """An unsaved row from values by column attribute (`desk_id`, not `desk`); what is not named takes its default.

    Several times faster than the model's own constructor, which asks each field what it wants.
    """
    row = model.__new__(model)
    row.__dict__.update(_defaults(model))
    row.__dict__.update(values)
    row._state = ModelState()
    return row


@cache
def _defaults(model: type[models.Model]) -> dict[str, Any]:
    found = {}
    for field in model._meta.local_concrete_fields:
        if callable(field.default) and field.default is not models.NOT_PROVIDED:
            raise TypeError(f"{field} has a default that must be computed for each row")
        found[field.attname] = field.get_default()
    return found


def insert(rows: Sequence[models.Model]) -> None:
    """Insert unsaved rows of one model and give them their keys; in the caller's transaction, which must be open.

    Every column is written as `bulk_create` would write it. There are no signals and nothing is ignored on conflict.
    """
    if not rows:
        return
    model = type(rows[0])
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("rows inserted in bulk need a transaction around them")
    for row, pk in zip(rows, _keys(model, len(rows)), strict=True):
        row.pk = pk
    fields = model._meta.local_concrete_fields
    writers = [(field.attname, _writer(field)) for field in fields]
    values = (_values(row, writers) for row in rows)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    copy_in(table, columns, values, marks=len(fields))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def copy_in(table: str, columns: str, values: Any, *, marks: int) -> None:
    """Write tuples of values, as the database adapter takes them, into quoted columns of a quoted table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django does not know of COPY: what the database says against it is put into Django's errors here.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            given = ", ".join(["%s"] * marks)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({given})", list(values))  # noqa: S608  # quoted names


def _keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Keys nobody else will get. SQLite has one writer and the transaction holds the place; PostgreSQL has sequences."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [quote(table), column, count]
            )
            return [row[0] for row in cursor.fetchall()]
        top = f"SELECT max({quote(column)}) FROM {quote(table)}"  # noqa: S608  # quoted names
        used = "SELECT seq FROM sqlite_sequence WHERE name = %s"
        cursor.execute(f"SELECT max(coalesce(({used}), 0), coalesce(({top}), 0))", [table])
        last = cursor.fetchone()[0]
        return range(last + 1, last + 1 + count)


def _values(row: models.Model, writers: list[tuple[str, Callable[[Any], Any] | None]]) -> tuple[Any, ...]:
    held = row.__dict__
    return tuple(
        [
            held[name] if write is None or (write.__class__ is _Plain and held[name].__class__ in _SIMPLE) else write(held[name])
            for name, write in writers
        ]
    )


class _Plain:
    """Writes a value of a plain field that is not yet a plain value, such as a lazy text."""

    __slots__ = ("field",)

    def __init__(self, field: Column) -> None:
        self.field = field

    def __call__(self, value: Any) -> Any:
        return self.field.get_db_prep_save(value, connection)


def _writer(field: Column) -> Callable[[Any], Any] | None:
    """How values of a field become what the adapter takes; None when they are that already."""
    if type(field).get_db_prep_save not in (models.Field.get_db_prep_save, models.ForeignKey.get_db_prep_save):
        return lambda value: field.get_db_prep_save(value, connection)
    if isinstance(field, _PLAIN) or field.primary_key:
        return _Plain(field)
    if isinstance(field, models.DateTimeField):
        return None if connection.vendor == "postgresql" else _moment
    return lambda value: field.get_db_prep_save(value, connection)


@lru_cache(maxsize=4096)
def _moment(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
