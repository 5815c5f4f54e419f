"""Exact full-text search without a dictionary, alike on SQLite and PostgreSQL; knows no room.

A query matches a text when each of its space-separated words occurs in it, character by character, whatever the case,
the width or the punctuation between. The index proposes, the text decides, so there are no false hits.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar
from zlib import crc32

from django.db.models import BooleanField, Expression, F, Model, QuerySet

from sixia.kit.search.store import DOC_BITS, holds, number, one_of, store
from sixia.kit.search.text import Wanted, normalise, tokens, wanted

__all__ = ["clear", "drop", "index", "index_many", "matching", "normalise", "tokens"]

NEWEST = 2000
LAST = (1 << DOC_BITS) - 1
M = TypeVar("M", bound=Model)
_kinds: dict[int, str] = {}


def index(kind: str, doc_id: int, text: str) -> None:
    """Make `text` findable as document `doc_id` of `kind`, in the caller's transaction; replaces what was there."""
    store().put(_code(kind), doc_id, normalise(text))


def index_many(kind: str, docs: Iterable[tuple[int, str]], *, fresh: bool = False) -> int:
    """`index` for many `(doc_id, text)`, as when an index is filled anew. Returns how many there were.

    `fresh` promises that none of them has been indexed before, which saves looking for what is to be replaced.
    """
    code, table, count = _code(kind), store(), 0
    if fresh:
        plain = [(doc_id, normalise(text)) for doc_id, text in docs]
        table.put_fresh(code, plain)
        return len(plain)
    for count, (doc_id, text) in enumerate(docs, 1):  # noqa: B007  # the last count is the answer
        table.put(code, doc_id, normalise(text))
    return count


def drop(kind: str, doc_id: int) -> None:
    """Make a document unfindable; it need not have been indexed."""
    store().drop(_code(kind), doc_id)


def clear() -> None:
    """Forget all documents of all kinds, as before filling the index anew."""
    store().clear()


def matching(rows: QuerySet[M], kind: str, query: str, *, field: str = "pk", before: int | None = None) -> QuerySet[M]:
    """Those of `rows` whose document of `kind` holds every word of `query`; a blank query leaves them as they are.

    `field` is the column that holds the document id (not one of many: it would double rows). The result can be filtered,
    ordered and sliced further; it is quick when ordered by that column from the newest and sliced. When a page is to
    begin below an id, say so with `before`: deep pages are then as quick as the first. Counting a common word is not quick.
    """
    if not query.strip():
        return rows
    want = wanted(query)
    if not want.words:
        return rows.none()
    code = _code(kind)
    ids = store().newest(code, want, LAST if before is None else before, NEWEST)
    return rows.filter(_Among(field, code, want, ids)) if ids else rows.none()


@cache
def _code(kind: str) -> int:
    """Fifteen bits for a kind, from its name; two kinds with the same bits cannot be used together."""
    code = crc32(kind.encode()) & 0x7FFF
    if _kinds.setdefault(code, kind) != kind:
        raise ValueError(f"the search kinds {kind!r} and {_kinds[code]!r} cannot be told apart; rename one")
    return code


class _Among(Expression):
    """True for the documents in `ids`, which are all that match, or the newest NEWEST of them.

    In the second case the older ones are told by looking into their texts, row by row, in whatever order the rows come.
    """

    conditional = True

    def __init__(self, field: str, code: int, want: Wanted, ids: list[int]) -> None:
        super().__init__(output_field=BooleanField())
        self.column: Any = F(field)
        self.code, self.want, self.ids = code, want, ids

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.column,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, _ = compiler.compile(self.column)
        if len(self.ids) < NEWEST:
            among, given = one_of(column, self.ids)
            return among, (given,)
        among, given = one_of(f"({column} + 0)", self.ids)
        has, words = holds(self.want.words, "s.text")
        # "+ 0" keeps the planners from splitting the OR over indexes, which would look into every text first;
        # the bare comparison lets the walk begin at the newest match.
        older = f"(SELECT {has} FROM kit_search s WHERE s.id = ({column} + %s))"  # noqa: S608  # words are parameters
        sql = f"({column} <= %s AND ({among} OR (({column} + 0) < %s AND {older})))"
        return sql, (self.ids[0], given, self.ids[-1], *words, number(self.code, 0))
