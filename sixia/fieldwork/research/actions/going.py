"""Going out for a topic and going back to look: each outing is a visit in the one register of visits."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.research.actions.planning import may
from sixia.fieldwork.research.events import OutingPlanned, ReturnJudged
from sixia.fieldwork.research.flow import ANALYSING, CONCLUDED, FIELD, PLANNED
from sixia.fieldwork.research.models import Outing, Site, Topic
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.flow import HELD
from sixia.fieldwork.visits.rules import RESEARCH
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.models import Account
from sixia.places.models import Place


@alone
def go(
    topic: Topic,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    now: datetime,
    site: Site | None = None,
    place: Place | None = None,
    led_by: Account | None = None,
    members: Collection[Account] = (),
    announced: bool = False,
    back_to: Outing | None = None,
    client: UUID | None = None,
) -> Outing:
    """Plan a visit for the topic, unannounced unless said otherwise; with `back_to` it goes back to look what came of it.

    Sent twice under the same `client` it is planned once. Refused: role, state, missing, guard.
    Source: 四不两直: no notice, no greeting, straight to the spot (domain 4.1).
    """
    known = Outing.objects.filter(visit__client=client).first() if client else None
    if known is not None:
        return known
    may(topic, by, *((ANALYSING, CONCLUDED) if back_to else (PLANNED, FIELD)))
    site = back_to.site if back_to and site is None else site
    spot = place or (site.place if site else None) or (back_to.visit.place if back_to else None)
    if spot is None:
        raise Refused("missing", _("Choose a site, or name the place."), move="go", fields=["site"])
    if back_to is not None and (back_to.topic_id != topic.pk or back_to.visit.state != HELD):
        raise Refused("guard", _("Choose a visit of this topic that was held."), move="go", fields=["back_to"])
    visit = visits.plan(
        by=by,
        now=now,
        title=topic.title,
        purposes=(RESEARCH,),
        place=spot,
        unit=topic.unit,
        starts_at=starts_at,
        ends_at=ends_at,
        led_by=led_by or topic.lead,
        members=tuple(members),
        announced=announced,
        returns_to=back_to.visit if back_to else None,
        client=client,
    )
    made = Outing(topic=topic, visit=visit, site=site, back=back_to is not None)
    made.save(force_insert=True)
    tell(OutingPlanned(topic=topic.pk, outing=made.pk, visit=visit.pk, back=made.back), by=by, about=topic.stream, now=now)
    return made


@alone
def judge(outing: Outing, *, result: str, words: str, by: Actor, now: datetime) -> None:
    """Write down what going back showed; once it was held. Refused: role, state, missing, guard."""
    may(outing.topic, by, ANALYSING, CONCLUDED)
    if not outing.back or outing.visit.state != HELD:
        raise Refused("guard", _("Only a return visit that was held can show something."), move="judge")
    said = clean(words)
    if result not in dict(Outing.RESULTS) or not said:
        raise Refused(
            "missing", _("Say how it stands, and in a sentence what was seen."), move="judge", fields=["result", "words"]
        )
    Outing.objects.filter(pk=outing.pk).update(result=result, words=said, judged_at=now)
    outing.result, outing.words, outing.judged_at = result, said, now
    event = ReturnJudged(topic=outing.topic_id, outing=outing.pk, result=result, words=Words(said))
    tell(event, by=by, about=outing.stream, now=now)
