"""Units' own Word templates: accepted after a trial, taken out of use. The only writers of this room."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.papers.checking import check
from sixia.papers.events import TemplateAccepted, TemplateRetired
from sixia.papers.models import Template
from sixia.papers.rules.kinds import KINDS
from sixia.people.actions.may import need
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.people.rules import SYSTEM_ADMIN


@transaction.atomic
def accept_template(unit: Unit, kind: str, *, data: bytes, note: str = "", by: Actor, now: datetime) -> Template:
    """Let a Word file hold for this kind of paper from now on, in this unit and all below it that have none of their own.

    It is read and filled with sample data first. What was issued before keeps the version of its day.
    Raises Refused, and `checking.Unfit` with every fault of the file.
    """
    need(by, SYSTEM_ADMIN)
    if kind not in KINDS:
        raise Refused("guard", _("There is no such kind of paper."), fields=["kind"])
    check(data, KINDS[kind])
    hold(f"unit:{unit.pk}")
    rows = Template.objects.filter(unit=unit, kind=kind)
    digest = sha256(data).hexdigest()
    if rows.filter(ended_at=None, sha256=digest).exists():
        raise Refused("state", _("This very file holds already."), fields=["file"])
    rows.filter(ended_at=None).update(ended_at=now)
    made = Template(
        unit=unit,
        kind=kind,
        version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
        file=data,
        sha256=digest,
        size=len(data),
        note=note.strip()[:200],
        made_at=now,
        made_by_id=by.account_id,
    )
    made.save(force_insert=True)
    event = TemplateAccepted(template=made.pk, unit=unit.pk, kind=kind, version=made.version, sha256=digest)
    tell(event, by=by, about=f"unit:{unit.pk}", now=now)
    return made


@transaction.atomic
def retire_template(template: Template, *, by: Actor, now: datetime) -> None:
    """Take a template out of use; papers take the nearest superior unit's or the built-in one again. Raises Refused."""
    need(by, SYSTEM_ADMIN)
    hold(f"unit:{template.unit_id}")
    if not Template.objects.filter(pk=template.pk, ended_at=None).update(ended_at=now):
        raise Refused("state", _("This template is out of use already."))
    template.ended_at = now
    event = TemplateRetired(template=template.pk, unit=template.unit_id, kind=template.kind, version=template.version)
    tell(event, by=by, about=f"unit:{template.unit_id}", now=now)
