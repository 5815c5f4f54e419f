"""A visit without a network: short lines, and that it took place with how many residents were met."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.fieldwork.offline.given import Conflict, Given, Key
from sixia.fieldwork.offline.verbs import Doing, Done, Verb, register
from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.actions import Speaker
from sixia.fieldwork.visits.flow import HELD
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.rules import SAID, SEEN
from sixia.kit.flow import Refused
from sixia.people.actors import Actor


def note(given: Given, doing: Doing) -> Done:
    """One line. Lines of several people stand side by side, each with its writer's name."""
    visit = visit_of(given.key("visit"), doing.by)
    kind, text = given.word("kind", SEEN), given.text("text")
    made = actions.note(visit, by=doing.by, now=doing.now, kind=kind, text=text, client=doing.name)
    return Done(str(made.get_kind_display()), _url(visit), visit.key, visit.stream)


def words(given: Given, doing: Doing) -> Done:
    """What a resident said there and wants an answer to: a line, and at once a voice with a receipt to hand over."""
    visit = visit_of(given.key("visit"), doing.by)
    text, kind = given.text("text", 1000), given.word("kind", SAID)
    line = actions.note(visit, by=doing.by, now=doing.now, kind=kind, text=text, client=doing.name)
    speaker = Speaker(name=given.text("name", 80), phone=given.text("phone", 40), consent=given.text("consent", 200))
    heard = actions.hear(line, by=doing.by, now=doing.now, speaker=speaker)
    shown = {"receipt": heard.receipt, "passcode": heard.passcode} if heard.passcode else {}
    case = Case.objects.get(pk=heard.case)
    return Done(heard.receipt, _url(visit), case.key, case.stream, shown)


def hold(given: Given, doing: Doing) -> Done:
    """It took place. Where somebody else has written another number meanwhile, a person chooses: nothing is overwritten.

    `base` is the version of the visit that the writer saw.
    """
    visit, met = visit_of(given.key("visit"), doing.by), given.number("met")
    if visit.state != HELD:
        actions.hold(visit, by=doing.by, now=doing.now, met=met, client=doing.name)
    elif met is not None and visit.met != met:
        if given.number("base") != visit.version:
            raise _conflict(visit)
        actions.amend(visit, by=doing.by, now=doing.now, met=met, return_due=visit.return_due)
    return Done(visit.title, _url(visit), visit.key, visit.stream)


def _conflict(visit: Visit) -> Conflict:
    sentence = _("It has been noted as held meanwhile, with another number of residents. Choose which one stands.")
    theirs = "–" if visit.met is None else str(visit.met)
    return Conflict(sentence, theirs=theirs, version=visit.version)


def visit_of(key: Key, by: Actor) -> Visit:
    """The visit of this number, or of the name it was given on a device. Refused: state (on its way), role (out of sight)."""
    rows = Visit.objects.filter(client=key) if isinstance(key, UUID) else Visit.objects.filter(pk=key)
    found = Visit.objects.visible_to(by).select_related("unit__place").filter(pk__in=rows.values("pk")).first()
    if found is not None:
        return found
    if isinstance(key, UUID) and not rows.exists():
        raise Refused("state", _("It belongs to a visit that has not been sent yet. It is taken when that is there."))
    raise Refused("role", _("You do not see this visit any more."))


def _url(visit: Visit) -> str:
    return reverse("desk_visit", args=[visit.pk])


register(Verb("visits.note", 50, note), Verb("visits.words", 60, words), Verb("visits.hold", 70, hold))
