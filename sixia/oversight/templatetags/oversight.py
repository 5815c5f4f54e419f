"""Template tags of this room: tones of states, and to whom something was promised. Knows no request."""

from datetime import date, datetime
from typing import Final

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.cases.queries.public import unit_name
from sixia.oversight.flow import BROKEN, CLAIMED, KEPT, NAMED, PROPOSED, VACANT
from sixia.oversight.models import Charge, Promise
from sixia.oversight.queries.proposals import in_words
from sixia.oversight.rules import TO_CASE, TO_GROUP, TO_VOICE
from sixia.people.models import Unit
from sixia.ui.parts import Tone

register = template.Library()
PROMISE: Final[dict[str, Tone]] = {CLAIMED: "warn", KEPT: "ok", BROKEN: "bad"}
CHARGE: Final[dict[str, Tone]] = {PROPOSED: "warn", NAMED: "", VACANT: "bad"}


@register.filter
def promise_tone(promised: Promise) -> Tone:
    """The tone of a promise's state."""
    return PROMISE.get(promised.state, "plain")


@register.filter
def charge_tone(charge: Charge) -> Tone:
    """The tone of a charge's state."""
    return CHARGE.get(charge.state, "plain")


@register.filter
def addressee(promised: Promise) -> str:
    """To whom it was promised, without naming a person."""
    if promised.to == TO_VOICE:
        return _("the resident")
    if promised.to == TO_CASE:
        return _("everybody in the case")
    if promised.to == TO_GROUP:
        return promised.group
    return _("the people of %(place)s") % {"place": promised.place.name if promised.place else ""}


@register.filter
def punctual(promised: Promise) -> str:
    """For what was kept: on time or late; for what was broken and made good: that it was."""
    if promised.state == KEPT:
        return _("on time") if promised.on_time else _("late")
    return _("made good later") if promised.made_good_at else ""


@register.filter
def in_language(unit: Unit) -> str:
    """A unit's name in the reader's language."""
    return unit_name(unit)


@register.filter
def past(day: date, now: datetime) -> bool:
    """Whether this day lies behind."""
    return day < timezone.localdate(now)


@register.filter
def reasons(charge: Charge) -> str:
    """The criteria that were met when it was proposed."""
    return "；".join(in_words([(name, number) for name, number in charge.reasons]))
