"""What waits for a second person: proposed answers and explanations, and requests to leave cases out. Knows no request."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from sixia.cases import standing
from sixia.cases.flow import HEAD, OVERSEER, REVIEWING, SUPERVISED
from sixia.cases.models import Answer, Case, Contact, Exclusion
from sixia.people.rules import LEADER, RESTRICTED_OFFICER


def _as(who: Any, *roles: str) -> Q | None:
    """The Q of cases in which `who` has one of these roles."""
    found: Q | None = None
    for role in roles:
        q = standing.CASE[role](who)
        if q is not None:
            found = q if found is None else found | q
    return found


def to_check(who: Any) -> QuerySet[Case]:
    """Cases with a proposed answer or explanation that `who` may check: never one's own."""
    mine = _as(who, HEAD, OVERSEER, RESTRICTED_OFFICER)
    reading = _as(who, OVERSEER, LEADER, RESTRICTED_OFFICER)
    either = Q(pk__in=[])
    either |= Q(state=REVIEWING) & mine if mine is not None else Q(pk__in=[])
    either |= Q(state=SUPERVISED) & reading if reading is not None else Q(pk__in=[])
    proposed = Answer.objects.filter(case=OuterRef("pk"), state=Answer.PROPOSED)
    waiting = Answer.objects.filter(state=Answer.PROPOSED).values("case_id")
    rows = (
        Case.objects.visible_to(who)
        .filter(either, pk__in=waiting)
        .annotate(
            proposed_at=Subquery(proposed.values("made_at")[:1]),
            proposed_by=Subquery(proposed.values("author_id")[:1]),
            proposed_name=Subquery(proposed.values("author__name")[:1]),
            proposed_kind=Subquery(proposed.values("kind")[:1]),
        )
    )
    return rows.filter(proposed_at__isnull=False).exclude(proposed_by=who.account_id).select_related("lead_unit")


def exclusions(who: Any) -> QuerySet[Exclusion]:
    """Requests to leave a case out of the figures, of cases that `who` oversees or whose lead unit they head."""
    seen = Case.objects.visible_to(who)
    mine = _as(who, OVERSEER, HEAD)
    cases = seen.filter(mine) if mine is not None else seen.none()
    return Exclusion.objects.filter(case__in=cases.values("pk")).select_related("case", "unit", "asked_by", "decided_by")


def contacts_of(case_id: int) -> list[Contact]:
    """Every attempt to reach residents of a case, newest first; one query for the whole page."""
    return list(Contact.objects.filter(case_id=case_id).select_related("by", "unit").order_by(F("at").desc(), "-pk"))
