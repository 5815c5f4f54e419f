"""Mail to those who answer for the words of a policy: the same is asked again and again, so say it more plainly."""

from datetime import datetime
from json import loads
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.fieldwork.outreach.models import Doubt
from sixia.interop.actions import Draft, queue
from sixia.interop.recipients import heads_and_handlers
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry
from sixia.people.models import Account

UNCLEAR: Final = _("The same question on your policy was asked %(asked)d times: its words are held to be unclear.")


def tell_authors(entry: Entry, now: datetime) -> None:
    """Tell handlers and head of the unit by mail, outside quiet hours; the mail holds no word of what was asked."""
    facts = loads(entry.body)
    unit = Doubt.objects.select_related("policy").get(pk=facts["doubt"]).policy.unit_id
    link = f"{settings.BASE_URL}{reverse('desk_policy', args=[facts['policy']])}"
    accounts = {pk for pk in heads_and_handlers(unit, now) if f"account:{pk}" != entry.by}
    at = _awake(now)
    drafts = []
    for account in Account.objects.filter(pk__in=accounts, is_active=True).exclude(email="").order_by("pk"):
        with translation.override(account.language or settings.LANGUAGE_CODE):
            subject = str(UNCLEAR) % {"asked": facts["asked"]}
        text = f"{subject}\n{link}"
        drafts.append(Draft(way="mail", address=account.email, subject=subject, text=text, account=account.pk, not_before=at))
    queue(entry, drafts, now=now)


def _awake(now: datetime) -> datetime:
    book = current_book(now)
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    return wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
