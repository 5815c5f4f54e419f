"""A survey starts and ends, is opened to anybody by its link, and gets numbers for paper sheets."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys.events import (
    AnswersExported,
    SheetsPrinted,
    SurveyEnded,
    SurveyShared,
    SurveyStarted,
    SurveyUnshared,
)
from sixia.fieldwork.surveys.flow import FILLER, OFFICE
from sixia.fieldwork.surveys.models import Form, Survey
from sixia.fieldwork.surveys.rules.sheets import MOST_SHEETS
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import Actor

MOST_AT_ONCE: Final = 200


@alone
def open_survey(survey: Survey, *, by: Actor, now: datetime) -> None:
    """It can be filled in from now on."""
    advance(survey, "open", by=by, now=now, changes={"opened_at": now, "closed_at": None}, event=SurveyStarted(survey=survey.pk))


@alone
def close(survey: Survey, *, by: Actor, now: datetime) -> None:
    """It is over; what officials filled in before and send later is still taken."""
    advance(survey, "close", by=by, now=now, changes={"closed_at": now}, event=SurveyEnded(survey=survey.pk))


@alone
def share(survey: Survey, *, by: Actor, now: datetime) -> None:
    """Anybody who has the link may answer while the survey runs."""
    advance(survey, "share", by=by, now=now, changes={"shared": True}, event=SurveyShared(survey=survey.pk))


@alone
def unshare(survey: Survey, *, by: Actor, now: datetime) -> None:
    """The link answers no more."""
    advance(survey, "unshare", by=by, now=now, changes={"shared": False}, event=SurveyUnshared(survey=survey.pk))


@transaction.atomic
def number_sheets(form: Form, *, count: int, by: Actor, now: datetime) -> range:
    """Numbers for `count` paper sheets of a form; no two sheets ever get the same. Raises Refused."""
    survey = form.survey
    if not survey.roles_of(by) & {OFFICE, FILLER}:
        raise Refused("role", _("You may not do this here."), move="print")
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused("guard", _("Print between 1 and %(most)d sheets at a time.") % {"most": MOST_AT_ONCE}, fields=["count"])
    hold(survey.stream)
    first = Form.objects.only("sheets").get(pk=form.pk).sheets + 1
    if first + count - 1 > MOST_SHEETS:
        raise Refused("guard", _("All numbers of this version are used. Upload the form as a new version."), fields=["count"])
    Form.objects.filter(pk=form.pk).update(sheets=first + count - 1)
    event = SheetsPrinted(survey=survey.pk, form=form.pk, first=first, last=first + count - 1)
    tell(event, by=by, about=survey.stream, now=now)
    return range(first, first + count)


@transaction.atomic
def record_export(survey: Survey, *, kind: str, by: Actor, now: datetime) -> None:
    """The answers are taken as a file. Raises Refused."""
    if OFFICE not in survey.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="export")
    tell(AnswersExported(survey=survey.pk, file=kind), by=by, about=survey.stream, now=now)
