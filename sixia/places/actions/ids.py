"""Row ids taken before the rows exist, because a place's path is made of its own id."""

from django.db import connection

TABLE = "places_place"


def reserve(count: int) -> list[int]:
    """That many ids of places nobody else will get, ascending. On SQLite inside an immediate transaction only."""
    if not count:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [TABLE, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [TABLE])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return list(range(first, first + count))
