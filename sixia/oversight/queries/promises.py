"""Reading promises: of a case, to a person, by somebody, in public, and the share kept on time by unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sixia.cases.flow import WITHDRAWN
from sixia.cases.models import Answer, Case, Voice
from sixia.kit.journal import Line
from sixia.oversight.flow import BROKEN, CLAIMED, GIVEN, KEPT, REPLACED
from sixia.oversight.models import Held, Promise, PromiseRows, Saying
from sixia.oversight.rules import TO_GROUP, TO_PLACE
from sixia.people.models import Unit
from sixia.people.rules import ADMIN_ROLES

JOINED_IN = ("account", "unit", "place", "replaces")
MOST = 30


@dataclass(frozen=True, slots=True)
class Share:
    """Of one unit: how many promises' day has come, how many were kept by the day first named, and what is not among them.

    `ahead`: their day has not come. `moved`: reworded or moved, counted by the promise that took their place.
    """

    unit: Unit
    kept: int
    due: int
    broken: int
    ahead: int
    moved: int


def promises_of(case: Case, who: Any) -> list[Promise]:
    """Every promise made in a case, as far as `who` may see them; the newest first, each beside what it replaces."""
    return list(Promise.objects.visible_to(who).filter(case=case).select_related(*JOINED_IN).order_by("-id"))


def promises_to(voices: Iterable[int]) -> list[Promise]:
    """What was promised to these voices, or to everybody in their cases: for whoever sits with the person. One query."""
    numbers = list(voices)
    to_all = Q(voice__isnull=True, case__voices__in=numbers)
    rows = Promise.objects.filter(Q(voice_id__in=numbers) | to_all).exclude(state=REPLACED).distinct()
    return list(rows.select_related(*JOINED_IN).order_by("due_at", "id"))


def mine(who: Any) -> QuerySet[Promise]:
    """What `who` has said themselves and nobody has confirmed, the nearest day first."""
    rows = Promise.objects.visible_to(who).filter(account_id=who.account_id)
    return waiting(rows).select_related("case", "place", "unit").order_by("due_at", "id")


def public_promises() -> PromiseRows:
    """What stands on the public board; a case that was sealed later takes its promises off it."""
    rows = Promise.objects.filter(public=True).exclude(case__restricted=True).exclude(case__barred=True)
    return rows.exclude(case__secret=True).select_related("unit", "place__parent")


def chain(promised: Promise) -> list[Promise]:
    """The promises before this one that it took the place of, the newest first."""
    found: list[Promise] = []
    seen = promised.replaces
    while seen is not None and len(found) < 50:
        found.append(seen)
        seen = seen.replaces
    return found


def waiting(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """Those of which nobody has confirmed yet whether they were kept."""
    return rows.filter(state__in=[GIVEN, CLAIMED])


def waiting_late(rows: QuerySet[Promise], now: datetime) -> QuerySet[Promise]:
    """Those whose day has passed and of which not even the unit says that they were kept."""
    return rows.filter(state=GIVEN, due_at__lte=now)


def shares(rows: QuerySet[Promise], now: datetime) -> list[Share]:
    """Per unit, in the order of their names and never by rank; two queries.

    Counted are promises whose first named day has come or that are settled; those that were moved count once, by the last of
    them. These are numbers of rows on the board beside: how often promises are kept is defined in a room above.
    """
    due = _come(now)
    numbers = {
        "kept": Q(state=KEPT, on_time=True),
        "due": due,
        "broken": Q(state=BROKEN),
        "ahead": ~due & ~Q(state=REPLACED),
        "moved": Q(state=REPLACED),
    }
    counts = {f"n_{name}": Count("pk", filter=condition) for name, condition in numbers.items()}
    counted: Any = rows.order_by().values("unit").annotate(**counts)
    found = {row["unit"]: row for row in counted}
    units = Unit.objects.filter(pk__in=found).order_by("name", "pk")
    return [Share(unit, **{name: found[unit.pk][f"n_{name}"] for name in numbers}) for unit in units]


def _come(now: datetime) -> Q:
    return (Q(first_due_on__lte=timezone.localdate(now)) | Q(settled_at__isnull=False)) & ~Q(state=REPLACED)


def come(rows: QuerySet[Promise], now: datetime) -> QuerySet[Promise]:
    """Those that count in the share: their day has come, or it is known whether they were kept."""
    return rows.filter(_come(now))


def on_time(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """Those kept by the day first named."""
    return rows.filter(state=KEPT, on_time=True)


def of_unit(rows: QuerySet[Promise], name: str) -> QuerySet[Promise]:
    """Those of the unit of exactly that name in either language, else of units whose names hold it."""
    exact = Q(unit__name=name) | Q(unit__name_en=name)
    known = Unit.objects.filter(Q(name=name) | Q(name_en=name)).exists()
    return rows.filter(exact if known else Q(unit__name__contains=name))


def successor(promised: Promise) -> Promise | None:
    """What took its place, if anything."""
    return Promise.objects.filter(replaces=promised).first()


def sayings(promised: Promise) -> list[Saying]:
    """What was said of it, newest first."""
    return list(Saying.objects.filter(promise=promised).select_related("by").order_by("-at", "-pk"))


def why_replaced(lines: Iterable[Line], pk: int) -> str:
    """The reason given when it was replaced; "" when it was not, or the words were erased."""
    return next((line.words.get("reason", "") for line in lines if line.facts["promise"] == pk), "")


def can_be_asked(promised: Promise) -> bool:
    """Whether a resident can say whether it was kept: the voice itself, or one of its case that was not withdrawn."""
    if promised.voice_id:
        return True
    if promised.case_id is None:
        return False
    return Voice.objects.filter(case_id=promised.case_id).exclude(state=WITHDRAWN).exists()


def speaking_for(case: Case, who: Any) -> Unit | None:
    """For which unit an official speaks in a case: the one that leads it where they work there, else the first of their own."""
    units = [post.unit_id for post in who.posts if post.role not in ADMIN_ROLES]
    own = case.lead_unit_id if case.lead_unit_id in units else next(iter(units), None)
    return Unit.objects.filter(pk=own).first() if own else None


def promised_to(voice: Voice, who: Any, pk: int) -> Promise | None:
    """One promise that this resident may speak about, seen through the voice they have opened."""
    rows = Promise.objects.visible_to(who).select_related(*JOINED_IN, "case")
    return rows.filter(pk=pk).first() if voice.pk in who.voice_ids else None


def for_resident(voice: Voice, who: Any) -> list[Promise]:
    """What was promised to this resident or to everybody in their case, then publicly where their matter lies."""
    near = Q(voice=voice) | Q(case_id=voice.case_id, voice__isnull=True) | Q(case__isnull=True)
    rows = Promise.objects.visible_to(who).filter(near).select_related(*JOINED_IN)
    return sorted(rows.order_by("-due_at", "-pk")[:MOST], key=lambda row: row.to in (TO_PLACE, TO_GROUP))


def answers_now(promised: Promise, now: datetime) -> list[str]:
    """What a resident can say of it now: `yes`, `no`, both or nothing."""
    late = promised.due_at <= now
    can = {
        GIVEN: ["yes", "no"] if late else ["yes"],
        CLAIMED: ["yes", "no"],
        KEPT: ["no"] if late else [],
        BROKEN: [] if promised.made_good_at else ["yes"],
    }
    return can.get(promised.state, [])


def held_of(case: Case) -> QuerySet[Held]:
    """Promises in the case that no resident has been given yet: they wait with an answer, or could not be given with it."""
    rows = Held.objects.filter(answer__case=case).exclude(answer__state=Answer.SENT_BACK)
    return rows.select_related("answer", "account", "unit").order_by("pk")


def drafted(case: Case) -> dict[str, Any]:
    """What the last draft of an answer had promised, to be kept in the next one."""
    held = Held.objects.filter(answer__case=case).order_by("-pk").first()
    return {"words": held.words, "due_on": held.due_on} if held else {}
