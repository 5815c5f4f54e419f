"""A model field whose column holds only sealed text, and the resealing of all such columns after a new key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.lookups import Exact, IsNull, Lookup
from django.utils.translation import gettext as _

from sixia.kit.crypto import SealBroken, prefix, ring, seal, unseal


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # the stubs make it generic, the class is not
    """Text that is sealed in the database and plain in Python. Empty stays empty.

    It can be asked only for emptiness (`phone=""`, `isnull`): to find a value, keep a `blind_index` beside it.
    `identity` is what the ciphertext is bound to; give the old one when a model or field is renamed.
    """

    def __init__(self, *args: Any, identity: str = "", **kwargs: Any) -> None:
        self.identity = identity
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As for any field, with the identity where one was given."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "identity": self.identity} if self.identity else kwargs

    @property
    def bound_to(self) -> str:
        """The name that ciphertexts of this field carry, such as `cases.voice.phone`."""
        return self.identity or f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, *expression_and_connection: Any) -> str | None:
        """Open what the column holds. Raises SealBroken."""
        return value and unseal(value, ring=ring(), field=self.bound_to)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Seal what goes into the column."""
        if value is None or (value.__class__ is str and not value) or hasattr(value, "as_sql"):
            return value  # nothing to seal
        return seal(str(value), ring=ring(), field=self.bound_to)

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Only emptiness can be asked; anything else would silently find nothing."""
        return {"exact": _ExactlyEmpty, "isnull": IsNull}.get(lookup_name)

    def get_transform(self, lookup_name: str) -> None:
        """Nothing can be computed from a sealed value in the database."""


class _ExactlyEmpty(Exact):
    def get_prep_lookup(self) -> str:
        if self.rhs != "":
            raise ValueError("A sealed field can only be compared with the empty string; look for its blind index instead.")
        return ""


@dataclass(frozen=True, slots=True)
class Resealed:
    """How far the resealing of one table is: `rows` resealed in it so far."""

    table: str
    rows: int


def sealed_fields() -> Iterator[tuple[type[models.Model], list[SealedTextField]]]:
    """Every table that has sealed columns, with those columns."""
    for model in apps.get_models(include_auto_created=True):
        fields = [field for field in model._meta.local_concrete_fields if isinstance(field, SealedTextField)]
        if fields and model._meta.managed and not model._meta.proxy:
            yield model, fields


def reseal(batch: int = 500) -> Iterator[Resealed]:
    """Reseal, `batch` rows per transaction, every value that is not under the current key; yields after each batch.

    It can be stopped and started again at any time: what is done is not done twice. A value that somebody changes
    meanwhile is left alone (it is under the current key already). Raises SealBroken naming the row.
    """
    for model, fields in sealed_fields():
        after, rows = None, 0
        while found := _stale(model, fields, after, batch):
            with transaction.atomic():
                for pk, *tokens in found:
                    _reseal_row(model, fields, pk, tokens)
            after, rows = found[-1][0], rows + len(found)
            yield Resealed(model._meta.db_table, rows)


def reseal_all(progress: Callable[[Resealed], None] | None = None) -> int:
    """Reseal everything; returns the number of rows that were resealed."""
    tables: dict[str, int] = {}
    for step in reseal():
        tables[step.table] = step.rows
        if progress:
            progress(step)
    return sum(tables.values())


def _stale(model: type[models.Model], fields: list[SealedTextField], after: Any, batch: int) -> list[tuple[Any, ...]]:
    quote = connection.ops.quote_name
    key, table = quote(_pk(model)), quote(model._meta.db_table)
    start = prefix(ring())
    columns = [quote(str(field.column)) for field in fields]
    stale = " OR ".join(f"({column} <> '' AND substr({column}, 1, {len(start)}) <> %s)" for column in columns)
    later, given = ("", []) if after is None else (f"{key} > %s AND ", [after])
    where = f"{later}({stale})"
    sql = f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE {where} ORDER BY {key} LIMIT {batch:d}"  # noqa: S608  # names only
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, *[start] * len(columns)])
        return list(cursor.fetchall())


def _reseal_row(model: type[models.Model], fields: list[SealedTextField], pk: Any, tokens: list[str | None]) -> None:
    quote = connection.ops.quote_name
    key, table = quote(_pk(model)), quote(model._meta.db_table)
    for field, old in zip(fields, tokens, strict=True):
        if not old or old.startswith(prefix(ring())):
            continue
        try:
            new = seal(unseal(old, ring=ring(), field=field.bound_to), ring=ring(), field=field.bound_to)
        except SealBroken as error:
            row = {"row": pk, "table": model._meta.label, "fault": error}
            raise SealBroken(_("Row %(row)s of %(table)s: %(fault)s") % row) from error
        column = quote(str(field.column))
        with connection.cursor() as cursor:
            sql = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"  # noqa: S608  # names of tables and columns
            cursor.execute(sql, [new, pk, old])


def _pk(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)
