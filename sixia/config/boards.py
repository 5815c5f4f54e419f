"""Hands a board or a brief whose day has come to whatever sends mail: figures and mail are neighbours, unknown to each other."""

from datetime import datetime
from json import loads

from django.conf import settings
from django.utils import translation

from sixia.catalog.queries import current_book
from sixia.insight.briefs.desk.telling import brief_words
from sixia.insight.figures.desk.telling import board_words
from sixia.insight.figures.models import Subscription
from sixia.interop.actions import Draft, queue
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry
from sixia.people.actors import actor_of
from sixia.people.models import Account


def mail_board(entry: Entry, now: datetime) -> None:
    """Mail the numbers to the one who wants them, as far as they may see them now."""
    facts = loads(entry.body)
    account = Account.objects.filter(pk=facts["account"], is_active=True).exclude(email="").first()
    if account is None:
        return
    with translation.override(account.language or settings.LANGUAGE_CODE):
        told = brief_words if facts.get("kind") == Subscription.BRIEF else board_words
        words = told(facts.get("asked", ""), who=actor_of(account, now), base=settings.BASE_URL, now=now)
    if words is not None:
        subject, text = words
        draft = Draft(way="mail", address=account.email, subject=subject, text=text, account=account.pk, not_before=_awake(now))
        queue(entry, [draft], now=now)


def _awake(now: datetime) -> datetime:
    """Now, or when the quiet hours are over."""
    book = current_book(now)
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    return wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
