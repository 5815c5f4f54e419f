"""Turning a petition away, with reasons in writing: another lawful way, or not accepted. The duty to explain and help remains."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.actions import Reply
from sixia.cases.models import Answer
from sixia.catalog.queries import rulebook
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.petitions.actions.base import aim, facts, head, label, publish, require, spoken
from sixia.petitions.actions.route import in_hand_below
from sixia.petitions.events import PetitionRedirected, PetitionRefused
from sixia.petitions.flow import BINDING
from sixia.petitions.models import Notice, Petition
from sixia.petitions.rules import FINALITY, GROUNDS, IN_HAND
from sixia.petitions.rules.documents import Redirection, Refusal, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why, by what law, and what can be done against it; for a refusal also the explanation and help that go on."""

    reasons: str
    basis: str
    remedies: str
    help_note: str = ""


@alone
def redirect(petition: Petition, *, ways: tuple[str, ...], why: Reasons, by: Actor, now: datetime) -> Notice:
    """Name the lawful ways that decide this: court, arbitration, reconsideration, appeal (Arts. 22, 28, 31), in a reasoned
    notice. `ways` are codes of the rules in force. Raises Refused."""
    document = Redirection(
        **head(petition, _issuer(petition), now),
        ways=tuple(asdict(_way(petition, code)) for code in ways),
        reasons=why.reasons,
        basis=why.basis,
        remedies=why.remedies,
    )
    require(document, "redirect")
    event = PetitionRedirected(ways=list(ways), **facts(petition))
    issuer, changes = _issuer(petition), {"open": False, "ended_at": now, "due_at": None}
    advance(petition, "redirect", by=by, now=now, given={"ways": ways}, event=event, changes=changes)
    named = "\n".join(f"{way['name']}：{way['advice']}{way['remedy']}" for way in document.ways)
    reply = Reply(text=f"{why.reasons}\n\n{named}", basis=why.basis, remedies=why.remedies)
    notice = publish(petition, document, unit=issuer, by=by, now=now)
    cases.conclude(petition.case, reply=reply, kind=Answer.REDIRECT, ending="redirected", by=by, now=now)
    aim(petition)
    return notice


@alone
def refuse(petition: Petition, *, ground: str, why: Reasons, by: Actor, now: datetime) -> Notice:
    """Do not accept it, or not again (Arts. 19, 23, 36). The notice names the ground, the law, the remedies, and the help that
    goes on (Art. 37). Raises Refused, also where the ground does not hold."""
    issuer = _issuer(petition)
    document = Refusal(
        **head(petition, issuer, now),
        ground=label(GROUNDS, ground) if ground else "",
        reasons=why.reasons,
        basis=why.basis,
        remedies=why.remedies,
        help_note=why.help_note,
    )
    require(document, "refuse")
    given = {"ground": ground, "doubt": _doubt(petition, ground, now)}
    changes = {"open": False, "ended_at": now, "due_at": None, "outcome": ground}
    advance(
        petition, "refuse", by=by, now=now, given=given, event=PetitionRefused(ground=ground, **facts(petition)), changes=changes
    )
    reply = Reply(text=f"{document.ground}\n\n{why.reasons}\n\n{why.help_note}", basis=why.basis, remedies=why.remedies)
    notice = publish(petition, document, unit=issuer, by=by, now=now)
    cases.conclude(petition.case, reply=reply, kind=Answer.EXPLANATION, ending="refused", by=by, now=now)
    aim(petition)
    return notice


def _doubt(petition: Petition, ground: str, now: datetime) -> str | Promise | None:
    """Why this ground does not hold, or None."""
    if ground not in dict(GROUNDS):
        return _("Choose one of the grounds.")
    if ground == FINALITY:
        if petition.earlier is None or petition.earlier.state not in BINDING:
            return _("No earlier petition about this is final. Name the one it repeats.")
        if petition.new_facts:
            return _("New facts were told: it is not the same matter and must be looked at.")
    if ground == IN_HAND and not in_hand_below(petition, now):
        return _("The earlier petition is not in hand, or its limit has passed: it may be taken here.")
    return None


def _issuer(petition: Petition) -> Unit:
    return petition.unit if petition.unit is not None and petition.state != "registered" else petition.office


def _way(petition: Petition, code: str) -> Way:
    try:
        row = rulebook(petition.case.edition_id).redirect(code)
    except (LookupError, StopIteration):
        raise Refused("guard", _("This lawful way is not in the rules."), move="redirect", fields=["ways"]) from None
    return Way(
        code=row.code,
        name=spoken(row.name),
        advice=spoken(row.advice),
        remedy=spoken(row.remedy),
        contact=row.contact,
        days=row.days,
        source=spoken(row.source),
    )
