"""Mail to whoever leads a visit: somebody should come back soon, and nobody plans to."""

from datetime import datetime
from json import loads

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sixia.catalog.queries import current_book
from sixia.fieldwork.visits.models import Visit
from sixia.interop.actions import Draft, queue
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry


def tell_visitors(entry: Entry, now: datetime) -> None:
    """Tell them by mail, outside quiet hours; the mail holds no word of what was said there."""
    visit = Visit.objects.select_related("led_by", "place").get(pk=loads(entry.body)["visit"])
    account, book = visit.led_by, current_book(now)
    if not account.is_active or not account.email or visit.return_due is None:
        return
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    at = wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
    with translation.override(account.language or settings.LANGUAGE_CODE):
        said = _("Somebody should come back to %(place)s by %(day)s. Plan the return visit.")
        text = said % {"place": visit.place.name, "day": date_format(visit.return_due, "DATE_FORMAT")}
    link = f"{settings.BASE_URL}{reverse('desk_visit', args=[visit.pk])}"
    draft = Draft(way="mail", address=account.email, subject=text, text=f"{text}\n{link}", account=account.pk, not_before=at)
    queue(entry, [draft], now=now)
