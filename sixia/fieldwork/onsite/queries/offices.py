"""Reads about on-site offices: lists with their numbers, one with everything its page shows, and what residents may read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from sixia.cases.models import Case
from sixia.fieldwork.onsite.flow import BLOWN, CANCELLED, CONVENED, OPEN, PLANNED, SIGNED
from sixia.fieldwork.onsite.models import Act, Called, Item, Office, Whistle
from sixia.fieldwork.onsite.rules import DECIDING
from sixia.fieldwork.onsite.standing import CALLED
from sixia.kit.files import store
from sixia.kit.flow import Move
from sixia.kit.models import StoredFile
from sixia.kit.standing import roles_in_rows
from sixia.people.models import Unit
from sixia.problems.models import Problem

RELATED = ("visit__place__parent", "visit__unit__place", "visit__led_by", "signed_by")
PUBLIC = (CONVENED, OPEN, SIGNED, CANCELLED)
MOST_CALLED = 40
MARKING = ("arrive", "miss", "account")
"""What is written down while the meeting goes on, and refused before and after it."""


def with_counts(rows: QuerySet[Office]) -> QuerySet[Office]:
    """With how many items stand on the agenda, and how many of them are decided."""
    decided = Q(items__chosen=True, items__acts__kind__in=DECIDING)
    chosen = Q(items__chosen=True)
    counted = {
        "on_agenda": Count("items", filter=chosen, distinct=True),
        "decided": Count("items", filter=decided, distinct=True),
    }
    return rows.annotate(**counted)


def mine(rows: QuerySet[Office], account: int | None) -> QuerySet[Office]:
    """Those that an official hosts."""
    return rows.filter(visit__led_by=account)


def links(items: Iterable[Item | Whistle], who: Any) -> set[str]:
    """Names such as `case:7` of those things on the agenda whose own page the reader may open."""
    rows = list(items)
    cases = [item.case_id for item in rows if item.case_id]
    problems = [item.problem_id for item in rows if item.problem_id]
    open_cases = Case.objects.visible_to(who).filter(pk__in=cases).values_list("pk", flat=True) if cases else ()
    found = {f"case:{pk}" for pk in open_cases}
    seen = Problem.objects.visible_to(who).filter(pk__in=problems).values_list("pk", flat=True) if problems else ()
    return found | {f"problem:{pk}" for pk in seen}


def called(parent: Office | Whistle, who: Any) -> list[tuple[Called, list[Move]]]:
    """The units called to it, each with what the reader may do about it."""
    rows = Called.objects.visible_to(who).filter(**{type(parent).__name__.lower(): parent})
    found = list(rows.select_related("unit").order_by("unit__path")[:MOST_CALLED])
    if not found:
        return []
    roles = roles_in_rows(Called.objects.filter(pk__in=[row.pk for row in found]), CALLED, who)
    on = parent.state in (OPEN, BLOWN)
    return [(row, [move for move in row.moves_for(roles[row.pk]) if on or move.name not in MARKING]) for row in found]


def pictures(acts: Iterable[Act]) -> dict[str, list[StoredFile]]:
    """The files of acts, by act."""
    return store.of(*(act.key for act in acts))


def file_for(pk: int, who: Any) -> StoredFile | None:
    """A file of an act that the reader may see."""
    row = StoredFile.objects.filter(pk=pk, erased_at=None, about__startswith="onsite_act:").first()
    if row is None:
        return None
    act = row.about.partition(":")[2]
    return row if act.isdigit() and Act.objects.visible_to(who).filter(pk=int(act)).exists() else None


def public_offices() -> QuerySet[Office]:
    """Those that residents may read of: announced, with units called, going on, signed off, or called off after that."""
    told = Exists(Called.objects.filter(office=OuterRef("pk")))
    rows = Office.objects.filter(Q(state__in=(CONVENED, OPEN, SIGNED)) | (Q(state=CANCELLED) & told), visit__announced=True)
    return rows.exclude(state=PLANNED).select_related(*RELATED)


def public_office(pk: int) -> Office | None:
    """One of them."""
    return public_offices().filter(pk=pk).first()


def public_counts(office: Office) -> list[tuple[str, int]]:
    """How many items were decided in which way; no item is named, for behind each stands somebody."""
    if office.state != SIGNED:
        return []
    rows = Act.objects.filter(item__office=office, kind__in=DECIDING).order_by().values_list("kind").annotate(n=Count("pk"))
    counts = dict(rows)
    return [(str(label), counts[kind]) for kind, label in Act.KINDS if counts.get(kind)]


def public_units(office: Office) -> list[Unit]:
    """The units called to it."""
    return list(Unit.objects.filter(pk__in=office.called.exclude(state="dropped").values("unit")).order_by("path"))


def said_of(row: Called) -> str:
    """What a unit was called to, in one line."""
    if row.office is not None:
        return row.office.visit.title
    whistle = row.whistle
    return whistle.reason if whistle is not None else ""


def home_of(row: Called) -> str:
    """The page of what a unit was called to."""
    return reverse("desk_onsite", args=[row.office_id]) if row.office_id else reverse("desk_whistle", args=[row.whistle_id])
