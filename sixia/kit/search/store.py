"""The tables behind the search, one way per engine: put a text in, take it out, name the newest texts that match.

A text has the number `kind code << 47 | document id`. SQLite keeps its parts in an FTS5 table that stores nothing but
the index, ordered by that number. PostgreSQL keeps 32-bit keys of the parts in an array under a GIN index; as GIN has no
order, a key also covers the block of 8,192 documents it lies in, so that the newest blocks can be asked first.
Two parts that share a key do no harm: every proposal is compared with the text.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from zlib import crc32

from django.db import connection

from sixia.kit.search.text import Wanted, tokens

DOC_BITS = 47
BLOCK_BITS = 13
MAX_BLOCKS = 16


class Store(Protocol):
    """What both engines do."""

    def put(self, code: int, doc_id: int, plain: str) -> None:
        """Index a normalised text, in place of what was there."""

    def put_fresh(self, code: int, docs: Sequence[tuple[int, str]]) -> None:
        """Index normalised texts of documents that were never indexed."""

    def drop(self, code: int, doc_id: int) -> None:
        """Forget a text."""

    def clear(self) -> None:
        """Forget everything."""

    def newest(self, code: int, want: Wanted, before: int, limit: int) -> list[int]:
        """The highest matching document ids below `before`, highest first, at most `limit`."""


def store() -> Store:
    """The one for the database in use."""
    return _Postgres() if connection.vendor == "postgresql" else _Sqlite()


def number(code: int, doc_id: int) -> int:
    """The number of a document among those of all kinds."""
    return code << DOC_BITS | doc_id


def holds(words: Iterable[str], text: str) -> tuple[str, list[str]]:
    """SQL and parameters that say whether the column `text` has every one of the words."""
    find = "strpos" if connection.vendor == "postgresql" else "instr"
    given = list(words)
    return " AND ".join([f"{find}({text}, %s) > 0"] * len(given)), given


def one_of(column: str, ids: Sequence[int]) -> tuple[str, str]:
    """SQL and its one parameter that say whether `column` is among `ids`, however many they are."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::bigint[])", f"{{{','.join(map(str, ids))}}}"
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))  # noqa: S608  # a column's name


class _Sqlite:
    def put(self, code: int, doc_id: int, plain: str) -> None:
        key = number(code, doc_id)
        with connection.cursor() as cursor:
            self._forget(cursor, code, key)
            cursor.execute("INSERT OR REPLACE INTO kit_search (id, text) VALUES (%s, %s)", [key, plain])
            cursor.execute("INSERT INTO kit_search_parts (rowid, parts) VALUES (%s, %s)", [key, self._parts(code, tokens(plain))])

    def put_fresh(self, code: int, docs: Sequence[tuple[int, str]]) -> None:
        parts = [(number(code, doc_id), self._parts(code, tokens(plain))) for doc_id, plain in docs]
        with connection.cursor() as cursor:
            texts = [(number(code, doc_id), plain) for doc_id, plain in docs]
            cursor.executemany("INSERT INTO kit_search (id, text) VALUES (%s, %s)", texts)
            cursor.executemany("INSERT INTO kit_search_parts (rowid, parts) VALUES (%s, %s)", parts)

    def drop(self, code: int, doc_id: int) -> None:
        key = number(code, doc_id)
        with connection.cursor() as cursor:
            self._forget(cursor, code, key)
            cursor.execute("DELETE FROM kit_search WHERE id = %s", [key])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kit_search_parts (kit_search_parts) VALUES ('delete-all')")
            cursor.execute("DELETE FROM kit_search")

    def newest(self, code: int, want: Wanted, before: int, limit: int) -> list[int]:
        has, words = holds(want.words, "s.text")
        match = " AND ".join(f'"{self._parts(code, [part])}"' for part in want.parts)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.rowid FROM kit_search_parts p CROSS JOIN kit_search s ON s.id = p.rowid "  # noqa: S608  # words are given
                f"WHERE kit_search_parts MATCH %s AND p.rowid < %s AND {has} ORDER BY p.rowid DESC LIMIT {limit:d}",
                [match, number(code, before), *words],
            )
            return [row[0] - number(code, 0) for row in cursor.fetchall()]

    def _forget(self, cursor: Any, code: int, key: int) -> None:
        """FTS5 takes a text out only when it is told again what was put in."""
        cursor.execute("SELECT text FROM kit_search WHERE id = %s", [key])
        old = cursor.fetchone()
        if old:
            cursor.execute(
                "INSERT INTO kit_search_parts (kit_search_parts, rowid, parts) VALUES ('delete', %s, %s)",
                [key, self._parts(code, tokens(old[0]))],
            )

    @staticmethod
    def _parts(code: int, parts: Iterable[str]) -> str:
        """The parts of one kind must not be found when looking for another."""
        mark = f"{code:04x}"
        return " ".join([mark + part for part in parts])


class _Postgres:
    def put(self, code: int, doc_id: int, plain: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kit_search (id, text, keys) VALUES (%s, %s, %s::int[]) "
                "ON CONFLICT (id) DO UPDATE SET text = excluded.text, keys = excluded.keys",
                [number(code, doc_id), plain, _array(_keys(code, doc_id >> BLOCK_BITS, tokens(plain)))],
            )

    def put_fresh(self, code: int, docs: Sequence[tuple[int, str]]) -> None:
        with connection.cursor() as cursor, cursor.copy("COPY kit_search (id, text, keys) FROM STDIN") as copy:
            for doc_id, plain in docs:
                copy.write_row((number(code, doc_id), plain, _array(_keys(code, doc_id >> BLOCK_BITS, tokens(plain)))))

    def drop(self, code: int, doc_id: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM kit_search WHERE id = %s", [number(code, doc_id)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE kit_search")

    def newest(self, code: int, want: Wanted, before: int, limit: int) -> list[int]:
        found: list[int] = []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM kit_search WHERE id >= %s AND id < %s ORDER BY id DESC LIMIT 1",
                [number(code, 0), number(code, before)],
            )
            top = cursor.fetchone()
            high = (top[0] - number(code, 0)) >> BLOCK_BITS if top else -1
            blocks = 1
            while high >= 0 and len(found) < limit:
                low = max(0, high - blocks + 1)
                end = min(before, (high + 1) << BLOCK_BITS)
                found += self._within(cursor, code, want, range(low, high + 1), end, limit)
                high, blocks = low - 1, min(blocks * 4, MAX_BLOCKS)
        return found[:limit]

    @staticmethod
    def _within(cursor: Any, code: int, want: Wanted, blocks: range, end: int, limit: int) -> list[int]:
        sets = [_array(key for block in blocks for key in _keys(code, block, [part])) for part in want.parts]
        low, high = number(code, blocks.start << BLOCK_BITS), number(code, end)
        cursor.execute(
            "SELECT * FROM kit_search_within(%s::text[], %s::text[], %s, %s, %s)",
            [sets, list(want.words), low, high, limit],
        )
        return [row[0] - number(code, 0) for row in cursor.fetchall()]


def _keys(code: int, block: int, parts: Iterable[str]) -> Iterable[int]:
    """Signed 32-bit keys of the parts in one block of documents."""
    seed = crc32(f"{code}.{block}.".encode())
    return array("i", array("I", [crc32(part.encode(), seed) for part in parts]).tobytes())


def _array(keys: Iterable[int]) -> str:
    return f"{{{','.join(map(str, keys))}}}"
