"""Bookings as their owners open them, the queue of a day by numbers, and what somebody brought before."""

from dataclasses import dataclass, field
from typing import Any

from sixia.cases.models import Case
from sixia.fieldwork.reception.flow import BOOKED, CALLED, DONE, GONE, SEATED, WAITING
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.fieldwork.reception.rules import read_code
from sixia.kit.crypto import blind_index, ring
from sixia.kit.journal import Line, timeline
from sixia.kit.masking import normal_phone
from sixia.oversight.models import Promise
from sixia.people.actors import Actor
from sixia.petitions.queries.bundle import Earlier, bundle_of

RELATED = ("day__place", "day__account", "day__unit", "day__host")
MOST = 30


def by_code(code: str | None) -> Booking | None:
    """The booking of this code; None for none."""
    return Booking.objects.filter(receipt=code).select_related(*RELATED).first() if code else None


def own_booking(code: str | None, who: Any) -> Booking | None:
    """The booking of this code, if `who` has opened it."""
    if not code:
        return None
    return Booking.objects.visible_to(who).filter(receipt=code).select_related(*RELATED).first()


@dataclass(frozen=True, slots=True)
class Display:
    """What the waiting room sees: numbers, and nothing else."""

    now: list[int]
    inside: int | None
    waiting: list[int]


def display(day: Day) -> Display:
    """The numbers called, the one inside, and those that wait, in the order of arrival."""
    rows = list(Booking.objects.filter(day=day, number__isnull=False).order_by("number").values_list("state", "number"))
    called = [number for state, number in rows if state == CALLED and number]
    inside = next((number for state, number in rows if state == SEATED), None)
    return Display(called, inside, [number for state, number in rows if state == WAITING and number])


@dataclass(frozen=True, slots=True)
class Queue:
    """The day at the desk: who sits there, who was called, who waits, and who has booked and not come yet."""

    seated: Booking | None
    called: list[Booking]
    waiting: list[Booking]
    booked: list[Booking]
    gone: list[Booking] = field(default_factory=list)


def queue(day: Day, who: Actor) -> Queue:
    """All bookings of a day as far as the reader may see them; one query."""
    rows = list(Booking.objects.visible_to(who).filter(day=day).order_by("number", "at", "pk"))
    of = {state: [row for row in rows if row.state == state] for state in (SEATED, CALLED, WAITING, BOOKED)}
    others = [row for row in rows if row.state not in of]
    booked = sorted(of[BOOKED], key=lambda row: (row.at or row.made_at, row.pk))
    return Queue(next(iter(of[SEATED]), None), of[CALLED], of[WAITING], booked, others)


def find(day: Day, typed: str, who: Actor) -> list[Booking]:
    """Bookings of a day by code or telephone, for whoever has arrived."""
    rows = Booking.objects.visible_to(who).filter(day=day)
    if code := read_code(typed):
        return list(rows.filter(receipt=code))
    phone = normal_phone(typed)
    return list(rows.filter(phone_index=blind_index("phone", phone, ring()))) if phone else []


@dataclass(frozen=True, slots=True)
class Before:
    """What somebody brought before, as one bundle: their cases and petitions, what was promised to them, and earlier talks."""

    matters: list[Earlier]
    promises: list[Promise]
    talks: list[Booking]


def before(booking: Booking, who: Actor) -> Before:
    """Found by the telephone and by the receipt they have named, each only as far as the reader may see it."""
    now_said = booking.acts.exclude(voice=None).values_list("case_id", flat=True)
    phone = booking.phone_index
    matters = bundle_of(phone=phone, voice=booking.voice_id, said=booking.about, besides=now_said, who=who)
    talks: list[Booking] = []
    if phone:
        rows = Booking.objects.visible_to(who).filter(phone_index=phone, state=DONE).exclude(pk=booking.pk)
        talks = list(rows.select_related("day__account").order_by("-pk")[:MOST])
    cases = [one.case.pk for one in matters]
    promises = Promise.objects.visible_to(who).filter(case_id__in=cases).select_related("unit", "account").order_by("-pk")
    return Before(matters, list(promises[:MOST]), talks)


def acts(booking: Booking, who: Actor) -> list[tuple[Act, Case | None]]:
    """What came of the talk so far, each with its case where the reader may see it."""
    rows = list(Act.objects.visible_to(who).filter(booking=booking).select_related("order__unit", "promise", "by").order_by("pk"))
    cases = {row.pk: row for row in Case.objects.visible_to(who).filter(pk__in=[act.case_id for act in rows if act.case_id])}
    return [(act, cases.get(act.case_id or 0)) for act in rows]


def by_hand(day: Day, who: Actor) -> list[Booking]:
    """Those without a telephone, whom no message reaches when the day changes: to be told by hand."""
    rows = Booking.objects.visible_to(who).filter(day=day, phone_index="", state__in=(BOOKED, GONE)).exclude(way="walk_in")
    return list(rows.select_related("helper").order_by("at", "pk")[:MOST])


def looks(booking: Booking) -> list[Line]:
    """When an official has seen who it is: by sitting with them, or by looking, with the reason; newest first."""
    lines = timeline(booking.stream, events=("BookerShown", "VisitorSeated"), newest_first=True)
    return [line for line in lines if line.facts["booking"] == booking.pk]


def still_coming(*, day: int, booking: int | None = None) -> list[Booking]:
    """The booking that is meant, or everybody who has booked this day, with all that a message to them says."""
    rows = Booking.objects.select_related("day__place", "day__account").order_by("pk")
    return list(rows.filter(pk=booking) if booking else rows.filter(day=day, state=BOOKED))
