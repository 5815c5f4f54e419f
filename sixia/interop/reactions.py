"""Answers to what cases and orders tell: residents and officials get messages, superiors learn of missed limits."""

from collections.abc import Iterable
from datetime import datetime
from json import loads
from typing import Any

from django.conf import settings

from sixia.cases.links import voice_link
from sixia.cases.models import Case, Voice
from sixia.catalog.queries import rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.clocks import TERMS
from sixia.interop import texts
from sixia.interop.actions import Draft, forget_messages, queue
from sixia.interop.events import SuperiorTold
from sixia.interop.recipients import heads_and_handlers, in_roles, registrars, with_mail
from sixia.interop.rules import rung_at, wake
from sixia.interop.solving import tell_solvers
from sixia.kit import jobs
from sixia.kit.clocks import calendar_named
from sixia.kit.journal import tell
from sixia.kit.models import Clock, Entry, Wording
from sixia.orders.models import Order
from sixia.people.actors import SYSTEM
from sixia.people.rules import DISPATCHER, RESTRICTED_OFFICER, SUPERVISOR, UNIT_HEAD
from sixia.petitions.models import Petition
from sixia.petitions.queries.organs import owing_unit

TO_ONE = {"VoiceHeard": "heard"}
TO_ALL = {
    "ResidentAsked": "asked",
    "ExtensionGranted": "extended",
    "CaseReopened": "redo",
    "CaseSupervised": "supervised",
}
ANSWERS = {"final": "answered", "interim": "interim", "redirect": "redirected", "explanation": "explained"}
OFFICIALS = {
    "OrderIssued": "issued",
    "OrderRefused": "refused",
    "RefusalDismissed": "appointed",
    "AnswerProposed": "proposed",
    "AnswerSentBack": "sent_back",
    "CaseReopened": "reopened",
    "CaseSupervised": "supervised",
    "ResidentAdded": "added",
    "OrderWithdrawn": "withdrawn",
    "OrderReminded": "reminded",
    "OrderSentBack": "returned",
    "ExtensionAsked": "extension",
    "ExtensionGranted": "extended",
    "ExtensionDenied": "denied",
    "ClockWarned": "warned",
    "ClockBreached": "breached",
    "PetitionObjected": "objected",
    "ObjectionDismissed": "appointed",
    "PetitionExtended": "extended",
    "PetitionReclaimed": "reclaimed",
    "NewFactsTold": "new_facts",
    "ReviewAsked": "review_asked",
    "AgreementBroken": "agreement_broken",
}
AT_OFFICE = frozenset({"PetitionObjected", "PetitionReclaimed", "NewFactsTold", "ReviewAsked"})
"""What waits for the petition office, or what it must know."""


def tell_residents(entry: Entry, now: datetime) -> None:
    """Send residents what concerns them: each by the way they chose, in their language, outside quiet hours."""
    facts = loads(entry.body)
    if facts.get("history"):
        return
    case = _case(facts.get("case") or _case_id(entry))
    state = TO_ONE.get(entry.event) or TO_ALL.get(entry.event) or _state_of(entry, facts)
    if case is None or state is None or _is_for_a_part(entry, facts):
        return
    voices = case.voices.exclude(state="withdrawn").exclude(wants__in=("none", "paper"))
    if "voice" in facts:
        voices = voices.filter(pk=facts["voice"])
    if facts.get("voices"):
        voices = voices.filter(pk__in=facts["voices"])
    book = rulebook(case.edition_id)
    values = {w.name: w.text for w in Wording.objects.filter(entry=entry)}
    until = datetime.fromisoformat(facts["due"]) if entry.event == "ExtensionGranted" else None
    drafts = [draft for voice in voices if (draft := _to_voice(state, case, voice, book, values, now, until=until))]
    queue(entry, drafts, now=now)


def tell_officials(entry: Entry, now: datetime) -> None:
    """Tell officials by mail what waits for them. Nobody is told of a case they may not see."""
    if entry.stream.startswith(("problem:", "task:")):
        tell_solvers(entry, now)
        return
    facts = loads(entry.body)
    case = _case(facts.get("case") or _case_id(entry))
    if case is None or facts.get("clock") in TERMS:
        return
    what, accounts = OFFICIALS[entry.event], set(_officials(entry.event, facts, case, now))
    if entry.event in AT_OFFICE:
        accounts = {pk for pk in accounts if f"account:{pk}" != entry.by}
    link = f"{settings.BASE_URL}/desk/cases/{case.pk}"
    at = _awake(case, rulebook(case.edition_id), now)
    drafts = []
    for account in with_mail(accounts, case, now):
        note = texts.to_official(what, case=case, link=link, language=account.language)
        drafts.append(
            Draft(way="mail", address=account.email, subject=note.subject, text=note.text, account=account.pk, not_before=at)
        )
    queue(entry, drafts, now=now)


def forget(entry: Entry, now: datetime) -> None:
    """A resident's data were erased: what was sent to them goes too."""
    forget_messages(loads(entry.body)["voice"])


def climb(entry: Entry, now: datetime) -> None:
    """A limit was missed: every rung of the ladder gets its moment, as long as the clock goes on running."""
    facts = loads(entry.body)
    case = _case(_case_id(entry))
    clock = Clock.objects.filter(owner=facts["owner"], kind=facts["clock"], stopped_at=None).first()
    if case is None or clock is None or clock.kind in TERMS:
        return
    for step in rulebook(case.edition_id).rule("escalation.ladder"):
        at = max(now, rung_at(clock.started_at, clock.due_at, step.share))
        jobs.schedule(tell_superior, {"clock": clock.pk, "case": case.pk, "role": step.to}, run_at=at)


def tell_superior(payload: dict[str, Any], now: datetime) -> None:
    """The job of one rung: tell the holders of a role above the unit, if it is still not done; written in the journal."""
    clock = Clock.objects.filter(pk=payload["clock"], stopped_at=None, paused_at=None).first()
    case = _case(payload["case"])
    if clock is None or case is None or clock.due_at > now:
        return
    role = RESTRICTED_OFFICER if case.restricted else payload["role"]
    accounts = in_roles([role], unit=_owing_unit(clock, case), place_path=case.place_path, now=now)
    people = with_mail(accounts, case, now, mail_only=False)
    event = SuperiorTold(owner=clock.owner, clock=clock.kind, role=role, people=len(people))
    entry = tell(event, by=SYSTEM, about=case.key, now=now)
    link = f"{settings.BASE_URL}/desk/cases/{case.pk}"
    at = _awake(case, rulebook(case.edition_id), now)
    drafts = []
    for account in (account for account in people if account.email):
        note = texts.to_official("breached", case=case, link=link, language=account.language)
        drafts.append(
            Draft(way="mail", address=account.email, subject=note.subject, text=note.text, account=account.pk, not_before=at)
        )
    queue(entry, drafts, now=now)


def _state_of(entry: Entry, facts: dict[str, Any]) -> str | None:
    if entry.event == "AnswerSent":
        return ANSWERS.get(facts["kind"])
    if entry.event == "VoiceJoined" and f"case:{facts['into']}" == entry.stream:
        return "joined"
    if entry.event == "CaseClosed" and facts["ending"] in ("verdict", "without_verdict"):
        return "closed"
    return None


def _is_for_a_part(entry: Entry, facts: dict[str, Any]) -> bool:
    """More time for an assisting unit is none for the matter."""
    return entry.event == "ExtensionGranted" and not Order.objects.filter(pk=facts["order"], part=Order.LEAD).exists()


def _to_voice(
    state: str,
    case: Case,
    voice: Voice,
    book: RuleBook,
    values: dict[str, str],
    now: datetime,
    *,
    until: datetime | None,
) -> Draft | None:
    way, address = ("mail", voice.email) if voice.wants == "mail" and voice.email else ("sms", voice.phone)
    if not address:
        return None
    note = texts.to_resident(state, case=case, voice=voice, book=book, link=voice_link(voice.pk), values=values, until=until)
    at = _awake(case, book, now)
    return Draft(way=way, address=address, subject=note.subject, text=note.text, voice=voice.pk, not_before=at)


def _officials(event: str, facts: dict[str, Any], case: Case, now: datetime) -> Iterable[int]:
    """Ids of the accounts that an event concerns, before it is asked who of them may see the case."""
    if case.restricted:
        return in_roles([RESTRICTED_OFFICER], unit=None, place_path=case.place_path, now=now)
    if event in ("OrderRefused", "ExtensionAsked"):
        return in_roles([DISPATCHER], unit=None, place_path=case.place_path, now=now)
    if event == "CaseSupervised":
        return in_roles([SUPERVISOR], unit=None, place_path=case.place_path, now=now)
    if event == "AnswerProposed":
        heads = in_roles([UNIT_HEAD], unit=case.lead_unit_id, place_path="", now=now)
        return heads if case.level == 0 else heads | in_roles([SUPERVISOR], unit=None, place_path=case.place_path, now=now)
    if event in AT_OFFICE:
        return registrars(Petition.objects.filter(pk=facts["petition"]).values_list("office_id", flat=True).first(), now)
    unit = facts.get("unit") or _unit_of(facts) or case.lead_unit_id
    return heads_and_handlers(unit, now) | registrars(unit, now)


def _unit_of(facts: dict[str, Any]) -> int | None:
    kind, _, pk = str(facts.get("owner", "")).partition(":")
    if kind == "petition":
        return owing_unit(int(pk), facts["clock"])
    return Order.objects.filter(pk=pk).values_list("unit_id", flat=True).first() if kind == "order" else None


def _owing_unit(clock: Clock, case: Case) -> int | None:
    return _unit_of({"owner": clock.owner, "clock": clock.kind}) or case.lead_unit_id


def _case_id(entry: Entry) -> int | None:
    kind, _, pk = entry.stream.partition(":")
    return int(pk) if kind == "case" else None


def _case(pk: int | None) -> Case | None:
    return Case.objects.select_related("lead_unit", "desk", "place").filter(pk=pk).first() if pk else None


def _awake(case: Case, book: RuleBook, now: datetime) -> datetime:
    if case.urgent:
        return now
    zone = calendar_named(next(row.code for row in book.content.rows("calendar"))).zone
    return wake(now, zone, book.rule("quiet.from"), book.rule("quiet.until"))
