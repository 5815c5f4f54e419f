"""The room's one table: how often somebody used a public form in the current window."""

from django.db import models


class RateWindow(models.Model):
    """Hits of one key in one fixed window. The key is a hash with a daily salt, so that no address can be read back tomorrow."""

    key = models.CharField(max_length=64, primary_key=True)
    opened = models.BigIntegerField()
    hits = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["opened"], name="ratewindow_opened")]
