"""Choosing sites: by lot with a published seed, by need, or by hand; what was suggested stays beside what was chosen."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.research import norms
from sixia.fieldwork.research.actions.planning import may
from sixia.fieldwork.research.events import SiteChosen, SiteLeftOut, SitesSuggested
from sixia.fieldwork.research.flow import FIELD, PLANNED
from sixia.fieldwork.research.models import HAND, LOT, NEED, Site, Suggestion, Topic
from sixia.fieldwork.research.queries import sites as reads
from sixia.fieldwork.research.rules import lots, need
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.kit.models import Entry
from sixia.people.actors import Actor
from sixia.places.models import Place

MOST_POOL: Final = 5000
MOST_DRAWN: Final = 100


@alone
def suggest(topic: Topic, *, way: str, level: str, count: int, by: Actor, now: datetime) -> Suggestion:
    """A list of places by lot or by need; kept for ever, also where another one follows. Refused: role, state, guard.

    The seed is the seal of the topic's last journal entry: nobody chooses it, and everybody can compute the lots again. By need
    the lot decides only among places of equal need.
    """
    may(topic, by, PLANNED, FIELD)
    if way not in (LOT, NEED) or not 1 <= count <= MOST_DRAWN:
        raise Refused("guard", _("Name between 1 and 100 sites."), fields=["count"])
    pool = list(reads.candidates(topic, now, level)[: MOST_POOL + 1]) if level in reads.BELOW else []
    if not pool or len(pool) > MOST_POOL:
        raise Refused("guard", _("There is nothing to choose from at this level."), fields=["level"])
    seed = Entry.objects.filter(stream=topic.stream).order_by("-seq")[0].hash[:16]
    codes = {place.code: place for place in pool}
    weights = norms.weights(now)
    shown: dict[str, list[list[object]]] = {}
    if way == LOT:
        chosen = [codes[code] for code in lots.draw(seed, codes, count)]
    else:
        facts = reads.facts(topic, pool, weights, by, now)
        chosen = sorted(pool, key=lambda row: (-need.score(facts[row.pk], weights), lots.lot(seed, row.code)))[:count]
        shown = {str(place.pk): [[p.code, p.amount, p.points] for p in need.parts(facts[place.pk], weights)] for place in chosen}
    made = Suggestion(
        topic=topic,
        number=topic.suggestions.count() + 1,
        way=way,
        level=level,
        seed=seed,
        pool=sorted(codes) if way == LOT else [],
        suggested=[place.pk for place in chosen],
        shown=shown,
        weights=asdict(weights) if way == NEED else {},
        by_id=by.official_id,
        at=now,
    )
    made.save(force_insert=True)
    event = SitesSuggested(topic=topic.pk, way=way, number=made.number, pool=len(pool), places=made.suggested, seed=seed)
    tell(event, by=by, about=topic.stream, now=now)
    return made


@alone
def choose(
    topic: Topic, *, place: Place, by: Actor, now: datetime, suggestion: Suggestion | None = None, reason: str = ""
) -> Site:
    """Make it a site: as suggested, or by hand with a reason. Refused: role, state, missing, guard."""
    may(topic, by, PLANNED, FIELD)
    said = clean(reason)
    if suggestion is not None and (suggestion.topic_id != topic.pk or place.pk not in suggestion.suggested):
        suggestion = None
    if suggestion is None and not said:
        raise Refused("missing", _("It was not suggested: say why you go there."), move="choose", fields=["reason"])
    if not place.path.startswith(topic.place_path):
        raise Refused("guard", _("It lies outside the territory that is asked about."), move="choose", fields=["place"])
    known = topic.sites.filter(place=place, left_at=None).first()
    if known is not None:
        return known
    made = Site(topic=topic, place=place, way=suggestion.way if suggestion else HAND, suggestion=suggestion, reason=said, at=now)
    made.save(force_insert=True)
    words = Words(said) if said else None
    tell(SiteChosen(topic=topic.pk, site=made.pk, place=place.pk, way=made.way, reason=words), by=by, about=topic.stream, now=now)
    return made


@alone
def leave_out(site: Site, *, reason: str, by: Actor, now: datetime) -> None:
    """Take it out again, with the reason; it stays to be seen beside what was suggested."""
    may(site.topic, by, PLANNED, FIELD)
    said = clean(reason)
    if not said:
        raise Refused("missing", _("Say why it is left out."), move="leave_out", fields=["reason"])
    if site.outings.exists():
        raise Refused("guard", _("A visit there is planned or was held: it stays a site."), move="leave_out")
    if Site.objects.filter(pk=site.pk, left_at=None).update(left_at=now, reason=said):
        tell(SiteLeftOut(topic=site.topic_id, place=site.place_id, reason=Words(said)), by=by, about=site.stream, now=now)
