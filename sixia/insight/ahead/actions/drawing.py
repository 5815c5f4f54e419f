"""A sample is asked for first and drawn afterwards: its seed is the seal of the entry that asked, which nobody can choose."""

from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.insight.ahead.events import SampleAsked, SampleDrawn
from sixia.insight.ahead.models import HOUSEHOLDS, WHATS, Sample
from sixia.insight.ahead.queries import samples
from sixia.insight.ahead.queries.needs import territories
from sixia.insight.ahead.standing import PLANNERS
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place
from sixia.problems.rules import draw

MOST: Final = 100


def draw_sample(*, unit: Unit, place: Place, what: str, most: int, by: Actor, now: datetime) -> Sample:
    """Draw by lot, by the rule by which residents are drawn who judge an outcome. Each draw is kept, also when another follows.
    Refused: role, guard, missing."""
    if unit.pk not in by.units(*PLANNERS) or not any(place.path.startswith(path) for path in territories(by)):
        raise Refused("role", _("You may not do this here."))
    if what not in dict(WHATS) or not 1 <= most <= MOST:
        raise Refused("guard", _("Draw between 1 and 100."), fields=["most"])
    names = samples.pool(what, place, by, now)
    if not names:
        raise Refused("missing", _("There is nobody to draw from here: no number of households, or no voices."), fields=["place"])
    with transaction.atomic():
        made = Sample(what=what, place=place, place_path=place.path, unit=unit, pool=len(names), at=now)
        made.names = [] if what == HOUSEHOLDS else names
        made.save(force_insert=True)
        digest = sha256("\n".join(names).encode()).hexdigest()
        asked = SampleAsked(sample=made.pk, what=what, place=place.pk, pool=len(names), most=most, digest=digest)
        made.seed = str(tell(asked, by=by, about=made.stream, now=now).hash)
        made.drawn = draw(made.seed, [(name, name) for name in names], most)
        made.save(update_fields=["seed", "drawn"])
        tell(SampleDrawn(sample=made.pk, seed=made.seed, drawn=made.drawn), by=by, about=made.stream, now=now)
    return made
