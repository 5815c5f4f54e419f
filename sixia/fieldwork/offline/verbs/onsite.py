"""An on-site office without a network: open it, put on the agenda what is raised there, write down what was decided."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline.given import Given
from sixia.fieldwork.offline.verbs import Doing, Done, Verb, register
from sixia.fieldwork.offline.verbs.chosen import one, several
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.actions import NewAct
from sixia.fieldwork.onsite.flow import CONVENED, OPEN, PLANNED
from sixia.fieldwork.onsite.models import Item, Office
from sixia.kit.flow import Refused
from sixia.people.actors import Actor
from sixia.people.models import Unit

TOPIC = 200


def open_office(given: Given, doing: Doing) -> Done:
    """The meeting on the spot has begun."""
    office = _office(given, doing.by)
    if office.state in (PLANNED, CONVENED):
        actions.open_office(office, by=doing.by, now=doing.now)
    elif office.state != OPEN:
        raise Refused("role", _("This on-site office is over, or was called off."))
    return Done(office.visit.title, _url(office))


def add(given: Given, doing: Doing) -> Done:
    """Something was raised on the spot."""
    office = _office(given, doing.by)
    made = actions.add(office, title=given.text("title", TOPIC), client=doing.name, by=doing.by, now=doing.now)
    return Done(made.title, _url(office))


def decide(given: Given, doing: Doing) -> Done:
    """One decision about an item, by its number or by the name it was given on the device; its photos stand with it."""
    office = _office(given, doing.by)
    if office.state in (PLANNED, CONVENED):
        raise Refused("state", _("The meeting on the spot has not been opened yet. It is taken when that has arrived."))
    key = given.key("item")
    raised = key if isinstance(key, UUID) else None
    item = None if isinstance(key, UUID) else Item.objects.visible_to(doing.by).filter(office=office, pk=key).first()
    if raised is None and item is None:
        raise Refused("role", _("You do not see this item any more."))
    new = NewAct(
        kind=given.word("kind", ""),
        client=doing.name,
        text=given.text("text"),
        item=item,
        of=raised,
        topic=given.text("topic", TOPIC),
        basis=given.text("basis", 1000),
        remedies=given.text("remedies", 1000),
        due_on=given.day("due_on"),
        unit=one(Unit, given.number("unit")),
        assisting=several(given.numbers("assisting"), doing.now),
    )
    act = actions.decide(office, new=new, by=doing.by, now=doing.now)
    return Done(str(act.get_kind_display()), _url(office), act.key, office.stream)


def _office(given: Given, by: Actor) -> Office:
    found = Office.objects.visible_to(by).select_related("visit__unit").filter(pk=given.number("office") or 0).first()
    if found is None:
        raise Refused("role", _("You do not see this on-site office any more."))
    return found


def _url(office: Office) -> str:
    return reverse("desk_onsite", args=[office.pk])


register(
    Verb("onsite.open", 11, open_office),
    Verb("onsite.add", 20, add),
    Verb("onsite.decide", 50, decide),
)
