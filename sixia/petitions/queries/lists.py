"""The work lists of petition offices, units and reviewing organs. Knows no request."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from sixia.cases.models import Case
from sixia.kit.models import Clock
from sixia.people.models import in_words
from sixia.people.rules import HANDLER, UNIT_HEAD
from sixia.petitions import flow, standing
from sixia.petitions.models import Notice, Petition
from sixia.petitions.rules.documents import TO_SERVE

RELATED = ("case__place", "unit", "organ", "upper", "office")


def registered(who: Any) -> QuerySet[Petition]:
    """Petitions of the reader's petition offices."""
    return _as(who, flow.REGISTRAR)


def of_units(who: Any) -> QuerySet[Petition]:
    """Petitions that the reader's units must handle."""
    return _as(who, flow.UNIT)


def to_review(who: Any) -> QuerySet[Petition]:
    """Petitions that the reader's organ reviews or re-reviews, or did."""
    return _as(who, flow.ORGAN, flow.UPPER)


def units_in(rows: QuerySet[Petition]) -> list[tuple[int, str]]:
    """The units in charge of these petitions, as choices."""
    found = rows.filter(unit__isnull=False).order_by("unit__path").values_list("unit", "unit__name", "unit__name_en")
    return list({pk: in_words(name, name_en) for pk, name, name_en in found.distinct()}.items())


def unserved(who: Any) -> QuerySet[Notice]:
    """Documents not served yet that the reader may note the service of."""
    units = who.unit_ids
    rows = Notice.objects.filter(served_at=None, kind__in=TO_SERVE, petition__in=Petition.objects.visible_to(who))
    return rows.filter(Q(unit__in=units) | Q(petition__office__in=units)).select_related("petition__case", "unit")


def to_register(who: Any) -> QuerySet[Case]:
    """Cases on the petition track that nobody has registered, which the reader may register."""
    offices = tuple({post.scope for post in standing.office_posts(who)})
    if not offices:
        return Case.objects.none()
    taken = Exists(Petition.objects.filter(case=OuterRef("pk")))
    return Case.objects.visible_to(who).filter(~Q(taken), track="petition", open=True, state="heard")


def waiting(who: Any) -> tuple[QuerySet[Any], ...]:
    """Petitions that wait for the petition office: to be passed on, or with an objection."""
    return (registered(who).filter(state__in=(flow.REGISTERED, flow.OBJECTED)),)


def units_waiting(who: Any) -> tuple[QuerySet[Any], ...]:
    """Those that wait for the reader's units."""
    return (of_units(who).filter(state__in=(flow.SENT, flow.ACCEPTED)),)


def reviews_waiting(who: Any) -> tuple[QuerySet[Any], ...]:
    """Reviews that wait for the reader's organ."""
    return (to_review(who).filter(state__in=(flow.REVIEWING, flow.REREVIEWING)),)


def handles(who: Any) -> bool:
    """Whether the reader handles or heads anywhere."""
    return who is not None and who.has(HANDLER, UNIT_HEAD)


def keeps_register(who: Any) -> bool:
    """Whether the reader registers petitions."""
    return who is not None and bool(standing.office_posts(who))


def _as(who: Any, *roles: str) -> QuerySet[Petition]:
    """Petitions in which the reader has one of these roles."""
    found: Q | None = None
    for role in roles:
        q = standing.STANDING[role](who)
        if q is not None:
            found = q if found is None else found | q
    if found is None:
        return Petition.objects.none()
    own = Concat(Value("petition:"), Cast(OuterRef("pk"), CharField()))
    unsure = Clock.objects.filter(owner=own, stopped_at=None, provisional=True, due_at=OuterRef("due_at"))
    return Petition.objects.filter(found).select_related(*RELATED).annotate(provisional=Exists(unsure))
