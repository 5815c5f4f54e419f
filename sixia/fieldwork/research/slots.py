"""What this room shows elsewhere: one's own topics on the start page, what came of a visit, and what is known of a place."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sixia.fieldwork.research.flow import CONCLUDED, OPEN
from sixia.fieldwork.research.models import Evidence, Finding, Interview, Outing, Topic
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.sources import Block, Came
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.problems.grown import Where
from sixia.ui.slots import Filling

FEW = 5


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: topics one leads or works on that are not followed up; nothing for whoever has none."""
    if actor.account_id is None:
        return None
    rows = Topic.objects.of(actor).filter(state__in=(*OPEN, CONCLUDED)).select_related("unit").order_by("until", "pk")
    topics = list(rows[: FEW - 2])
    return ("research/slots/start.html", {"topics": topics, "today": timezone.localdate(timezone.now())}) if topics else None


def came_of(visit: Visit, who: Any) -> Iterator[Came]:
    """The topic a visit was made for, how many interviews it brought, and what going back showed."""
    outing = (
        Outing.objects.filter(visit=visit, topic__in=Topic.objects.visible_to(who).values("pk")).select_related("topic").first()
    )
    if outing is None:
        return
    url = reverse("desk_research_topic", args=[outing.topic_id])
    yield Came(_("Research topic"), outing.topic.title, url, outing.topic.state_label)
    heard = outing.interviews.filter(withdrawn_at=None).count()
    if heard:
        yield Came(_("Interviews"), ngettext("%(n)s interview", "%(n)s interviews", heard) % {"n": heard}, url)
    rows = Finding.objects.visible_to(who).filter(evidence__outing=outing).distinct().order_by("pk")
    for row in rows[:FEW]:
        yield Came(
            _("Finding"),
            row.words[:80],
            reverse("desk_research_finding", args=[row.pk]),
            row.get_into_display() if row.into else "",
        )
    if outing.result:
        yield Came(_("What the return visit showed"), outing.words[:80], url, outing.get_result_display())


def dossier(place: Place, who: Any, now: datetime) -> Iterator[Block]:
    """Topics that asked in a place, and what was found there, as far as `who` may see them."""
    rows = Finding.objects.visible_to(who).filter(places__path__startswith=place.path).distinct()
    total = rows.count()
    if total:
        came = tuple(
            Came(_("Finding"), row.words[:80], reverse("desk_research_finding", args=[row.pk]), row.topic.state_label)
            for row in rows.select_related("topic").order_by("-pk")[:FEW]
        )
        yield Block(_("Findings of research"), came, total, reverse("desk_research_findings"))


def findings(pks: Collection[int], who: Any) -> dict[int, Where]:
    """Where the findings behind a problem can be read, and the first interview each rests on; two queries."""
    seen = Finding.objects.visible_to(who).filter(pk__in=pks).values_list("pk", flat=True)
    talks = Interview.objects.visible_to(who).filter(withdrawn_at=None).values("pk")
    rows = Evidence.objects.filter(finding__in=pks, interview__in=talks).order_by("-interview__at", "-interview_id")
    first = dict(rows.values_list("finding_id", "interview_id"))
    words = {pk: reverse("desk_research_interview", args=[talk]) for pk, talk in first.items()}
    return {pk: Where(reverse("desk_research_finding", args=[pk]), words.get(pk, "")) for pk in seen}
