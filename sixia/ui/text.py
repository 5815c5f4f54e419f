"""Words for moments, spans and shares, in the reader's language. `now` is an argument; knows no room."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SMALLEST_SHARE = 10
"""Below this denominator a percentage says more than is known, so only the two numbers are shown."""


def moment(at: datetime | date, now: datetime) -> str:
    """A day or a moment on the installation's clock; the year only when it is not this one."""
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    same_year = local.year == timezone.localtime(now).year
    if isinstance(local, datetime):
        return date_format(local, _("j M, H:i") if same_year else _("j M Y, H:i"), use_l10n=False)
    return date_format(local, _("j M") if same_year else _("j M Y"), use_l10n=False)


def deadline(at: datetime, now: datetime) -> str:
    """A due moment as people say it: a limit that ends at midnight ends on the day before, so that day alone is named."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) == (0, 0):
        return moment(local.date() - timedelta(days=1), now)
    return moment(at, now)


def full_moment(at: datetime) -> str:
    """The whole date with weekday and time, for titles and paper."""
    return date_format(timezone.localtime(at), _("l, j F Y, H:i"), use_l10n=False)


def full_deadline(at: datetime) -> str:
    """A due moment with weekday and year; like `deadline`, it names the day that ends at midnight."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) == (0, 0):
        return date_format(local.date() - timedelta(days=1), _("l, j F Y"), use_l10n=False)
    return full_moment(at)


def span(length: timedelta) -> str:
    """A length of time in its one or two largest useful units: “18 min”, “2 h”, “3 days”, “14 months”. Never negative."""
    minutes = int(abs(length).total_seconds() // 60)
    hours, days = minutes // 60, minutes // (60 * 24)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", max(minutes, 1)) % {"n": max(minutes, 1)}
    if hours < 24:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    if days < 90:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    months = days * 12 // 365
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def time_left(due: datetime, now: datetime) -> str:
    """“2 hours left” or “3 days late”."""
    words = _("%(span)s left") if due >= now else _("%(span)s late")
    return words % {"span": span(due - now)}


def urgency(due: datetime, now: datetime, *, warn_at: datetime | None = None) -> str:
    """The chip tone of a due time: `bad` when past, `warn` from `warn_at` (else within a day), `plain` before."""
    if due < now:
        return "bad"
    soon = warn_at if warn_at is not None else due - timedelta(days=1)
    return "warn" if now >= soon else "plain"


def share(part: int, whole: int) -> str:
    """“7 / 9”, with a percentage only when the whole is large enough to carry one; a dash when there is nothing to divide."""
    if not whole:
        return "–"
    plain = f"{part} / {whole}"
    if whole < SMALLEST_SHARE:
        return plain
    return _("%(rate)s (%(percent)d%%)") % {"rate": plain, "percent": round(100 * part / whole)}
