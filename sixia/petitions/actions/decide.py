"""Decisions: the written opinion, its review and re-review, answers to suggestions, asking for a review, finality by lapse."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.actions import Reply
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.clocks import Limit
from sixia.kit.events import Words
from sixia.orders.rules import Norms
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.petitions import flow
from sixia.petitions.actions.base import (
    aim,
    due_of,
    end_order,
    facts,
    final_date,
    head,
    inform,
    label,
    needed,
    publish,
    require,
    sign,
    spoken,
)
from sixia.petitions.actions.handle import acting
from sixia.petitions.events import PetitionDecided, PetitionLapsed, PetitionSetAside, ReviewAsked, SuggestionAnswered
from sixia.petitions.models import Notice, Petition
from sixia.petitions.queries.organs import organ_of
from sixia.petitions.rules import FIRST, OUTCOMES, REREVIEW, REVIEW, REVIEW_OUTCOMES
from sixia.petitions.rules.documents import Document, Opinion, RereviewOpinion, ReviewOpinion, SuggestionReply

FINALITY = _("This opinion is final. The same facts and reasons are not accepted again (Art. 36).")
ASKED = _("Your request was passed to the organ one level up. It must answer in writing by %(day)s.")
LAPSED = _("Nobody asked for a review in time: the opinion is final. If there are new facts, tell us anew.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an opinion says: facts and reasons, outcome, the opinion itself, its legal basis, and the remedies; in the last
    opinion the help that goes on. `report` is the result for the petition office where the petition was assigned."""

    facts: str
    outcome: str
    opinion: str
    basis: str
    remedies: str = ""
    help_note: str = ""
    report: str = ""

    def reply(self, outcomes: Any) -> Reply:
        """As residents read it."""
        text = "\n\n".join(part for part in (self.facts, label(outcomes, self.outcome), self.opinion, self.help_note) if part)
        return Reply(text=text, basis=self.basis, remedies=self.remedies)


@alone
def decide(petition: Petition, finding: Finding, *, by: Actor, now: datetime) -> Notice:
    """The unit's written opinion (Art. 32). Any part missing refuses it, naming the parts. Residents read it at once; the
    term for a review runs from the day it is served. Raises Refused."""
    unit = petition.unit or petition.office
    document = Opinion(**head(petition, unit, now), **_parts(finding, OUTCOMES))
    require(document, "decide")
    event = PetitionDecided(
        unit=unit.pk, stage=FIRST, outcome=finding.outcome, report=Words(finding.report) or None, **facts(petition)
    )
    changes = {"outcome": finding.outcome, "decided_at": now}
    advance(petition, "decide", by=by, now=now, given={"report": finding.report}, event=event, changes=changes)
    return _conclude(petition, document, finding.reply(OUTCOMES), unit, by=by, now=now)


@alone
def answer(petition: Petition, *, text: str, by: Actor, now: datetime) -> Notice:
    """Answer a suggestion: what is adopted, what not, and why (Art. 29)."""
    unit = petition.unit or petition.office
    document = SuggestionReply(**head(petition, unit, now), text=text)
    event = SuggestionAnswered(unit=unit.pk, **facts(petition))
    advance(petition, "answer", by=by, now=now, given={"text": text}, event=event, changes=_over(now))
    return _conclude(petition, document, Reply(text=text), unit, ending="replied", by=by, now=now)


@alone
def ask_review(petition: Petition, *, reason: str, by: Actor, now: datetime) -> None:
    """The petitioner asks the organ one level up, within 30 days of the written opinion (Art. 35), or its superior within 30
    days of the review (Art. 36); by hand, or to the petition office which writes it down. Raises Refused."""
    again = petition.state == flow.REVIEWED
    move, term, clock = (
        ("ask_rereview", flow.REREVIEW_ASK, flow.REREVIEW) if again else ("ask_review", flow.REVIEW_ASK, flow.REVIEW)
    )
    given = {"reason": reason, "now": now, "until": due_of(petition, term)}
    Petition.FLOW.check(move, state=petition.state, roles=petition.roles_of(by), given=given, thing=petition)
    stage, organ, allowed = REREVIEW if again else REVIEW, organ_of(petition, now), needed(petition, clock)
    event = ReviewAsked(stage=stage, organ=organ.pk if organ else None, reason=Words(reason), **facts(petition))
    changes = {"stage": stage, "asked_at": now, "upper" if again else "organ": organ}
    advance(petition, move, by=by, now=now, given=given, event=event, changes=changes, limits={clock: allowed})
    if organ is not None:
        _entrust(petition, organ, allowed, by=by, now=now)
    due_at = due_of(petition, clock)
    aim(petition)
    if petition.case.open and due_at is not None:
        inform(petition, ASKED, by=by, now=now, day=final_date(petition, due_at))


@alone
def review(petition: Petition, finding: Finding, *, by: Actor, now: datetime) -> Notice:
    """The review opinion of the organ one level up (Art. 35): the opinion stands, is changed, or is set aside, in which case
    the unit handles it anew with the whole limit. Raises Refused."""
    move = "set_aside" if finding.outcome == "revoke" else "review"
    Petition.FLOW.check(move, state=petition.state, roles=petition.roles_of(by), given={}, thing=petition)
    if move == "set_aside":
        return _set_aside(petition, finding, by=by, now=now)
    unit = acting(petition)
    document = ReviewOpinion(**head(petition, unit, now), **_parts(finding, REVIEW_OUTCOMES), opinion_before=_before(petition))
    require(document, "review")
    event = PetitionDecided(unit=unit.pk, stage=REVIEW, outcome=finding.outcome, **facts(petition))
    advance(petition, "review", by=by, now=now, event=event, changes={"decided_at": now})
    return _conclude(petition, document, finding.reply(REVIEW_OUTCOMES), unit, by=by, now=now)


@alone
def rereview(petition: Petition, finding: Finding, *, by: Actor, now: datetime) -> Notice:
    """The re-review opinion, with which the petition is final (Art. 36); the duty to explain and to help goes on (Art. 37)."""
    Petition.FLOW.check("rereview", state=petition.state, roles=petition.roles_of(by), given={}, thing=petition)
    unit = acting(petition)
    document = RereviewOpinion(
        **head(petition, unit, now),
        **_parts(finding, REVIEW_OUTCOMES),
        opinion_before=_before(petition),
        finality=spoken(FINALITY),
        help_note=finding.help_note,
    )
    require(document, "rereview")
    event = PetitionDecided(unit=unit.pk, stage=REREVIEW, outcome=finding.outcome, **facts(petition))
    advance(petition, "rereview", by=by, now=now, event=event, changes={**_over(now), "decided_at": now})
    return _conclude(petition, document, finding.reply(REVIEW_OUTCOMES), unit, ending="final", by=by, now=now)


@alone
def lapse(petition: Petition, *, now: datetime) -> None:
    """The term for asking is over and nobody asked: the opinion is final, and residents are told."""
    event = PetitionLapsed(stage=petition.stage, **facts(petition))
    advance(petition, "lapse", by=SYSTEM, now=now, event=event, changes=_over(now))
    if petition.case.open:
        inform(petition, LAPSED, by=SYSTEM, now=now)
    cases.finish(petition.case, ending="final", now=now)


def _set_aside(petition: Petition, finding: Finding, *, by: Actor, now: datetime) -> Notice:
    unit, organ, allowed = petition.unit or petition.office, acting(petition), needed(petition, flow.HANDLE)
    document = ReviewOpinion(**head(petition, organ, now), **_parts(finding, REVIEW_OUTCOMES), opinion_before=_before(petition))
    require(document, "set_aside")
    due_at = clocks.build("", "", flow.HANDLE, allowed, now).due_at
    event = PetitionSetAside(unit=unit.pk, due=due_at.isoformat(), **facts(petition))
    limits = {flow.HANDLE: allowed}
    notice = publish(petition, document, unit=organ, by=by, now=now)
    changes = {"stage": FIRST, "outcome": "", "extensions": 0, "decided_at": None}
    advance(petition, "set_aside", by=by, now=now, event=event, changes=changes, limits=limits)
    sign(petition, by=by, now=now)
    end_order(petition, finding.opinion, now=now)
    _entrust(petition, unit, allowed, by=by, now=now)
    cases.notify(petition.case, reply=finding.reply(REVIEW_OUTCOMES), by=by, now=now)
    aim(petition)
    return notice


def _conclude(
    petition: Petition,
    document: Document,
    reply: Reply,
    unit: Unit,
    *,
    ending: str = "",
    by: Actor,
    now: datetime,
) -> Notice:
    notice = publish(petition, document, unit=unit, by=by, now=now)
    sign(petition, by=by, now=now)
    cases.conclude(petition.case, reply=reply, ending=ending, by=by, now=now)
    aim(petition)
    return notice


def _entrust(petition: Petition, unit: Unit, allowed: Limit, *, by: Actor, now: datetime) -> None:
    limits = Norms(handle=allowed, most_extensions=0, guided=True)
    cases.entrust(petition.case, unit=unit, limits=limits, basis="statutory", by=by, now=now)


def _parts(finding: Finding, outcomes: Any) -> dict[str, Any]:
    return {
        "facts": finding.facts,
        "outcome": label(outcomes, finding.outcome) if finding.outcome else "",
        "opinion": finding.opinion,
        "basis": finding.basis,
        "remedies": finding.remedies,
    }


def _before(petition: Petition) -> str:
    """Number and opinion of the newest opinion so far."""
    last = petition.notices.filter(kind__in=("opinion", "review")).order_by("-pk").first()
    return f"{last.unit.name} {last.number}\n{last.content['opinion']}" if last else ""


def _over(now: datetime) -> dict[str, Any]:
    return {"open": False, "ended_at": now, "due_at": None}
