"""The verdict, per voice: it closes a case, reopens it one level up, or hands it to the supervisor."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.cases import norms
from sixia.cases.actions.answer import drop_proposal
from sixia.cases.actions.asking import settle
from sixia.cases.actions.dispatch import issue_again, matter
from sixia.cases.actions.turning import advance
from sixia.cases.events import (
    CallPutOff,
    CaseClosed,
    CaseReopened,
    CaseSupervised,
    VerdictGiven,
    VoiceUnreachable,
    VoiceWithdrawn,
)
from sixia.cases.flow import ANSWERED, ASKED, CLOSED, HANDLE, SUPERVISE
from sixia.cases.models import Answer, Case, Verdict, Voice
from sixia.cases.queries.callback import attempts_of, zone_of
from sixia.cases.rules import Attempt, Judgement, clean, ending_of, may_give_up, sought
from sixia.catalog.queries import rulebook
from sixia.kit import clocks
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit


@alone
def judge(voice: Voice, judgement: Judgement, *, by: Actor, now: datetime, channel: str = "web") -> Verdict:
    """Keep one voice's verdict and draw its consequence. The first verdict is frozen; a later one is added beside it.
    After a lawful explanation it is kept and counted, and moves nothing more; so on the petition track, where a review is the
    remedy (信访工作条例 Arts. 35, 36).

    A call-back clerk must not be of a unit that handled the case. Raises Refused when there is no answer to judge, or when
    the term for judging again is over.
    """
    case = Case.objects.get(pk=voice.case_id)
    _independent(case, by)
    _in_time(case, voice, now)
    answer = case.answers.filter(state=Answer.SENT).exclude(kind=Answer.INTERIM).order_by("-id").first()
    verdict = Verdict.objects.create(
        voice=voice,
        case=case,
        answer=answer,
        unit_id=case.lead_unit_id,
        number=voice.verdicts.count() + 1,
        solved=judgement.solved,
        satisfied=judgement.satisfied,
        decent=judgement.decent,
        agree=judgement.agree,
        comment=clean(judgement.comment)[:2000],
        channel=channel,
        by_id=by.account_id,
        at=now,
    )
    move = _move(voice, judgement)
    changes = {"callback_at": None, "ended_at": now if judgement.agree else None}
    advance(voice, move, by=by, now=now, event=_given(verdict), changes=changes)
    if judgement.agree:
        settle(case, now=now)
    elif case.track == "petition":
        Case.objects.filter(pk=case.pk).update(negatives=case.negatives + 1)
    elif case.state in (ANSWERED, CLOSED) and case.ending != "explained":
        _not_accepted(case, now=now)
    return verdict


@alone
def give_up(voice: Voice, *, by: Actor, now: datetime) -> None:
    """End a voice that cannot be reached, once the protocol is fulfilled. Silence is not consent: it is counted apart."""
    case = Case.objects.get(pk=voice.case_id)
    _independent(case, by)
    attempts = attempts_of(voice)
    book = rulebook(case.edition_id)
    enough = voice.anonymous or may_give_up(
        attempts,
        least=book.rule("contact.attempts"),
        means=book.rule("contact.means"),
        days=book.rule("contact.days"),
    )
    if not enough:
        sentence = _("First try %(attempts)s times, by %(means)s different means, on %(days)s different days.")
        needed = {key: book.rule(f"contact.{key}") for key in ("attempts", "means", "days")}
        raise Refused("guard", sentence % needed, move="give_up")
    _waited(voice, attempts, book.rule("contact.notice_days"), now)
    event = VoiceUnreachable(case=case.pk, voice=voice.pk, attempts=len(attempts))
    changes = {"callback_at": None, "ended_at": now}
    advance(voice, "give_up", by=by, now=now, given={"attempts": len(attempts)}, event=event, changes=changes)
    settle(case, now=now)


def call_later(voice: Voice, *, at: datetime, by: Actor, now: datetime) -> None:
    """The resident wants to be called at another moment; until then the voice leaves the queue."""
    case = Case.objects.get(pk=voice.case_id)
    _independent(case, by)
    event = CallPutOff(case=case.pk, voice=voice.pk, until=at.isoformat())
    advance(voice, "call_later", by=by, now=now, given={"at": at}, event=event, changes={"callback_at": at})


@alone
def withdraw(voice: Voice, *, reason: str, by: Actor, now: datetime) -> None:
    """The resident takes the voice back. When nobody else waits for anything, the case closes and units are told."""
    case = Case.objects.get(pk=voice.case_id)
    event = VoiceWithdrawn(case=case.pk, voice=voice.pk, reason=Words(reason))
    changes = {"callback_at": None, "ended_at": now}
    advance(voice, "withdraw", by=by, now=now, given={"reason": reason}, event=event, changes=changes)
    ending = ending_of(case.voices.values_list("state", flat=True))
    if case.state == ANSWERED:
        settle(case, now=now)
    elif case.open and ending is not None:
        _nobody_waits(case, ending, now=now)


def _move(voice: Voice, judgement: Judgement) -> str:
    """A verdict that says the same as the last one is added and moves nothing."""
    if judgement.agree:
        return "judge_again" if voice.state == "agreed" else "agree"
    return "judge_again" if voice.state == "disputed" else "dispute"


def _given(verdict: Verdict) -> VerdictGiven:
    return VerdictGiven(
        case=verdict.case_id,
        voice=verdict.voice_id,
        number=verdict.number,
        solved=verdict.solved,
        satisfied=verdict.satisfied,
        decent=verdict.decent,
        agree=verdict.agree,
        channel=verdict.channel,
        unit=verdict.unit_id,
    )


def _independent(case: Case, by: Actor) -> None:
    if by.is_official and Order.objects.on("case", case.pk).filter(unit_id__in=by.unit_ids).exists():
        raise Refused("role", _("Somebody outside the units that handled it must ask for the verdict."), move="judge")


def _in_time(case: Case, voice: Voice, now: datetime) -> None:
    if voice.state == ASKED or case.closed_at is None:
        return
    days = rulebook(case.edition_id).rule("verdict.again_days")
    if case.closed_at + timedelta(days=days) < now:
        sentence = _("This was closed more than %(days)s days ago. Please tell us anew; we see the earlier history.")
        raise Refused("guard", sentence % {"days": days}, move="judge")


def _waited(voice: Voice, attempts: list[Attempt], days: int, now: datetime) -> None:
    """The last attempt is also the last notice: the resident has some days to answer it."""
    if voice.anonymous and voice.callback_at is not None and now < voice.callback_at:
        raise Refused("guard", _("Nobody can be called here; the days for judging by oneself are not over."), move="give_up")
    ripe = None if voice.anonymous else sought(attempts).ripe(days)
    if ripe is not None and now.astimezone(zone_of(rulebook(voice.case.edition_id))).date() < ripe:
        sentence = _("The last attempt must wait %(days)s days for an answer: until %(day)s.")
        raise Refused("guard", sentence % {"days": days, "day": ripe.isoformat()}, move="give_up")


def _not_accepted(case: Case, *, now: datetime) -> None:
    """First no: reopened one level up. From the rule's number of noes on, or where no unit can do it: to the supervisor."""
    book = rulebook(case.edition_id)
    negatives = case.negatives + 1
    changes: dict[str, Any] = {"negatives": negatives, "open": True, "closed_at": None, "ending": ""}
    unit = _unit_again(case, now)
    if unit is None or negatives >= book.rule("redo.most"):
        limit = norms.limit(book, case, SUPERVISE)
        due_at = clocks.build("", "", SUPERVISE, limit, now).due_at if limit else None
        told = CaseSupervised(case=case.pk, level=case.level)
        changes |= {"due_at": due_at}
        advance(case, "supervise", by=SYSTEM, now=now, event=told, changes=changes, limits={SUPERVISE: limit})
        return
    orders.withdraw_all("case", case.pk, reason=str(_("A new order takes its place: the answer was not accepted.")), now=now)
    order = issue_again(case, unit=unit, by=SYSTEM, now=now)
    changes |= {"level": order.level, "due_at": order.due_at, "lead_unit": unit}
    event = CaseReopened(case=case.pk, level=order.level, order=order.pk)
    advance(case, "reopen", by=SYSTEM, now=now, event=event, changes=changes, limits={HANDLE: order.limit(HANDLE)})


def _unit_again(case: Case, now: datetime) -> Unit | None:
    """The unit that must do it again: who led it last. None where none did, where it was sent another way, or where that
    unit was dissolved or is complained about by now."""
    if case.ending == "redirected":
        return None
    lead = Order.objects.on("case", case.pk).filter(part=Order.LEAD, state="reported").order_by("-pk").first()
    unit = lead.unit if lead else case.lead_unit
    return unit if unit is not None and orders.may_be_given(matter(case), unit, now) else None


def _nobody_waits(case: Case, ending: str, *, now: datetime) -> None:
    orders.withdraw_all("case", case.pk, reason=str(_("The resident has withdrawn the concern.")), now=now)
    changes = {"ending": ending, "closed_at": now, "open": False, "due_at": None}
    event = CaseClosed(case=case.pk, ending=ending)
    advance(case, "withdraw", by=SYSTEM, now=now, event=event, changes=changes)
    drop_proposal(case)
