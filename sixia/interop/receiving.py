"""Messages about reception days: to those who have booked, by text message, and to the leader who receives, by mail."""

from collections.abc import Iterable
from datetime import datetime
from json import loads
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.reception.queries.bookings import still_coming
from sixia.interop.actions import Draft, queue
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry
from sixia.people.models import Account

TO_BOOKERS: Final = {
    "VisitBooked": _("Your booking %(code)s: %(when)s, %(where)s. %(leader)s receives you. To change it or give it up: %(link)s"),
    "BookingShifted": _("Your booking %(code)s has a new time: %(when)s, %(where)s. %(leader)s receives you. More: %(link)s"),
    "BookingGivenUp": _("The reception you have booked (%(code)s) was called off: %(why)s. Other days: %(days)s"),
    "ReceptionSwapped": _("Your booking %(code)s stays: %(when)s, %(where)s. %(leader)s receives you now. More: %(link)s"),
}
TO_LEADERS: Final = {
    "LeaderReminded": _("You receive residents on %(when)s, %(where)s."),
    "ReceptionSwapped": _("A reception day was swapped: you receive residents on %(when)s, %(where)s."),
    "ReceptionMoved": _("Your reception day was put off to %(when)s, %(where)s."),
    "ReceptionCancelled": _("Your reception day on %(when)s was called off."),
}
BECAUSE_OF_THE_OFFICE: Final = "office"


def tell_bookers(entry: Entry, now: datetime) -> None:
    """Tell them at once what concerns their coming, in their language, outside quiet hours. What they did themselves in
    giving up or choosing another day is told to nobody but the office."""
    facts = loads(entry.body)
    if entry.event == "BookingGivenUp" and facts["because"] != BECAUSE_OF_THE_OFFICE:
        return
    at = _awake(now)
    drafts = [
        Draft(way="sms", address=row.phone, subject=row.receipt, text=_words(entry.event, row), booking=row.pk, not_before=at)
        for row in still_coming(day=facts["day"], booking=facts.get("booking"))
        if row.phone
    ]
    queue(entry, drafts, now=now)


def tell_receivers(entry: Entry, now: datetime) -> None:
    """Tell the leader by mail; the mail holds no word of who comes."""
    facts = loads(entry.body)
    day = Day.objects.select_related("place").get(pk=facts.get("into", facts["day"]))
    draft = _to_leader(entry.event, day, Account.objects.get(pk=day.account_id), now)
    queue(entry, [draft] if draft else [], now=now)


def _to_leader(event: str, day: Day, account: Account, now: datetime) -> Draft | None:
    if not account.is_active or not account.email:
        return None
    with translation.override(account.language or settings.LANGUAGE_CODE):
        text = str(TO_LEADERS[event]) % {"when": _when(day.starts_at), "where": _where(day)}
    link = f"{settings.BASE_URL}{reverse('desk_reception', args=[day.pk])}"
    at = _awake(now)
    return Draft(way="mail", address=account.email, subject=text, text=f"{text}\n{link}", account=account.pk, not_before=at)


def _words(event: str, row: Booking) -> str:
    day = row.day
    with translation.override(row.language):
        return str(TO_BOOKERS[event]) % {
            "code": row.receipt,
            "when": _when(row.at or day.starts_at),
            "where": _where(day),
            "leader": f"{day.title} {day.account.name}",
            "why": day.reason,
            "link": f"{settings.BASE_URL}{reverse('reception_open')}",
            "days": f"{settings.BASE_URL}{reverse('receptions')}",
        }


def _when(at: datetime) -> str:
    local = localtime(at)
    return f"{date_format(local, 'DATE_FORMAT')} {local:%H:%M}"


def _where(day: Day) -> str:
    parts: Iterable[str] = (day.place.name if day.place else "", day.address)
    return " ".join(part for part in parts if part)


def _awake(now: datetime) -> datetime:
    book = current_book(now)
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    return wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
