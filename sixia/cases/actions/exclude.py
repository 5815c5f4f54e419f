"""Leaving a case out of a unit's figures: asked with a reason, decided by somebody else, always shown."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases.events import ExclusionAsked, ExclusionDecided
from sixia.cases.flow import HEAD, OVERSEER
from sixia.cases.models import Case, Exclusion
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor


@alone
def ask_exclusion(case: Case, *, reason: str, note: str, by: Actor, now: datetime) -> Exclusion:
    """The head of the lead unit asks; nothing is left out until somebody else has agreed."""
    if HEAD not in case.roles_of(by) or case.lead_unit_id is None:
        raise Refused("role", _("Only the head of the lead unit may ask for this."), move="ask_exclusion")
    if not note.strip():
        raise Refused("missing", _("Give the grounds."), move="ask_exclusion", fields=["note"])
    if reason not in dict(Exclusion.REASONS):
        raise Refused("guard", _("Choose from the list."), move="ask_exclusion", fields=["reason"])
    if Exclusion.objects.filter(case=case).exists():
        raise Refused("guard", _("This has been asked already."), move="ask_exclusion")
    row = Exclusion.objects.create(
        case=case, unit_id=case.lead_unit_id, reason=reason, note=note.strip(), asked_by_id=by.official_id, asked_at=now
    )
    event = ExclusionAsked(case=case.pk, unit=case.lead_unit_id, reason=reason, note=Words(note.strip()))
    tell(event, by=by, about=case.key, now=now)
    return row


@alone
def decide_exclusion(exclusion: Exclusion, *, granted: bool, by: Actor, now: datetime) -> None:
    """An overseer decides, never who asked."""
    case = exclusion.case
    if OVERSEER not in case.roles_of(by) or exclusion.asked_by_id == by.account_id:
        raise Refused("role", _("Somebody who oversees the unit must decide this."), move="decide_exclusion")
    claimed = Exclusion.objects.filter(pk=exclusion.pk, decided_at=None)
    if not claimed.update(granted=granted, decided_by_id=by.account_id, decided_at=now):
        raise Refused("stale", _("This has been decided already."), move="decide_exclusion")
    tell(ExclusionDecided(case=case.pk, granted=granted), by=by, about=case.key, now=now)
