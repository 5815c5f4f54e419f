"""Which villages and which groups were never reached, reached, or have understood: from sessions that were held."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from sixia.fieldwork.outreach import norms
from sixia.fieldwork.outreach.models import Audience, Check, Policy, Reach, Session
from sixia.fieldwork.outreach.rules import AFTER
from sixia.people.actors import Actor
from sixia.people.rules import ADMIN_ROLES
from sixia.places.models import Place
from sixia.places.rules.codes import VILLAGE

NEVER, REACHED, UNDERSTOOD = "never", "reached", "understood"
MOST_ON_MAP: Final = 400


def territory(actor: Actor) -> list[str]:
    """The paths within which the reader works."""
    roles = sorted(actor.roles - ADMIN_ROLES)
    return list(actor.scopes(*roles))


def understood(policy: Policy | None, now: datetime) -> QuerySet[Session]:
    """Held sessions after which, by the rules in force, enough people answered enough questions right."""
    checks = Check.objects.filter(session=OuterRef("pk"), moment=AFTER)
    if policy is not None:
        checks = checks.filter(version__policy=policy)
    sums = checks.order_by().values("session")
    share, least = norms.number("understood_share", now), norms.number("understood_people", now)
    found = Session.objects.filter(held_at__isnull=False).annotate(
        people=_sum(sums, "people"), asked=_sum(sums, "tallies__asked"), right=_sum(sums, "tallies__right")
    )
    return found.filter(people__gte=least, asked__gt=0, right__gte=F("asked") * share / 100.0)


def _sum(rows: QuerySet[Any, Any], column: str) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Sum(column)).values("n")), Value(0))


def villages(actor: Actor, policy: Policy | None, now: datetime) -> QuerySet[Place]:
    """Villages within the reader's territory (and the policy's), each with `times` it was reached, `last` when, `heads` how many
    people were there in all, `well` whether it was understood there."""
    rows = Place.objects.current(timezone.localdate(now)).at_level(VILLAGE).select_related("parent")
    inside = Q()
    for path in territory(actor):
        inside |= Q(path__gte=path, path__lt=path + "~")
    rows = rows.filter(inside) if inside else rows.none()
    reach = Reach.objects.filter(place=OuterRef("pk"), session__held_at__isnull=False)
    if policy is not None:
        rows = rows.filter(path__gte=policy.place_path, path__lt=policy.place_path + "~")
        reach = reach.filter(session__in=Session.objects.filter(policies=policy).values("pk"))
    grouped = reach.order_by().values("place")
    return rows.annotate(
        times=Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), Value(0)),
        last=Subquery(grouped.annotate(at=Max("session__visit__starts_at")).values("at")),
        heads=Coalesce(Subquery(grouped.annotate(n=Sum("session__audience")).values("n")), Value(0)),
        well=Exists(reach.filter(session__in=understood(policy, now).values("pk"))),
    )


def state_of(village: Any) -> str:
    """Never reached, reached, or understood."""
    if village.well:
        return UNDERSTOOD
    return REACHED if village.times else NEVER


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of people: how many sessions were for it, how many people were there, how many sessions were understood."""

    name: str
    sessions: int
    heads: int
    well: int


def groups(actor: Actor, policy: Policy | None, now: datetime) -> list[GroupRow]:
    """Each group in force, those never reached too; sessions of visits the reader may see. Three queries."""
    rows = Session.objects.visible_to(actor).filter(held_at__isnull=False)
    if policy is not None:
        rows = rows.filter(policies=policy)
    keys = rows.values("pk")
    counted = Audience.objects.filter(session__in=keys).order_by().values("group")
    well = counted.filter(session__in=understood(policy, now).values("pk")).annotate(n=Count("pk"))
    sums = {
        row["group"]: (row["n"], row["heads"] or 0) for row in counted.annotate(n=Count("pk"), heads=Sum("session__audience"))
    }
    understood_by = {row["group"]: row["n"] for row in well}
    return [GroupRow(name, *sums.get(code, (0, 0)), understood_by.get(code, 0)) for code, name in norms.group_choices(now)]
