"""The room's only writer: counts hits in windows and forgets old windows."""

from django.db import connection

from sixia.ui.models import RateWindow

COUNT = """
INSERT INTO ui_ratewindow (key, opened, hits) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
  hits = CASE WHEN ui_ratewindow.opened = excluded.opened THEN ui_ratewindow.hits + 1 ELSE 1 END,
  opened = excluded.opened
RETURNING hits
"""


def count_hit(*, key: str, opened: int) -> int:
    """Count one hit of `key` in the window that opened at `opened` (seconds since 1970), in one statement; the hits so far."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, opened])
        row = cursor.fetchone()
    return int(row[0])


def hits_so_far(*, key: str, opened: int) -> int:
    """How many hits of `key` have been counted in that window; counts none."""
    return RateWindow.objects.filter(pk=key, opened=opened).values_list("hits", flat=True).first() or 0


def forget_windows(*, before: int) -> int:
    """Forget windows that opened before that second; returns how many. For the daily tick."""
    return RateWindow.objects.filter(opened__lt=before).delete()[0]
