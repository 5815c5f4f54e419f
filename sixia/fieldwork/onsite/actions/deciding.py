"""What comes of an item: solved now, ordered with a day, explained, or carried over; and a promise or a problem beside it.

Each act has a name of its own (`client`), given by whoever sends it: sent twice, or in another order than it happened, it
leads to the same rows. See docs/decisions/0009-acts-with-names.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.actions import Reply
from sixia.cases.flow import ANSWERED, REVIEWING, SUPERVISED
from sixia.cases.models import Answer, Case
from sixia.cases.rules import clean
from sixia.fieldwork.onsite import rules
from sixia.fieldwork.onsite.actions import ordering
from sixia.fieldwork.onsite.actions.ordering import Job
from sixia.fieldwork.onsite.actions.planning import add
from sixia.fieldwork.onsite.events import OnsiteDecided
from sixia.fieldwork.onsite.models import Act, Item, Office
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.orders.models import Order
from sixia.oversight import actions as oversight
from sixia.oversight.actions import NewPromise
from sixia.oversight.models import Promise
from sixia.oversight.rules import ONSITE
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Account, Unit
from sixia.problems import actions as problems
from sixia.problems.actions import NewSource
from sixia.problems.models import Problem
from sixia.problems.rules import CASE, DECISION

MOST: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAct:
    """One thing that came of an item. `client` names it; `item` is what it is about, or `of` and `topic` where it was raised
    on the spot and its item may arrive later than this act.

    `text` is what was done, what is to be done, what was explained, why it is carried over, or what was promised. `due_on` is
    the day of the orders, of the promise, or to which it is carried over. `files` are tickets of photos, never compulsory.
    """

    kind: str
    client: UUID
    text: str = ""
    item: Item | None = None
    of: UUID | None = None
    topic: str = ""
    basis: str = ""
    remedies: str = ""
    checked: str = ""
    due_on: date | None = None
    unit: Unit | None = None
    assisting: tuple[Unit, ...] = ()
    category: str = ""
    leader: Account | None = None
    files: tuple[str, ...] = ()
    files_to_resident: bool = False


@dataclass(slots=True)
class Came:
    """What an act has led to."""

    orders: list[Order] = field(default_factory=list)
    answer: Answer | None = None
    promise: Promise | None = None
    problem: Problem | None = None


def decide(office: Office, *, new: NewAct, by: Actor, now: datetime) -> Act:
    """Write down one act and what follows from it, together or not at all. The same name again gives the first act.

    Refused: role, state, missing, guard (decided already, a day after the limit, an answer on its way).
    """
    return _known(office, new) or _decide(office, new, by=by, now=now)


@alone
def _decide(office: Office, new: NewAct, *, by: Actor, now: datetime) -> Act:
    if known := _known(office, new):
        return known
    Office.FLOW.check("decide", state=office.state, roles=office.roles_of(by), given={}, thing=office)
    item = _item(office, new, by=by, now=now)
    _check(item, new, now)
    came = _FOLLOWS[new.kind](office, item, new, by, now)
    return _write(office, item, new, came, by=by, now=now)


def _known(office: Office, new: NewAct) -> Act | None:
    """The act of this name where it was sent before. Raises Refused where it was another one: nothing is taken for known that
    is not kept."""
    known = Act.objects.select_related("item").filter(client=new.client).first()
    if known is None:
        return None
    if known.item.office_id != office.pk or known.kind != new.kind or known.text != clean(new.text):
        raise Refused("guard", _("Something else was sent with this form before. Open the page again and write it down anew."))
    return known


def _item(office: Office, new: NewAct, *, by: Actor, now: datetime) -> Item:
    """What it is about; an item raised on the spot is put on the agenda now where it has not arrived yet."""
    rows = Item.objects.visible_to(by).select_related("case", "problem").filter(office=office, chosen=True)
    if new.item is not None:
        found = rows.filter(pk=new.item.pk).first()
        if found is None:
            raise Refused("guard", _("This stands no longer on the agenda. Reload the page."), move="decide")
        return found
    if new.of is None:
        raise Refused("missing", _("Say which item it is about."), move="decide", fields=["item"])
    return rows.filter(client=new.of).first() or add(office, title=new.topic, client=new.of, by=by, now=now)


def _check(item: Item, new: NewAct, now: datetime) -> None:
    if new.kind not in _FOLLOWS:
        raise Refused("guard", _("Choose from the list."), move="decide", fields=["kind"])
    if missing := [name for name in NEEDS[new.kind] if not _given(new, name)]:
        raise Refused("missing", SENTENCES.get(missing[0], SENTENCES["text"]), move="decide", fields=missing)
    if len(clean(new.text)) > MOST:
        raise Refused("guard", _("Keep it short: at most 4000 characters."), move="decide", fields=["text"])
    if new.due_on is not None and new.due_on < timezone.localdate(now):
        raise Refused("guard", _("Name a day from today on."), move="decide", fields=["due_on"])
    decided = item.acts.filter(kind__in=rules.DECIDING).first() if new.kind in rules.DECIDING else None
    if decided is not None:
        sentence = _("This item is decided already: “%(decision)s”. What comes beside it can be added.")
        raise Refused("guard", sentence % {"decision": decided.get_kind_display()}, move="decide")


def _given(new: NewAct, name: str) -> bool:
    value = getattr(new, name)
    return bool(clean(value)) if isinstance(value, str) else value is not None


NEEDS: Final[dict[str, tuple[str, ...]]] = {
    rules.SOLVED: ("text",),
    rules.ORDERED: ("text", "unit", "due_on"),
    rules.EXPLAINED: ("text", "basis", "remedies"),
    rules.CARRIED: ("text", "due_on"),
    rules.OVERTAKEN: ("text",),
    rules.PROMISED: ("text", "due_on"),
    rules.RAISED: ("text",),
}
SENTENCES: Final[dict[str, Any]] = {
    "text": _("Write it down in a few words."),
    "unit": _("Name the unit that must act."),
    "due_on": _("Name the day by which it is done."),
    "basis": _("Name the law or rule it rests on."),
    "remedies": _("Say what the person can do if they do not agree, and where."),
}


def _solved(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Came:
    """What was done counts as the answer: the resident is asked, and only their verdict closes it."""
    if item.case_id is None:
        return Came()
    case, reply = _case(item), Reply(text=new.text, files=new.files, files_to_resident=new.files_to_resident)
    if case.state == SUPERVISED:
        return Came(answer=cases.settle_again(case, reply=reply, by=by, now=now))
    return Came(answer=cases.settled_there(case, reply=reply, by=by, now=now))


def _explained(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Came:
    """Reasons, basis and remedies are the answer; after a second no a second person must approve that it ends so."""
    if item.case_id is None:
        return Came()
    case = _case(item)
    reply = Reply(text=new.text, basis=new.basis, remedies=new.remedies, files=new.files, files_to_resident=new.files_to_resident)
    if case.state == SUPERVISED:
        return Came(answer=cases.propose_explanation(case, reply=reply, by=by, now=now))
    return Came(answer=cases.settled_there(case, reply=reply, by=by, now=now))


def _ordered(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Came:
    """Orders on the case, or a task of the problem; what was raised on the spot becomes a problem first."""
    if new.unit is None or new.due_on is None:
        raise LookupError("checked before")
    job = Job(
        text=clean(new.text),
        unit=new.unit,
        due_on=new.due_on,
        assisting=new.assisting,
        category=new.category,
        leader=new.leader,
    )
    if item.case_id is not None:
        return Came(orders=ordering.on_case(_case(item), job, by=by, now=now))
    if item.problem_id is not None:
        problem = Problem.objects.get(pk=item.problem_id)
        return Came(orders=ordering.on_problem(problem, job, host=office.visit.led_by, by=by, now=now))
    problem = _raise(office, item, new, by, now)
    given = ordering.on_problem(problem, job, host=office.visit.led_by, by=by, now=now)
    return Came(orders=given, problem=problem)


def _carried(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Came:
    if new.due_on is not None and new.due_on <= office.visit.date:
        raise Refused("guard", _("Name a day after this meeting."), move="decide", fields=["due_on"])
    return Came()


def _overtaken(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Came:
    """Only where there is nothing left to decide: it was answered, or has ended, since the agenda was chosen."""
    case = _case(item) if item.case_id else None
    problem = Problem.objects.get(pk=item.problem_id) if item.problem_id else None
    over = (case is not None and (not case.open or case.state in (ANSWERED, REVIEWING))) or (
        problem is not None and not problem.open
    )
    if not over:
        raise Refused("guard", _("It is still open: decide it, or carry it over to a day."), move="decide", fields=["kind"])
    return Came()


def _promised(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Came:
    """In the host's name, in the words that were said; into the ledger of promises."""
    if new.due_on is None:
        raise LookupError("checked before")
    visit = office.visit
    promised = NewPromise(
        words=new.text,
        due_on=new.due_on,
        unit=visit.unit,
        where=ONSITE,
        account=visit.led_by,
        case=_case(item) if item.case_id else None,
        place=visit.place,
        link=("office", office.pk),
    )
    return Came(promise=oversight.promise(promised, by=by, now=now, there=True))


def _raised(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Came:
    return Came(problem=_raise(office, item, new, by, now))


def _raise(office: Office, item: Item, new: NewAct, by: Actor, now: datetime) -> Problem:
    case = _case(item) if item.case_id else None
    sources = [NewSource(DECISION, ref=f"item:{item.pk}", label=f"{office.visit.title} · {office.visit.date:%Y-%m-%d}")]
    sources += [NewSource(CASE, case=case)] if case else []
    may = case is None or bool(case.roles_of(by))
    inside = any(office.visit.place_path.startswith(path) for path in by.scopes(*by.roles))
    return problems.raise_problem(
        by=by if may and inside else SYSTEM,
        now=now,
        title=item.title[:120],
        words=clean(new.text),
        place=(case.place if case and case.place else None) or office.visit.place,
        category=new.category or None,
        sources=tuple(sources),
    )


_FOLLOWS: Final[dict[str, Callable[[Office, Item, NewAct, Actor, datetime], Came]]] = {
    rules.SOLVED: _solved,
    rules.ORDERED: _ordered,
    rules.EXPLAINED: _explained,
    rules.CARRIED: _carried,
    rules.OVERTAKEN: _overtaken,
    rules.PROMISED: _promised,
    rules.RAISED: _raised,
}


def _case(item: Item) -> Case:
    """As it stands now. Raises Refused where it has become confidential since."""
    case = Case.objects.get(pk=item.case_id or 0)
    if case.restricted or case.barred:
        raise Refused("guard", _("What is confidential does not go onto an agenda."), move="decide")
    return case


def _write(office: Office, item: Item, new: NewAct, came: Came, *, by: Actor, now: datetime) -> Act:
    act = Act(
        item=item,
        client=new.client,
        kind=new.kind,
        text=clean(new.text),
        basis=clean(new.basis),
        remedies=clean(new.remedies),
        checked=clean(new.checked),
        due_on=new.due_on,
        unit=new.unit,
        answer=came.answer,
        promise=came.promise,
        problem=came.problem,
        by_id=by.official_id,
        at=now,
    )
    act.save(force_insert=True)
    act.orders.set(came.orders)
    if came.answer is None:
        store.attach(new.files, about=act.key, stream=office.stream, by=by, now=now)
    event = OnsiteDecided(
        office=office.pk,
        act=act.pk,
        item=item.pk,
        kind=act.kind,
        case=item.case_id,
        problem=came.problem.pk if came.problem else item.problem_id,
        orders=tuple(order.pk for order in came.orders),
        promise=came.promise.pk if came.promise else None,
        due=act.due_on.isoformat() if act.due_on else "",
        text=Words(act.text),
    )
    advance(office, "decide", by=by, now=now, event=event)
    return act
