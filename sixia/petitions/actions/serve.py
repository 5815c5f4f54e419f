"""Service of documents: when and how a notice reached the petitioner. From then on run the terms against it (Arts. 35, 36)."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.people.actors import Actor
from sixia.petitions import flow
from sixia.petitions.actions.base import aim, facts, limit, today
from sixia.petitions.events import NoticeServed
from sixia.petitions.models import Notice
from sixia.petitions.rules import MEANS
from sixia.petitions.rules.documents import TO_SERVE

TELLING = frozenset({"acceptance", "refusal", "redirect", "opinion", "reply"})
"""Notices that fulfil the duty to tell the petitioner in writing (Art. 23)."""
TERMS = {("opinion", flow.DECIDED): flow.REVIEW_ASK, ("review", flow.REVIEWED): flow.REREVIEW_ASK}


@alone
def serve(notice: Notice, *, at: datetime, means: str, received_by: str, note: str = "", by: Actor, now: datetime) -> None:
    """Note that a document was handed over, posted, published, or sent electronically with consent (`note` says how it was
    given). The petitioner's term for a review begins on that day. Raises Refused."""
    petition = notice.petition
    given = {"at": at, "means": means, "received_by": received_by, "doubt": _doubt(notice, at, means, note, by, now)}
    event = NoticeServed(notice=notice.pk, kind=notice.kind, means=means, on=at.isoformat(), **facts(petition))
    changes = {"to_serve": petition.to_serve - (notice.kind in TO_SERVE)}
    advance(petition, "serve", by=by, now=now, given=given, event=event, changes=changes)
    notice.served_at, notice.means, notice.received_by = at, means, received_by.strip()[:80]
    notice.note, notice.noted_by_id = note.strip()[:200], by.account_id
    notice.save(update_fields=["served_at", "means", "received_by", "note", "noted_by"])
    if notice.kind in TELLING:
        clocks.stop(petition.key, [flow.TELL], now)
    term = TERMS.get((notice.kind, petition.state))
    allowed = limit(petition, term) if term and notice.stage == petition.stage else None
    if term and allowed is not None:
        clocks.start(petition.key, petition.stream, term, allowed, at)
    aim(petition)


def _doubt(notice: Notice, at: datetime, means: str, note: str, by: Actor, now: datetime) -> str | Promise | None:
    if notice.served_at is not None:
        return _("The service of this document has been noted already.")
    if notice.unit_id not in by.unit_ids and notice.petition.office_id not in by.unit_ids:
        return _("Only the unit that issued it, or the petition office, notes its service.")
    if at > now or today(notice.petition, at) < today(notice.petition, notice.made_at):
        return _("The day of service lies between the document’s own day and today.")
    if means not in dict(MEANS):
        return _("Say by which means it was served.")
    if means == "electronic" and not note.strip():
        return _("Electronic service needs consent: note when and how it was given.")
    return None
