"""Messages about problems: mail to whoever answers for one, oversees it or has a task of it; a question to residents asked."""

from collections.abc import Iterable
from datetime import datetime
from json import loads
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from sixia.cases.links import voice_link
from sixia.cases.models import Voice
from sixia.catalog.queries import current_book
from sixia.interop.actions import Draft, queue
from sixia.interop.recipients import heads_and_handlers, in_roles
from sixia.interop.rules import wake
from sixia.kit.clocks import calendar_named
from sixia.kit.models import Entry
from sixia.orders.models import Order
from sixia.people.actors import actor_of
from sixia.people.models import Account
from sixia.people.rules import DISPATCHER, SUPERVISOR
from sixia.problems.flow import ASSIGN
from sixia.problems.models import Problem, Task

SENTENCES: Final = {
    "ProblemRaised": _("A problem was raised; please name who answers for it."),
    "ProblemAssigned": _("You answer for a problem. Please give the first task."),
    "ProblemHandedOver": _("A problem was handed over to you."),
    "ProblemExtended": _("A problem you answer for was given more time."),
    "ProblemReopened": _("A problem you answer for is open again: residents say that it is not solved."),
    "ProblemResolved": _("Residents say that a problem you answer for is solved."),
    "ProblemUnheard": _("Too few residents could be heard about a problem; please decide how to go on."),
    "ProblemCameBack": _("The same matters come up again where a problem was solved; please see whether it has come back."),
    "ProblemEndingProposed": _("A unit proposes to end a problem unsolved; please decide."),
    "ProblemEndingDeclined": _("Your proposal to end a problem was not approved; it goes on."),
    "OrderIssued": _("Your unit has a task of a problem. Please accept it."),
    "OrderRefused": _("A task of a problem was refused; please see what to do."),
    "OrderReminded": _("You are reminded of a task of a problem."),
    "OrderSentBack": _("Your report on a task of a problem did not suffice; please go on."),
    "OrderWithdrawn": _("A task of a problem was taken back from your unit."),
    "ClockWarned": _("The time for a problem or one of its tasks will soon be over."),
    "ClockBreached": _("The time for a problem or one of its tasks is over."),
}
TO_OVERSEERS: Final = frozenset({"ProblemRaised", "ProblemCameBack", "ProblemUnheard", "ProblemEndingProposed"})
DECIDED: Final = "OrderRefused"
"""A dispatcher decides about it, and whoever answers for the problem must know."""


def tell_solvers(entry: Entry, now: datetime) -> None:
    """Tell them by mail, outside quiet hours. Nobody is told of what they may not see; the mail holds no words."""
    facts = loads(entry.body)
    problem = _problem(entry, facts)
    if problem is None or entry.event not in SENTENCES:
        return
    accounts = {pk for pk in _accounts(entry, facts, problem, now) if f"account:{pk}" != entry.by}
    at = _awake(now)
    link = f"{settings.BASE_URL}{reverse('desk_problem', args=[problem.pk])}"
    drafts = []
    for account in Account.objects.filter(pk__in=accounts, is_active=True).exclude(email="").order_by("pk"):
        if not Problem.objects.visible_to(actor_of(account, now)).filter(pk=problem.pk).exists():
            continue
        with translation.override(account.language or settings.LANGUAGE_CODE):
            subject = str(SENTENCES[entry.event])
        text = f"{subject}\n{link}"
        drafts.append(Draft(way="mail", address=account.email, subject=subject, text=text, account=account.pk, not_before=at))
    queue(entry, drafts, now=now)


def ask_residents(entry: Entry, now: datetime) -> None:
    """Ask those whose word decides, by the way each chose; whoever wants nothing, or a letter, is called or looks themselves."""
    facts = loads(entry.body)
    voices = Voice.objects.filter(pk__in=facts["voices"], case__restricted=False, case__barred=False)
    at = _awake(now)
    rows = voices.exclude(state="withdrawn").exclude(wants__in=("none", "paper")).order_by("pk")
    queue(entry, [draft for voice in rows if (draft := _question(voice, at))], now=now)


def _question(voice: Voice, at: datetime) -> Draft | None:
    way, address = ("mail", voice.email) if voice.wants == "mail" and voice.email else ("sms", voice.phone)
    if not address:
        return None
    with translation.override(voice.language):
        subject = __("Is it solved? Your concern %(receipt)s") % {"receipt": voice.receipt}
        text = __(
            "Number %(receipt)s: a problem where you live is said to be solved. Only residents decide. Say it here: %(link)s"
        )
        text %= {"receipt": voice.receipt, "link": voice_link(voice.pk)}
    return Draft(way=way, address=address, subject=subject, text=text, voice=voice.pk, not_before=at)


def _problem(entry: Entry, facts: dict[str, Any]) -> Problem | None:
    kind, _colon, number = entry.stream.partition(":")
    if kind == "problem":
        return Problem.objects.filter(pk=number).first()
    task = Task.objects.select_related("problem").filter(pk=number).first() if kind == "task" else None
    return task.problem if task else None


def _accounts(entry: Entry, facts: dict[str, Any], problem: Problem, now: datetime) -> Iterable[int]:
    if entry.event in TO_OVERSEERS or facts.get("clock") == ASSIGN:
        return in_roles([SUPERVISOR], unit=None, place_path=problem.place_path, now=now)
    if entry.stream.startswith("task:") and entry.event != DECIDED:
        return heads_and_handlers(facts.get("unit") or _unit_of(facts), now)
    owners = heads_and_handlers(problem.unit_id, now) | ({problem.leader_id} if problem.leader_id else set())
    if entry.event == DECIDED:
        owners |= in_roles([DISPATCHER], unit=None, place_path=problem.place_path, now=now)
    return owners


def _unit_of(facts: dict[str, Any]) -> int | None:
    number = facts.get("order") or str(facts.get("owner", "")).partition(":")[2]
    return Order.objects.filter(pk=number).values_list("unit_id", flat=True).first() if number else None


def _awake(now: datetime) -> datetime:
    book = current_book(now)
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    return wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
