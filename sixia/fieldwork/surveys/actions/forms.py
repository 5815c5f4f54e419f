"""Taking in a form: the workbook is read within limits, compiled, turned into an XForm and kept; a version is never changed."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys.events import FormUploaded, SurveyDrafted
from sixia.fieldwork.surveys.models import Form, Survey
from sixia.fieldwork.surveys.rules.compiling import compile_form
from sixia.fieldwork.surveys.rules.other import written_out
from sixia.fieldwork.surveys.rules.workbook import Row, rows_of
from sixia.fieldwork.surveys.rules.xform import openrosa_hash, xform_of
from sixia.fieldwork.surveys.standing import RUNNERS
from sixia.kit.files import kinds, store
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place

LINK: Final = "23456789abcdefghjkmnpqrstuvwxyz"
LINK_SIGNS: Final = 10


def upload(raw: bytes, *, unit: Unit, place: Place | None = None, by: Actor, now: datetime, name: str = "") -> Form:
    """Take in an XLSForm of `unit`: a survey about `place` (the unit's territory by default), or a new version of one.

    `name` is what the file was called. Raises `rules.workbook.Unusable` with every fault, or Refused.
    """
    if not (by.is_system or unit.pk in by.units(*RUNNERS)):
        raise Refused("role", _("You may not do this here."), move="upload")
    sheets = written_out(rows_of(raw))
    made = compile_form(sheets)
    with transaction.atomic():
        hold(f"survey-name:{made['name']}")
        survey = Survey.objects.filter(name=made["name"]).first()
        if survey is not None and survey.unit_id != unit.pk:
            raise Refused("guard", _("Another unit has a survey with this form_id. Choose another one."), move="upload")
        survey = survey or _drafted(made["name"], made["title"], unit=unit, place=place or unit.place, by=by, now=now)
        return _version(survey, made, sheets, raw, file_name=name, by=by, now=now)


def _drafted(name: str, title: str, *, unit: Unit, place: Place, by: Actor, now: datetime) -> Survey:
    link = "".join(secrets.choice(LINK) for _sign in range(LINK_SIGNS))
    given = {"place": place, "place_path": place.path, "link": link, "made_by_id": by.account_id, "made_at": now}
    survey = Survey(name=name, title=title, unit=unit, state=Survey.FLOW.start, **given)
    survey.save(force_insert=True)
    tell(SurveyDrafted(survey=survey.pk, unit=unit.pk, name=name), by=by, about=survey.stream, now=now, fresh=True)
    return survey


def _version(
    survey: Survey, made: dict[str, object], sheets: dict[str, list[Row]], raw: bytes, *, file_name: str, by: Actor, now: datetime
) -> Form:
    digest = sha256(raw).hexdigest()
    version = str(made["version"]) or _next_version(survey, now)
    xform, definition = xform_of(sheets, version=version), {**made, "version": version}
    before = Form.objects.filter(survey=survey, version=version).first()
    if before is not None and (before.xform, before.definition) == (xform, definition):
        return before
    if before is not None:
        sentence = _(
            "There is a version %(version)s already, and a version never changes. Raise “version” on the sheet “settings”."
        )
        raise Refused("guard", sentence % {"version": version}, move="upload")
    form = Form(survey=survey, version=version, definition=definition, xform=xform, hash=openrosa_hash(xform))
    form.digest, form.made_by_id, form.made_at = digest, by.account_id, now
    form.save(force_insert=True)
    Survey.objects.filter(pk=survey.pk).update(title=str(made["title"]))
    tell(FormUploaded(survey=survey.pk, form=form.pk, version=version, digest=digest), by=by, about=survey.stream, now=now)
    kept = store.hold(raw, name=file_name or f"{survey.name}.xlsx", allowed=(kinds.EXCEL,), by=by, now=now)
    store.attach([kept.ticket], about=form.key, stream=survey.stream, by=by, now=now)
    return form


def _next_version(survey: Survey, now: datetime) -> str:
    """The day and a number, as ODK's own templates do."""
    day = f"{timezone.localdate(now):%Y%m%d}"
    return f"{day}{Form.objects.filter(survey=survey, version__startswith=day).count() + 1:02d}"
