"""Asking voices for their verdict, whenever there is an answer they have not judged, and closing when none waits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sixia.cases.actions.turning import advance
from sixia.cases.events import CaseClosed, VerdictAsked
from sixia.cases.flow import ANSWERED, CLOSED, JOINED
from sixia.cases.models import Answer, Case, Voice
from sixia.cases.rules import ending_of
from sixia.catalog.queries import rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM


def ask_voices(case: Case, *, now: datetime) -> None:
    """Ask every voice of the case that has not ended; those who agreed to an earlier answer are left in peace."""
    ask(case, case.voices.exclude(state__in=Voice.FLOW.ends), now=now)
    settle(case, now=now)


def settle(case: Case, *, now: datetime) -> None:
    """Close an answered case once each of its voices has come to an end."""
    ending = ending_of(case.voices.values_list("state", flat=True))
    if case.state != ANSWERED or ending is None:
        return
    changes = {"ending": ending, "closed_at": now, "open": False}
    event = CaseClosed(case=case.pk, ending=ending)
    advance(case, "settle", by=SYSTEM, now=now, given={"ending": ending}, event=event, changes=changes)


def ask_if_answered(case: Case, voices: Iterable[Voice], *, now: datetime) -> None:
    """For voices that come to a case which has been answered already: they judge that answer."""
    if case.state in (ANSWERED, CLOSED) and _told(case):
        ask(case, voices, now=now)


def ask(case: Case, voices: Iterable[Voice], *, now: datetime) -> None:
    """Ask these voices. A clerk may call when the days for judging by oneself are over."""
    days = rulebook(case.edition_id).rule("verdict.days")
    for voice in voices:
        changes = {"asked_at": now, "callback_at": now + timedelta(days=days), "ended_at": None}
        advance(voice, "ask", by=SYSTEM, now=now, event=VerdictAsked(case=case.pk, voice=voice.pk), changes=changes)


def may_join(case: Case, book: RuleBook, now: datetime) -> None:
    """Raises Refused unless a voice may join this case now: open, or closed with an answer within the term, and not
    confidential."""
    days = book.rule("join.days")
    late = case.closed_at is not None and (case.closed_at + timedelta(days=days) < now or not _told(case))
    if case.restricted or case.barred or case.state == JOINED or late:
        raise Refused("guard", _("This case can no longer be joined. Hand in your concern as a new one."), move="join")


def may_speak(case: Case, book: RuleBook) -> None:
    """Raises Refused when the group has as many representatives as it may (信访工作条例 Art. 20: at most five)."""
    most = book.rule("representatives.most")
    if case.voices.filter(representative=True).count() >= most:
        sentence = _("A group may have at most %(most)s representatives.")
        raise Refused("guard", sentence % {"most": most}, move="name_representative")


def _told(case: Case) -> bool:
    return case.answers.filter(state=Answer.SENT).exclude(kind=Answer.INTERIM).exists()
