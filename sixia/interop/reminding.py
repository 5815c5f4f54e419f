"""Mail to those who have promised something or are in charge of a case: what is due, late, or newly theirs."""

from collections.abc import Iterable
from datetime import datetime
from json import loads
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.interop.actions import Draft, queue
from sixia.interop.recipients import in_roles
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry
from sixia.oversight.models import Charge, Promise
from sixia.people.actors import actor_of
from sixia.people.models import Account
from sixia.people.rules import PRINCIPAL

SENTENCES: Final = {
    "PromiseGiven": _("A promise was written down in your name."),
    "PromiseDueSoon": _("Something you have promised is due soon."),
    "PromiseOverdue": _("Something you have promised is overdue."),
    "PromiseBroken": _("Something you have promised was not kept."),
    "ChargeProposed": _("A leader in charge was proposed; please decide."),
    "LeaderNamed": _("You were named as the leader in charge of a case."),
    "ChargeHandedOver": _("A case was handed over to you as the leader in charge."),
    "ChargeVacated": _("The post of a leader in charge has ended; please hand the case over."),
    "MeetingMissed": _("You should have met the person of a case you are in charge of."),
    "ChargeOverdue": _("The time of a case you are in charge of is over."),
}
DECIDED: Final = frozenset({"ChargeProposed", "ChargeVacated"})
"""Told to the principals over the place."""


def tell_leaders(entry: Entry, now: datetime) -> None:
    """Tell them by mail, outside quiet hours. Nobody is told of what they may not see; the mail holds no words."""
    facts = loads(entry.body)
    thing = _thing(facts)
    if thing is None:
        return
    name = "desk_promise" if isinstance(thing, Promise) else "desk_charge"
    link = f"{settings.BASE_URL}{reverse(name, args=[thing.pk])}"
    accounts = {pk for pk in _accounts(entry, facts, thing, now) if f"account:{pk}" != entry.by}
    at = _awake(now)
    drafts = []
    for account in Account.objects.filter(pk__in=accounts, is_active=True).exclude(email="").order_by("pk"):
        if not type(thing).objects.visible_to(actor_of(account, now)).filter(pk=thing.pk).exists():
            continue
        with translation.override(account.language or settings.LANGUAGE_CODE):
            subject = str(SENTENCES[entry.event])
        text = f"{subject}\n{link}"
        drafts.append(Draft(way="mail", address=account.email, subject=subject, text=text, account=account.pk, not_before=at))
    queue(entry, drafts, now=now)


def _thing(facts: dict[str, Any]) -> Promise | Charge | None:
    if "promise" in facts:
        return Promise.objects.filter(pk=facts["promise"]).first()
    return Charge.objects.select_related("case").filter(pk=facts["charge"]).first()


def _accounts(entry: Entry, facts: dict[str, Any], thing: Promise | Charge, now: datetime) -> Iterable[int]:
    if isinstance(thing, Promise):
        return [thing.account_id]
    if entry.event in DECIDED:
        return in_roles([PRINCIPAL], unit=None, place_path=thing.case.place_path, now=now)
    return [facts["account"]]


def _awake(now: datetime) -> datetime:
    book = current_book(now)
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    return wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
