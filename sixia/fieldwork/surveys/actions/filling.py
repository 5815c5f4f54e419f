"""Taking in a filled form: once, by its name, whatever the way and the order in which things arrive."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys.events import FillingReplaced, FormFilled
from sixia.fieldwork.surveys.flow import AUTHOR, DRAFTED, FILLER, OFFICE, OPEN
from sixia.fieldwork.surveys.models import WAYS, Attachment, Form, Submission
from sixia.fieldwork.surveys.rules.answering import UNKNOWN, Checked, check
from sixia.fieldwork.surveys.rules.promised import promised
from sixia.fieldwork.visits.models import Visit
from sixia.kit.chain import canonical
from sixia.kit.events import Witness
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import Actor
from sixia.places.models import Place

AT_HAND: Final = ("web", "link", "paper")
"""Ways in which whoever fills in still sees the form: what does not fit is refused. Away from it, it is taken and marked."""


class Unfit(Refused):
    """Answers that do not fit the form; `faults` says by place what is wrong."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("guard", _("Some answers are missing or do not fit. They are marked below."), move="submit")
        self.faults = dict(faults)


class Conflict(Refused):
    """Another content has been sent under the same name before; that one stays."""

    def __init__(self) -> None:
        super().__init__("stale", _("A different form was sent under this name before. The first one was kept."), move="submit")


@dataclass(frozen=True, kw_only=True)
class _Filled:
    """What came in, as `submit` was given it."""

    form: Form
    client: UUID
    answers: Mapping[str, Any]
    visit: Visit | None
    place: Place | None
    via: str
    corrects: UUID | None
    sheet: str
    language: str
    digest: str


@dataclass(frozen=True)
class _Parts:
    open: dict[str, Any]
    sealed: str


def submit(
    form: Form,
    *,
    by: Actor,
    now: datetime,
    client: UUID,
    answers: Mapping[str, Any],
    visit: Visit | None = None,
    place: Place | None = None,
    attachments: Sequence[tuple[str, str]] = (),
    via: str = "web",
    corrects: UUID | None = None,
    sheet: str = "",
    language: str = "",
) -> Submission:
    """Take in a filled form named `client`; the same name twice gives what it led to the first time.

    `answers` are flat by question name (see `rules.answering`), `attachments` pairs of the name in the answers and the ticket of
    a held file. `corrects` names the one it takes the place of; that one may still be on its way. Raises Refused (`Unfit` for
    answers that do not fit and can still be corrected, `Conflict` for other content under the same name from a telephone).
    """
    digest = sha256(canonical([form.pk, dict(answers)]).encode("utf-8", "surrogatepass")).hexdigest()
    with transaction.atomic():
        hold(*(f"filling:{name}" for name in {client, corrects} if name))
        known = Submission.objects.filter(client=client).select_related("survey", "form").first()
        if known is None:
            known = _taken(
                _Filled(
                    form=form,
                    client=client,
                    answers=answers,
                    visit=visit,
                    place=place,
                    via=via,
                    corrects=corrects,
                    sheet=sheet,
                    language=language,
                    digest=digest,
                ),
                by=by,
                now=now,
            )
        elif via == "openrosa" and known.digest != digest:
            raise Conflict
        elif known.by_id != by.account_id:
            raise Refused("role", _("You may not do this here."), move="submit")
        _attach(known, attachments, by=by, now=now)
        return known


@transaction.atomic
def add_pictures(row: Submission, attachments: Sequence[tuple[str, str]], *, by: Actor, now: datetime) -> None:
    """Pictures that arrive after the form they belong to; one that is there already is left out. Raises Refused."""
    if not row.roles_of(by) & {AUTHOR, OFFICE}:
        raise Refused("role", _("You may not do this here."), move="attach")
    _attach(row, attachments, by=by, now=now)


def _taken(new: _Filled, *, by: Actor, now: datetime) -> Submission:
    form, survey = new.form, new.form.survey
    before = Submission.objects.filter(client=new.corrects).first() if new.corrects else None
    _may(new, before, by=by)
    done = check(form.questions, new.answers, now=timezone.localtime(now), language=new.language)
    if new.via in AT_HAND and done.faults:
        raise Unfit(done.faults)
    parts = _parted(form, done)
    row = Submission(survey=survey, form=form, state=Submission.FLOW.start, client=new.client, corrects=new.corrects, way=new.via)
    row.visit, row.place, row.by_id, row.sheet = new.visit, new.place, by.account_id, new.sheet
    row.answers, row.sealed, row.faults = parts.open, parts.sealed, done.faults
    row.digest, row.salt, row.received_at = new.digest, secrets.token_hex(16), now
    later = Submission.objects.filter(corrects=new.client).order_by("pk").first()
    row.replaced = later is not None
    row.save(force_insert=True)
    witness = Witness(row.salt, promised(row.answers, row.sealed))
    replaces = before.pk if before else None
    event = FormFilled(survey=survey.pk, submission=row.pk, form=form.pk, way=row.way, answers=witness, replaces=replaces)
    tell(event, by=by, about=row.stream, now=now, fresh=True)
    _replace(row, before, later, by=by, now=now)
    return row


def _replace(row: Submission, before: Submission | None, later: Submission | None, *, by: Actor, now: datetime) -> None:
    """The one it corrects counts no more; where the correction came first, this one does not from the beginning."""
    pairs = [(before, row)] if before is not None and not before.replaced else []
    pairs += [(row, later)] if later is not None else []
    for old, new in pairs:
        Submission.objects.filter(pk=old.pk).update(replaced=True)
        event = FillingReplaced(survey=old.survey_id, submission=old.pk, successor=new.pk)
        tell(event, by=by, about=old.stream, now=now)


def _may(new: _Filled, before: Submission | None, *, by: Actor) -> None:
    """Whether this may be taken in this way now. Raises Refused."""
    survey = new.form.survey
    if new.via not in dict(WAYS):
        raise LookupError(new.via)
    if new.via == "link":
        if not survey.shared or survey.state != OPEN:
            raise Refused("guard", _("This survey is not open to the public any more. Thank you all the same."), move="submit")
    elif not survey.roles_of(by) & {OFFICE, FILLER}:
        raise Refused("role", _("You may not do this here."), move="submit")
    elif survey.state == DRAFTED or (survey.state != OPEN and new.via == "web"):
        raise Refused("state", _("The survey is not being filled in at the moment."), move="submit")
    if before is not None and (before.survey_id != survey.pk or before.by_id != by.account_id):
        raise Refused("role", _("Only whoever filled it in corrects it."), move="submit")
    if new.sheet and not new.corrects and Submission.objects.filter(survey=survey, sheet=new.sheet).exists():
        raise Refused("guard", _("This sheet has been typed in already."), move="submit", fields=["sheet"])


def _parted(form: Form, done: Checked) -> _Parts:
    """What may be read by everybody who sees the row, and what is sealed."""
    personal = form.questions.personal()
    left, locked = _split(done.answers, personal)
    if done.unknown:
        locked[UNKNOWN] = done.unknown
    return _Parts(left, json.dumps(locked, ensure_ascii=False) if locked else "")


def _split(answers: Mapping[str, Any], personal: frozenset[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    left: dict[str, Any] = {}
    locked: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            pairs = [_split(row, personal) for row in value]
            left[name] = [pair[0] for pair in pairs]
            if any(pair[1] for pair in pairs):
                locked[name] = [pair[1] for pair in pairs]
        else:
            (locked if name in personal else left)[name] = value
    return left, locked


def _attach(row: Submission, attachments: Sequence[tuple[str, str]], *, by: Actor, now: datetime) -> None:
    there = set(Attachment.objects.filter(submission=row).values_list("name", flat=True)) if attachments else set()
    for name, ticket in attachments:
        if name in there or not ticket:
            continue
        for file in store.attach([ticket], about=row.key, stream=row.stream, by=by, now=now):
            Attachment.objects.create(submission=row, name=name[:255], file=file)
            there.add(name)
