"""Messages about standing rules: mail to the unit that sees to one when it comes into force and when its review draws near."""

from datetime import datetime
from json import loads
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.interop.actions import Draft, queue
from sixia.interop.recipients import heads_and_handlers
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry
from sixia.people.actors import actor_of
from sixia.people.models import Account
from sixia.problems.lasting.models import StandingRule

SENTENCES: Final = {
    "RuleAdopted": _("A standing rule that your unit sees to is in force from now on."),
    "RuleReviewSoon": _("Please look whether a standing rule of your unit works: its review is due soon."),
    "RuleReviewDue": _("The review of a standing rule of your unit was due, and nobody has said whether it works."),
}


def tell_keepers(entry: Entry, now: datetime) -> None:
    """Tell them by mail, outside quiet hours; the mail holds no words of the rule."""
    facts = loads(entry.body)
    rule = StandingRule.objects.get(pk=facts["rule"])
    accounts = {pk for pk in heads_and_handlers(rule.unit_id, now) if f"account:{pk}" != entry.by}
    book = current_book(now)
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    at = wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
    link = f"{settings.BASE_URL}{reverse('desk_rule', args=[rule.pk])}"
    drafts = []
    for account in Account.objects.filter(pk__in=accounts, is_active=True).exclude(email="").order_by("pk"):
        if StandingRule.objects.visible_to(actor_of(account, now)).filter(pk=rule.pk).exists():
            with translation.override(account.language or settings.LANGUAGE_CODE):
                subject = str(SENTENCES[entry.event])
            text = f"{subject}\n{link}"
            drafts.append(Draft(way="mail", address=account.email, subject=subject, text=text, account=account.pk, not_before=at))
    queue(entry, drafts, now=now)
