"""Mail about calls of units: to the called unit, to whoever decides about a refusal, and to whoever called."""

from collections.abc import Iterable
from datetime import datetime
from json import loads
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.fieldwork.onsite.models import Called
from sixia.interop.actions import Draft, queue
from sixia.interop.recipients import heads_and_handlers, in_roles
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry
from sixia.people.actors import actor_of
from sixia.people.models import Account
from sixia.people.rules import PRINCIPAL, SUPERVISOR

SENTENCES: Final = {
    "UnitSummoned": _("Your unit is called to %(where)s on %(when)s. Please say whether you come."),
    "SummonsAnswered": _("%(unit)s has answered your call."),
    "SummonsRefused": _("%(unit)s says that it cannot come. Please decide whether it must."),
    "SummonsDecided": _("It was decided whether your unit must come on %(when)s."),
    "SummonsDropped": _("Your unit need not come on %(when)s any more."),
    "ClockWarned": _("The time to answer a call ends soon: %(where)s on %(when)s."),
    "ClockBreached": _("A called unit has not answered, or a refusal is not decided: %(unit)s, %(when)s."),
}
OWNER: Final = "called:"


def tell_called(entry: Entry, now: datetime) -> None:
    """Tell by mail, outside quiet hours, whoever it waits for. Nobody is told of a call they may not see."""
    facts = loads(entry.body)
    called = _called(facts)
    if called is None:
        return
    name, pk = ("desk_onsite", called.office_id) if called.office_id else ("desk_whistle", called.whistle_id)
    path = reverse(name, args=[pk])
    accounts = {pk for pk in _accounts(entry.event, facts, called, now) if f"account:{pk}" != entry.by}
    at, drafts = _awake(now), []
    for account in Account.objects.filter(pk__in=accounts, is_active=True).exclude(email="").order_by("pk"):
        if not Called.objects.visible_to(actor_of(account, now)).filter(pk=called.pk).exists():
            continue
        with translation.override(account.language or settings.LANGUAGE_CODE):
            subject = str(SENTENCES[entry.event]) % {"unit": called.unit.said, "where": _where(called), "when": _when(called)}
        text = f"{subject}\n{settings.BASE_URL}{path}"
        drafts.append(Draft(way="mail", address=account.email, subject=subject, text=text, account=account.pk, not_before=at))
    queue(entry, drafts, now=now)


def _called(facts: dict[str, Any]) -> Called | None:
    """The called unit of an event, or of a clock; None for other rooms' clocks."""
    owner = str(facts.get("owner", ""))
    pk = facts.get("called") or (owner.removeprefix(OWNER) if owner.startswith(OWNER) else None)
    rows = Called.objects.select_related("unit", "office__visit__place", "whistle__place")
    return rows.filter(pk=pk).first() if pk else None


def _accounts(event: str, facts: dict[str, Any], called: Called, now: datetime) -> Iterable[int]:
    deciding = facts.get("clock") == "call_decide"
    if event == "SummonsRefused" or deciding or event == "ClockBreached":
        return in_roles([SUPERVISOR, PRINCIPAL], unit=None, place_path=called.place_path, now=now)
    if event == "SummonsAnswered":
        return [_caller(called)]
    return heads_and_handlers(called.unit_id, now)


def _caller(called: Called) -> int:
    if called.office is not None:
        return called.office.visit.led_by_id
    return called.whistle.made_by_id if called.whistle is not None else 0


def _where(called: Called) -> str:
    if called.office is not None:
        return called.office.visit.place.name
    return called.whistle.place.name if called.whistle is not None else ""


def _when(called: Called) -> str:
    local = localtime(called.wanted_at)
    return f"{date_format(local, 'DATE_FORMAT')} {local:%H:%M}"


def _awake(now: datetime) -> datetime:
    book = current_book(now)
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    return wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
