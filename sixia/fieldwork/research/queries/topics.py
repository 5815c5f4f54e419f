"""A topic and all that lies in it, and the register of topics with its counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sixia.cases.models import Case
from sixia.fieldwork.research.flow import OPEN
from sixia.fieldwork.research.models import Dissection, Evidence, Finding, Interview, Outing, Site, Topic, TopicRows
from sixia.fieldwork.research.standing import free
from sixia.fieldwork.surveys.models import Survey
from sixia.fieldwork.visits.models import Visit
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.problems.models import Problem

RELATED = ("unit__place", "lead", "place__parent")


def _number(rows: Any, **only: Any) -> Coalesce:
    mine = rows.filter(topic=OuterRef("pk"), **only).order_by().values("topic").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(mine), 0)


def register(rows: TopicRows) -> QuerySet[Topic]:
    """Topics with how much lies in each: sites, interviews, findings, findings that have become something, return visits."""
    return rows.select_related(*RELATED).annotate(
        sites_n=_number(Site.objects.filter(left_at=None)),
        interviews_n=_number(Interview.objects.filter(withdrawn_at=None)),
        findings_n=_number(Finding.objects.all()),
        became_n=_number(Finding.objects.exclude(into="")),
        returned_n=_number(Outing.objects.filter(back=True).exclude(result="")),
    )


def late(rows: QuerySet[Topic], today: date) -> QuerySet[Topic]:
    """Topics past their end that are not concluded."""
    return rows.filter(state__in=OPEN, until__lt=today)


def unconverted(rows: Any) -> Any:
    """Concluded topics with a finding that has become nothing yet: asked, and not solved."""
    return rows.filter(state="concluded", findings_n__gt=F("became_n"))


@dataclass(frozen=True, slots=True)
class Went:
    """One outing with its visit where the reader may see that, else None."""

    outing: Outing
    visit: Visit | None


def outings(topic: Topic, who: Actor) -> list[Went]:
    """The outings of a topic. One whose visit the reader may not see (an unannounced one that lies ahead) is left out."""
    rows = Outing.objects.filter(topic=topic, visit__in=Visit.objects.visible_to(who).values("pk"))
    found = rows.select_related("visit__place", "visit__led_by", "site__place").annotate(heard_n=Count("interviews"))
    return [Went(row, row.visit) for row in found.order_by("visit__starts_at", "pk")]


def outing(pk: int, who: Actor) -> Outing | None:
    """One outing whose topic and visit the reader may see."""
    topics, visits = Topic.objects.visible_to(who), Visit.objects.visible_to(who)
    rows = Outing.objects.filter(topic__in=topics.values("pk"), visit__in=visits.values("pk"))
    return rows.select_related("visit__place", "site__place", "topic").filter(pk=pk).first()


def surveys(topic: Topic, who: Actor) -> list[Survey]:
    """The surveys that belong to a topic, as far as the reader may see them."""
    return list(Survey.objects.visible_to(who).filter(pk__in=topic.surveys.values("pk")).order_by("pk"))


def own(rows: QuerySet[Topic], who: Actor) -> QuerySet[Topic]:
    """Those on which the reader works."""
    return rows.filter(pk__in=Topic.objects.of(who).values("pk"))


def asking(rows: Any) -> QuerySet[Unit]:
    """The units whose topics these findings belong to."""
    return Unit.objects.filter(pk__in=rows.order_by().values("topic__unit")).order_by("path")


def no_unit() -> QuerySet[Unit]:
    """Nothing to choose from yet."""
    return Unit.objects.none()


def findings_of(topic: Topic, who: Actor) -> list[Finding]:
    """All findings of a topic."""
    return findings(Finding.objects.filter(topic=topic), who)


def findings(rows: QuerySet[Finding], who: Actor) -> list[Finding]:
    """Findings with their places and their evidence as far as the reader may see it; problems only where they may."""
    seen = Evidence.objects.filter(free(who, "case")) | Evidence.objects.filter(case=None)
    seen = seen.select_related("interview__place", "outing__visit__place", "case").order_by("pk")
    found: list[Any] = list(
        rows.select_related("topic__unit")
        .prefetch_related("places", Prefetch("evidence", queryset=seen, to_attr="rests_on"))
        .order_by("pk")
    )
    visible = Problem.objects.visible_to(who).in_bulk([row.problem_id for row in found if row.problem_id])
    for row in found:
        row.shown_problem = visible.get(row.problem_id or 0)
    return found


def dissections(topic: Topic, who: Actor) -> list[Dissection]:
    """The cases taken apart that the reader may see, with how many reasons each has."""
    rows = Dissection.objects.visible_to(who).filter(topic=topic).select_related("case__place")
    return list(rows.annotate(whys_n=Count("whys", distinct=True), stops_n=Count("stops", distinct=True)).order_by("pk"))


def groups(topic: Topic) -> list[tuple[str, int, int]]:
    """How many interviews there are per group, and how many people answered; the most first."""
    labels = dict(Interview.GROUPS)
    rows = Interview.objects.filter(topic=topic, withdrawn_at=None).values_list("group", "people")
    counts: dict[str, list[int]] = {}
    for group, people in rows:
        counts.setdefault(group, []).append(people)
    ordered = sorted(counts.items(), key=lambda one: (-len(one[1]), one[0]))
    return [(str(labels[group]), len(found), sum(found)) for group, found in ordered]


def cases_near(topic: Topic, who: Actor) -> QuerySet[Case]:
    """Cases worth taking apart: of the topic's places and category, the most passed around first."""
    rows = Case.objects.visible_to(who).filter(restricted=False, secret=False, place_path__startswith=topic.place_path)
    if topic.category:
        rows = rows.filter(category=topic.category)
    return rows.order_by("-hops", "-negatives", "-voices_count", "-pk")
