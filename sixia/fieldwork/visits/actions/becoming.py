"""What comes of a line, with one press: words become a voice, an instruction an order, a promise a promise, the rest a problem.

A line becomes each thing once: pressed twice, or sent again by a page that had no network, it leads to the same rows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.actions import Heard
from sixia.cases.flow import HANDLING
from sixia.cases.flow import HEARD as CASE_HEARD
from sixia.cases.models import Case
from sixia.cases.rules import NewVoice, clean
from sixia.fieldwork.visits.events import VisitLineBecame
from sixia.fieldwork.visits.flow import CANCELLED, OWN
from sixia.fieldwork.visits.models import Note
from sixia.fieldwork.visits.rules import PRAISE, QUESTION
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.orders.models import Order
from sixia.oversight import actions as oversight
from sixia.oversight.actions import NewPromise
from sixia.oversight.models import Promise
from sixia.oversight.rules import VISIT as AT_A_VISIT
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.people.rules import DISPATCHER
from sixia.places.models import Place
from sixia.problems import actions as problems
from sixia.problems.models import Problem
from sixia.problems.rules import CASE as FROM_A_CASE
from sixia.problems.rules import VISIT as FROM_A_VISIT

SOURCE: Final = "visit"
ASKED_AS: Final = {QUESTION: "inquiry", PRAISE: "praise"}
"""The kind of voice that a line is taken for; any other is a request for help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whose words they are, where somebody agreed to be named: name, telephone, and how they agreed. All empty: nobody's."""

    name: str = ""
    phone: str = ""
    consent: str = ""


@alone
def hear(
    line: Note,
    *,
    by: Actor,
    now: datetime,
    kind: str = "",
    category: str = "",
    place: Place | None = None,
    into: Case | None = None,
    speaker: Speaker | None = None,
) -> Heard:
    """The line becomes a voice with a receipt, in a case of its own or joined to `into`. Refused: role, state, missing, guard."""
    _may(line, by)
    who = speaker or Speaker()
    if (who.name or who.phone) and not who.consent.strip():
        raise Refused("missing", _("Note how the person agreed that you write down who they are."), fields=["consent"])
    visit = line.visit
    heard = cases.hear(
        NewVoice(
            text=line.text,
            channel="visit",
            desk=visit.unit_id,
            kind=kind or ASKED_AS.get(line.kind, "help"),
            category=category,
            place=place.pk if place else visit.place_id,
            name=who.name,
            phone=who.phone,
            consent=who.consent,
            wants="sms" if who.phone else "none",
            source=SOURCE,
            source_id=f"line:{line.pk}",
            into=into.pk if into else None,
        ),
        by=by,
        now=now,
    )
    if line.voice_id is None:
        _keep(line, by=by, now=now, voice=heard.voice, case=heard.case)
    return heard


@alone
def instruct(
    line: Note,
    *,
    unit: Unit,
    by: Actor,
    now: datetime,
    assisting: tuple[Unit, ...] = (),
    category: str = "",
    case: Case | None = None,
) -> Order | None:
    """The line becomes an order to `unit`: in `case`, else in the line's own case, which is opened with these words.

    Whoever may not dispatch there leaves the instruction in the case, where the dispatcher finds it; None then.
    """
    _may(line, by)
    if line.order_id is not None:
        return line.order
    if line.case_id is None and case is None:
        hear(line, by=by, now=now, category=category)
    into = case or Case.objects.get(pk=line.case_id or 0)
    roles = into.roles_of(by)
    if DISPATCHER not in roles or into.state not in (CASE_HEARD, HANDLING):
        if roles:
            cases.note(into, text=line.text, by=by, now=now)
        _keep(line, by=by, now=now, case=into.pk)
        return None
    if into.state == HANDLING:
        order = cases.call_in(into, unit=unit, reason=line.text, by=by, now=now)
    else:
        given = category or into.category
        order = cases.dispatch(into, category=given, unit=unit, assisting=assisting, basis=SOURCE, by=by, now=now)
        cases.note(into, text=line.text, by=by, now=now)
    _keep(line, by=by, now=now, case=into.pk, order=order.pk)
    return order


@alone
def promise(line: Note, *, due_on: date, by: Actor, now: datetime, words: str = "", unit: Unit | None = None) -> Promise | None:
    """The line becomes a promise of whoever leads the visit: to the people of the case it led to, else to those of the place."""
    _may(line, by)
    if line.promise_id is not None:
        return line.promise
    visit = line.visit
    promised = NewPromise(
        words=clean(words) or line.text,
        due_on=due_on,
        unit=unit or visit.unit,
        where=AT_A_VISIT,
        account=visit.led_by,
        case=line.case,
        place=None if line.case_id else visit.place,
        link=(SOURCE, visit.pk),
    )
    made = oversight.promise(promised, by=by, now=now, there=True)
    _keep(line, by=by, now=now, promise=made.pk)
    return made


@alone
def raise_problem(
    line: Note, *, title: str, by: Actor, now: datetime, category: str = "", scale: str = "", cause: str = ""
) -> Problem | None:
    """The line becomes a problem beyond one case, which grows from this visit and from the case the line led to."""
    _may(line, by)
    if line.problem_id is not None:
        return line.problem
    visit = line.visit
    sources = [problems.NewSource(kind=FROM_A_VISIT, ref=visit.key, label=visit.title)]
    if case := Case.objects.visible_to(by).filter(pk=line.case_id or 0).first():
        sources.append(problems.NewSource(kind=FROM_A_CASE, case=case))
    made = problems.raise_problem(
        by=by,
        now=now,
        title=title,
        words=line.text,
        place=visit.place,
        category=category or None,
        scale=scale,
        cause=cause,
        sources=tuple(sources),
    )
    _keep(line, by=by, now=now, problem=made.pk)
    return made


def _may(line: Note, by: Actor) -> None:
    line.refresh_from_db()
    if not line.visit.roles_of(by) & OWN or line not in Note.objects.visible_to(by):
        raise Refused("role", _("You may not do this here."), move="become")
    if line.visit.state == CANCELLED:
        raise Refused("state", _("This visit does not take place: nothing can be written to it."), move="become")
    if not line.text:
        raise Refused("guard", _("These words were erased."), move="become")


def _keep(line: Note, *, by: Actor, now: datetime, **became: int) -> None:
    """The line names what it led to; told with the same names."""
    changes = {f"{name}_id": pk for name, pk in became.items() if getattr(line, f"{name}_id") != pk}
    if not changes:
        return
    Note.objects.filter(pk=line.pk).update(**changes)
    line.refresh_from_db()
    tell(VisitLineBecame(visit=line.visit_id, note=line.pk, **became), by=by, about=line.stream, now=now)
