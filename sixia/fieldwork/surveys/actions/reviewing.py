"""Review of what was filled in: approved, sent back, set aside, taken in again; and reading what is personal in it."""

import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys.events import (
    FillingApproved,
    FillingRestored,
    FillingSentBack,
    FillingSetAside,
    PersonalAnswersRead,
)
from sixia.fieldwork.surveys.flow import OFFICE
from sixia.fieldwork.surveys.models import Submission
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor


@alone
def approve(row: Submission, *, by: Actor, now: datetime) -> None:
    """It was read and is in order."""
    event = FillingApproved(survey=row.survey_id, submission=row.pk)
    advance(row, "approve", by=by, now=now, changes={"reviewed_at": now, "reason": ""}, event=event)


@alone
def send_back(row: Submission, *, reason: str, by: Actor, now: datetime) -> None:
    """Whoever filled it in is asked to correct it; the corrected one takes its place."""
    if row.by_id is None:
        raise Refused("guard", _("It came by the public link: nobody is known who could correct it."), move="send_back")
    said = reason.strip()[:1000]
    event = FillingSentBack(survey=row.survey_id, submission=row.pk, reason=Words(said))
    advance(row, "send_back", by=by, now=now, given={"reason": said}, changes={"reviewed_at": now, "reason": said}, event=event)


@alone
def set_aside(row: Submission, *, reason: str, by: Actor, now: datetime) -> None:
    """It does not count; it stays and says why."""
    said = reason.strip()[:1000]
    event = FillingSetAside(survey=row.survey_id, submission=row.pk, reason=Words(said))
    advance(row, "set_aside", by=by, now=now, given={"reason": said}, changes={"reviewed_at": now, "reason": said}, event=event)


@alone
def restore(row: Submission, *, by: Actor, now: datetime) -> None:
    """It counts again."""
    event = FillingRestored(survey=row.survey_id, submission=row.pk)
    advance(row, "restore", by=by, now=now, changes={"reviewed_at": None, "reason": ""}, event=event)


@alone
def read_personal(row: Submission, *, reason: str, by: Actor, now: datetime) -> dict[str, Any]:
    """The personal answers by question; who read them and why is written down. Raises Refused."""
    if OFFICE not in row.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="read")
    if not reason.strip():
        raise Refused("missing", _("Say what you need it for."), move="read", fields=["reason"])
    event = PersonalAnswersRead(survey=row.survey_id, submission=row.pk, reason=Words(reason.strip()[:200]))
    tell(event, by=by, about=row.stream, now=now)
    found: dict[str, Any] = json.loads(row.sealed) if row.sealed else {}
    return found
