"""What comes of a talk: words become a voice, an instruction an order, a promise stands in the ledger, a settlement is answered.

Each act has a name of its own (`client`), given by whoever sends it: sent twice, or in another order than it happened, it
leads to the same rows. See docs/decisions/0009-acts-with-names.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.actions import Heard, Reply
from sixia.cases.flow import HANDLING
from sixia.cases.flow import HEARD as CASE_HEARD
from sixia.cases.models import Case
from sixia.cases.rules import NewVoice, clean
from sixia.fieldwork.reception.events import ReceptionActed
from sixia.fieldwork.reception.flow import DONE, OFFICE, RECEIVER, SEATED
from sixia.fieldwork.reception.models import Act, Booking
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.orders.models import Order
from sixia.oversight import actions as oversight
from sixia.oversight.actions import NewPromise
from sixia.oversight.models import Promise
from sixia.oversight.rules import RECEPTION
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.people.rules import CLERK, DISPATCHER
from sixia.petitions import actions as petitions
from sixia.petitions.standing import office_posts
from sixia.places.models import Place

SOURCE: Final = "reception"
HERE: Final = frozenset({OFFICE, RECEIVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAct:
    """One thing that came of the talk. `client` names it, `of` names the words it is about (by default the booking's own).

    `words` are what was said, where the words themselves may arrive later than this act. `text` is the instruction, the
    promise, the answer, the request of a petition or the note. `into` is the earlier case to join, `unit` and `assisting`
    those instructed, `due_on` the day of a promise, `voice_kind`, `category` and `place` what the words are about, `matter`
    the procedure of a petition.
    """

    kind: str
    client: UUID
    text: str = ""
    of: UUID | None = None
    words: str = ""
    voice_kind: str = "help"
    category: str = ""
    place: Place | None = None
    into: Case | None = None
    unit: Unit | None = None
    assisting: tuple[Unit, ...] = ()
    due_on: date | None = None
    basis: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The act, and what the person takes away where a voice was taken: shown once. `again` when it was known already."""

    act: Act
    heard: Heard | None = None
    again: bool = False


def record(booking: Booking, *, new: NewAct, by: Actor, now: datetime) -> Recorded:
    """Write down one act and what follows from it, together or not at all. Refused: role, state, missing, guard."""
    return _known(booking, new) or _record(booking, new, by=by, now=now)


@alone
def _record(booking: Booking, new: NewAct, *, by: Actor, now: datetime) -> Recorded:
    if known := _known(booking, new):
        return known
    _may(booking, new, by)
    if new.kind in (Act.HEARD, Act.JOINED):
        return _hear(booking, new, new.client, by=by, now=now)
    if new.kind == Act.NOTED:
        return Recorded(_write(booking, new, by=by, now=now))
    found = _matter(booking, new, by=by, now=now)
    case = Case.objects.get(pk=found.act.case_id or 0)
    order, promise = _FOLLOWS[new.kind](booking, new, case, by, now)
    act = _write(booking, new, by=by, now=now, case=case, order=order, promise=promise)
    return Recorded(act, found.heard)


def _known(booking: Booking, new: NewAct) -> Recorded | None:
    """The act of this name where it was sent before. Raises Refused where it was another one: nothing is taken for known that
    is not kept."""
    known = Act.objects.filter(client=new.client).first()
    if known is None:
        return None
    own = (Act.HEARD, Act.JOINED)
    said = clean(new.text or new.words) or booking.about if new.kind in own else clean(new.text)
    alike = known.kind == new.kind or (known.kind in own and new.kind in own)
    if known.booking_id != booking.pk or not alike or (known.text and known.text != said):
        raise Refused("guard", _("Something else was sent with this form before. Open the page again and write it down anew."))
    return Recorded(known, again=True)


def _may(booking: Booking, new: NewAct, by: Actor) -> None:
    if new.kind not in dict(Act.KINDS) or not booking.roles_of(by) & HERE:
        raise Refused("role", _("You may not do this here."), move="act")
    if booking.state not in (SEATED, DONE):
        raise Refused("state", _("They have not sat down yet."), move="act")
    if not clean(new.text or new.words) and new.kind != Act.JOINED:
        raise Refused("missing", _("Write it down in a few words."), move="act", fields=["text"])


def _matter(booking: Booking, new: NewAct, *, by: Actor, now: datetime) -> Recorded:
    """The words this act is about; where they have not arrived yet, they are taken down now under the same name."""
    name = new.of or booking.client
    known = Act.objects.filter(client=name, booking=booking).first()
    if known is not None:
        return Recorded(known, again=True)
    earlier = None if new.of else booking.acts.exclude(case=None).order_by("pk").first()
    return Recorded(earlier, again=True) if earlier else _hear(booking, new, name, by=by, now=now)


def _hear(booking: Booking, new: NewAct, name: UUID, *, by: Actor, now: datetime) -> Recorded:
    own = new.kind in (Act.HEARD, Act.JOINED)
    words = clean((new.text if own else "") or new.words) or booking.about
    day = booking.day
    heard = cases.hear(
        NewVoice(
            text=words,
            channel="counter",
            desk=day.host_id,
            kind=new.voice_kind,
            category=new.category,
            place=new.place.pk if new.place else None,
            name=booking.name,
            phone=booking.phone,
            wants="sms" if booking.phone else "none",
            language=booking.language,
            source=SOURCE,
            source_id=str(name),
            into=new.into.pk if new.into else None,
            representative=booking.people > booking.speakers,
        ),
        by=by,
        now=now,
    )
    kind = Act.JOINED if new.into else Act.HEARD
    act = _row(booking, name, kind, words, by=by, now=now)
    act.case_id, act.voice_id = heard.case, heard.voice
    act.save(force_insert=True)
    _tell(act, by=by, now=now)
    return Recorded(act, heard, again=heard.again)


def _instruct(booking: Booking, new: NewAct, case: Case, by: Actor, now: datetime) -> tuple[Order | None, Promise | None]:
    """An order at once where the reader may dispatch; else the instruction waits in the case for the dispatcher."""
    if new.unit is None:
        raise Refused("missing", _("Name the unit that must act."), move="act", fields=["unit"])
    roles = case.roles_of(by)
    if DISPATCHER not in roles or case.state not in (CASE_HEARD, HANDLING):
        if roles:
            cases.note(case, text=new.text, by=by, now=now)
        return None, None
    if case.state == HANDLING:
        return cases.call_in(case, unit=new.unit, reason=new.text, by=by, now=now), None
    category = new.category or case.category
    order = cases.dispatch(
        case,
        category=category,
        unit=new.unit,
        assisting=new.assisting,
        basis="reception",
        by=by,
        now=now,
    )
    cases.note(case, text=new.text, by=by, now=now)
    return order, None


def _promise(booking: Booking, new: NewAct, case: Case, by: Actor, now: datetime) -> tuple[Order | None, Promise | None]:
    """In the leader's name, in the words that were said."""
    if new.due_on is None:
        raise Refused("missing", _("Name the day by which it is done."), move="act", fields=["due_on"])
    day = booking.day
    promised = NewPromise(
        words=new.text,
        due_on=new.due_on,
        unit=day.unit,
        where=RECEPTION,
        account=day.account,
        case=case,
        link=("booking", booking.pk),
    )
    return None, oversight.promise(promised, by=by, now=now, there=True)


def _settle(booking: Booking, new: NewAct, case: Case, by: Actor, now: datetime) -> tuple[Order | None, Promise | None]:
    """The normal answer: only the person's own verdict closes it. With four eyes in the norm, somebody else reads it first."""
    cases.settled_now(case, reply=Reply(text=new.text, basis=new.basis), by=by, now=now)
    return None, None


def _petition(booking: Booking, new: NewAct, case: Case, by: Actor, now: datetime) -> tuple[Order | None, Promise | None]:
    """Registered at once by whoever registers petitions for this place; else it goes to those who do, and waits there.

    Source: 信访工作条例 (2022) arts. 19 and 22: what is heard at a reception is registered as any petition is.
    """
    if any(case.place_path.startswith(post.scope) for post in office_posts(by)):
        petitions.register(case, petitions.Entry(request=new.text, matter=new.matter), by=by, now=now)
    elif case.track != "petition":
        doer = by if case.roles_of(by) & {CLERK, DISPATCHER} else SYSTEM
        reason = str(_("What you said at the reception goes to the petition office, which registers it and tells you."))
        cases.change_track(case, track="petition", reason=reason, by=doer, now=now)
    return None, None


_FOLLOWS: dict[str, Callable[[Booking, NewAct, Case, Actor, datetime], tuple[Order | None, Promise | None]]] = {
    Act.INSTRUCTED: _instruct,
    Act.PROMISED: _promise,
    Act.SETTLED: _settle,
    Act.EXPLAINED: _settle,
    Act.PETITION: _petition,
}


def _row(booking: Booking, name: UUID, kind: str, text: str, *, by: Actor, now: datetime) -> Act:
    return Act(booking=booking, client=name, kind=kind, text=clean(text), by_id=by.official_id, at=now)


def _write(
    booking: Booking,
    new: NewAct,
    *,
    by: Actor,
    now: datetime,
    case: Case | None = None,
    order: Order | None = None,
    promise: Promise | None = None,
) -> Act:
    act = _row(booking, new.client, new.kind, new.text, by=by, now=now)
    act.case, act.order, act.promise = case, order, promise
    act.save(force_insert=True)
    _tell(act, by=by, now=now)
    return act


def _tell(act: Act, *, by: Actor, now: datetime) -> None:
    event = ReceptionActed(
        day=act.booking.day_id,
        booking=act.booking_id,
        act=act.pk,
        kind=act.kind,
        case=act.case_id,
        order=act.order_id,
        promise=act.promise_id,
        text=Words(act.text),
    )
    tell(event, by=by, about=act.booking.stream, now=now)
