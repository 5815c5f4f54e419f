"""A reception without a network: open the day, take who comes, arrive, sit, write down what comes of it, finish."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.queries import names
from sixia.fieldwork.offline.given import Given, Key
from sixia.fieldwork.offline.verbs import Doing, Done, Verb, register
from sixia.fieldwork.offline.verbs.chosen import one, several
from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.actions import NewAct, NewBooking
from sixia.fieldwork.reception.flow import ANNOUNCED, CALLED, DONE, OPEN, SEATED, WAITING
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.kit.flow import Refused
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place

ABOUT: Final = 2000
SHORT: Final = 80
PASSED: Final = {
    "arrive": (WAITING, CALLED, SEATED, DONE),
    "sit": (SEATED, DONE),
    "finish": (DONE,),
}
"""States in which a step has been taken already, by somebody at the desk or from another device."""
STEPS: Final[dict[str, Callable[..., object]]] = {
    "arrive": actions.arrive,
    "sit": actions.sit,
    "finish": actions.finish,
}


def open_day(given: Given, doing: Doing) -> Done:
    """Begin to receive; sent on a later day, it counts for the day on which it was done."""
    day = _day(given.number("day"), doing.by)
    if day.state == ANNOUNCED:
        opened_on = given.day("on") or timezone.localdate(doing.now)
        actions.open_day(day, by=doing.by, now=doing.now, opened_on=min(opened_on, timezone.localdate(doing.now)))
    elif day.state != OPEN:
        raise Refused("guard", _("This reception day is not open: look at the list of days."))
    return Done(str(day.title), reverse("desk_reception_queue", args=[day.pk]))


def book(given: Given, doing: Doing) -> Done:
    """Somebody who came without a booking."""
    day = _day(given.number("day"), doing.by)
    new = NewBooking(
        about=given.text("about", ABOUT),
        way=given.word("way", "walk_in"),
        client=doing.name,
        name=given.text("name", SHORT),
        phone=given.text("phone", 40),
        receipt=given.text("receipt", 40),
        people=given.number("people") or 1,
        wheelchair=given.flag("wheelchair"),
        interpreter=given.text("interpreter", 40),
        consent=given.text("consent", 200),
    )
    if day.state == ANNOUNCED and new.way == "walk_in":
        raise Refused("state", _("The reception is not open. Open the day first."))
    done = actions.book(day, new=new, by=doing.by, now=doing.now)
    shown = {"receipt": done.receipt, "passcode": done.passcode} if done.passcode else {}
    return Done(done.receipt, reverse("desk_sitting", args=[done.booking]), shown=shown)


def _step(name: str) -> Callable[[Given, Doing], Done]:
    """Arrive, sit or finish; what has been done already is known."""

    def run(given: Given, doing: Doing) -> Done:
        booking = _booking(given.key("booking"), doing.by)
        if booking.state not in PASSED[name]:
            _ready(booking)
            STEPS[name](booking, by=doing.by, now=doing.now)
        return Done(booking.receipt, reverse("desk_sitting", args=[booking.pk]))

    return run


def record(given: Given, doing: Doing) -> Done:
    """One thing that came of the talk."""
    booking = _booking(given.key("booking"), doing.by)
    done = actions.record(booking, new=_new(given, doing), by=doing.by, now=doing.now)
    act, url = done.act, reverse("desk_sitting", args=[booking.pk])
    shown = {"receipt": done.heard.receipt, "passcode": done.heard.passcode} if done.heard and done.heard.passcode else {}
    if act.case is None:
        return Done(act.get_kind_display(), url, shown=shown)
    return Done(act.get_kind_display(), url, act.case.key, act.case.stream, shown)


def _new(given: Given, doing: Doing) -> NewAct:
    kind = given.word("kind", Act.NOTED)
    into = names.case(given.text("into", 40), doing.by) if given.has("into") else None
    if given.has("into") and into is None:
        raise Refused("guard", _("There is no such case here that you may see. Check the number."), fields=["into"])
    return NewAct(
        kind=Act.JOINED if into is not None and kind == Act.HEARD else kind,
        client=doing.name,
        text=given.text("text"),
        of=given.uuid("of"),
        words=given.text("words"),
        voice_kind=given.word("voice_kind", "help"),
        category=given.word("category", ""),
        place=one(Place, given.number("place")),
        into=into,
        unit=one(Unit, given.number("unit")),
        assisting=several(given.numbers("assisting"), doing.now),
        due_on=given.day("due_on"),
        basis=given.text("basis", 1000),
        matter=given.word("matter", ""),
    )


def _day(number: int | None, by: Actor) -> Day:
    found = Day.objects.visible_to(by).select_related("host__place").filter(pk=number or 0).first()
    if found is None:
        raise Refused("role", _("You do not see this reception day any more."))
    return found


def _booking(key: Key, by: Actor) -> Booking:
    """Refused with `state` where it may still be on its way, with `role` where it is out of sight."""
    asked = {"client": key} if isinstance(key, UUID) else {"pk": key}
    found = Booking.objects.select_related("day__host__place").filter(**asked).first()
    if found is not None and found.roles_of(by):
        return found
    if isinstance(key, UUID) and found is None:
        raise Refused("state", _("It belongs to somebody whose coming has not been sent yet. It is taken when that is there."))
    raise Refused("role", _("You do not see this booking any more."))


def _ready(booking: Booking) -> None:
    """The step before may still be on its way: that is no refusal for good."""
    if booking.day.state == ANNOUNCED:
        raise Refused("state", _("The reception is not open. Open the day first."))


register(
    Verb("reception.open", 10, open_day),
    Verb("reception.book", 20, book),
    Verb("reception.arrive", 30, _step("arrive")),
    Verb("reception.sit", 40, _step("sit")),
    Verb("reception.record", 50, record),
    Verb("reception.finish", 60, _step("finish")),
)
