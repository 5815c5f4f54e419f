"""Hearing: from a channel's words to a committed voice, case, clock, journal entry and receipt."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases import norms
from sixia.cases.actions.asking import ask_if_answered, may_join, may_speak
from sixia.cases.actions.files import keep
from sixia.cases.events import VoiceHeard
from sixia.cases.flow import DISPATCH
from sixia.cases.models import Case, Voice
from sixia.cases.rules import CHANNELS, KINDS, MOST_TEXT, SEARCH_KIND, NewVoice, clean, new_passcode, new_receipt, title_of
from sixia.catalog.queries import current_book, rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.kit import bulk, clocks, search
from sixia.kit.calendar import Due
from sixia.kit.crypto import blind_index, ring
from sixia.kit.events import Witness
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.kit.masking import mask, normal_phone
from sixia.kit.models import Clock
from sixia.orders import actions as orders
from sixia.orders.rules import Matter
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place

DRAWS = 5
"""How often a receipt is drawn anew when the one drawn is somebody's already."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the resident takes away. `passcode` is shown once and stored nowhere; "" when the voice was known already."""

    receipt: str
    passcode: str
    voice: int
    case: int
    again: bool = False


@dataclass(slots=True)
class Draft:
    """A voice and its case before they are written."""

    new: NewVoice
    case: Case
    voice: Voice
    passcode: str
    clock: Clock | None


def hear(new: NewVoice, *, by: Actor, now: datetime, book: RuleBook | None = None, place: Place | None = None) -> Heard:
    """Take one voice. Everything is written in one transaction or nothing; the receipt is the acknowledgement.

    The same `source` and `source_id` again returns the voice that is there, without a passcode. Whoever has just read the
    rules in force (`book`) or the voice's `place` hands them over, and they are not read again. Raises Refused.
    """
    check(new)
    book = book or current_book(now)
    place = place if place is not None and place.pk == new.place else _place(new.place)
    take = _hear_new if new.into is None or _apart(new, book) else _hear_into
    left = DRAWS
    while True:
        if new.source_id and (known := _known(new)):
            return known
        try:
            return take(new, book, place, by=by, now=now)
        except IntegrityError:
            # Either the same form came twice at the same moment and the other one was first, or the receipt that was drawn is
            # somebody's already: the next turn finds the one and draws another for the other. What else breaks breaks again.
            left -= 1
            if not left:
                raise


def _hear_new(new: NewVoice, book: RuleBook, place: Place | None, *, by: Actor, now: datetime) -> Heard:
    with transaction.atomic():
        draft = drafted(new, book, _desk(new.desk, place), place, now)
        draft.case.save(force_insert=True)
        draft.voice.case = draft.case
        draft.voice.save(force_insert=True)
        if draft.clock is not None:
            draft.clock.owner = draft.clock.stream = draft.case.key
            draft.clock.save(force_insert=True)
        bar(draft)
        tell(told(draft), by=_author(by, draft.voice), about=draft.case.key, now=now, fresh=True)
        search.index_many(SEARCH_KIND, [(draft.voice.pk, draft.voice.text)], fresh=True)
        keep(draft.voice, new.files, by=_author(by, draft.voice), now=now)
    return Heard(draft.voice.receipt, draft.passcode, draft.voice.pk, draft.case.pk)


def passcode_index(receipt: str, passcode: str) -> str:
    """What is stored in place of a passcode: worthless without the installation's key."""
    return blind_index("passcode", f"{receipt}:{passcode}", ring())


def redraw(draft: Draft) -> None:
    """Another receipt for a draft, and with it another passcode: what is stored of the passcode depends on the receipt."""
    draft.voice.receipt, draft.passcode = new_receipt(), new_passcode()
    draft.voice.passcode = passcode_index(draft.voice.receipt, draft.passcode)


def check(new: NewVoice) -> None:
    """What every channel must keep to; forms say it earlier and more kindly. Raises Refused."""
    text = clean(new.text)
    if not text:
        raise Refused("missing", _("Write what is the matter."), move="hear", fields=["text"])
    if len(text) > MOST_TEXT:
        sentence = _("This is longer than %(most)s characters. Shorten it, or hand in the rest as a paper.")
        raise Refused("guard", sentence % {"most": MOST_TEXT}, move="hear", fields=["text"])
    if new.kind not in KINDS or new.channel not in CHANNELS:
        raise Refused("guard", _("This kind of concern or channel is not known."), move="hear", fields=["kind"])
    if new.helper is not None and not new.consent.strip():
        raise Refused("missing", _("Note how the person agreed that you write for them."), move="hear", fields=["consent"])


def _known(new: NewVoice) -> Heard | None:
    there = Voice.objects.filter(source=new.source, source_id=new.source_id).values_list("receipt", "pk", "case_id")
    return next((Heard(receipt, "", pk, case, again=True) for receipt, pk, case in there), None)


def _apart(new: NewVoice, book: RuleBook) -> bool:
    """Whether it must not join what others read: an accusation, or words that name somebody who may not know of them."""
    confidential = bool(book.chain(new.category)) and book.category(new.category).restricted
    return new.kind == "accusation" or confidential or bool(new.named_units or new.named_accounts)


def _hear_into(new: NewVoice, _in_force: RuleBook, place: Place | None, *, by: Actor, now: datetime) -> Heard:
    """A voice that says "this one too": it keeps its own receipt, answers and verdict, and needs no case of its own; the rules
    are those of the case."""
    with transaction.atomic():
        hold(f"case:{new.into}")
        case = Case.objects.filter(pk=new.into or 0).first()
        if case is None:
            raise Refused("guard", _("This case can no longer be joined. Hand in your concern as a new one."), move="join")
        book = rulebook(case.edition_id)
        may_join(case, book, now)
        if case.track == "petition" and not (by.is_official or by.is_system):  # its documents are read by all who petition
            sentence = _("This is a petition of its own petitioners. Hand in your concern as a new one.")
            raise Refused("guard", sentence, move="join")
        if new.representative:
            may_speak(case, book)
        draft = drafted(new, book, _desk(new.desk, place), place, now)
        draft.voice.case = case
        draft.voice.save(force_insert=True)
        Case.objects.filter(pk=case.pk).update(voices_count=case.voices.count())
        tell(told(draft, case=case, joins=True), by=_author(by, draft.voice), about=case.key, now=now)
        search.index_many(SEARCH_KIND, [(draft.voice.pk, draft.voice.text)], fresh=True)
        keep(draft.voice, new.files, by=_author(by, draft.voice), now=now)
        ask_if_answered(case, [draft.voice], now=now)
    return Heard(draft.voice.receipt, draft.passcode, draft.voice.pk, case.pk)


def drafted(
    new: NewVoice,
    book: RuleBook,
    desk: Unit,
    place: Place | None,
    now: datetime,
    *,
    ends: dict[clocks.Limit, Due] | None = None,
    timed: bool = True,
) -> Draft:
    """The rows of a new voice as the rules of `book` want them, not yet written; with a clock only if `timed`."""
    text = clean(new.text)
    heard_at = new.heard_at or now
    code = new.category if book.chain(new.category) else ""
    category = book.category(code) if code else None
    restricted = new.kind == "accusation" or bool(category and category.restricted)
    named = bool(new.named_units or new.named_accounts)
    secret = new.secret or restricted or named
    case = bulk.new(
        Case,
        edition_id=book.edition,
        state=Case.FLOW.start,
        track=new.track,
        kind=new.kind,
        category=code,
        triage=category.triage if category else "must",
        title=title_of(mask(text)),
        place_id=place.pk if place else None,
        place_path=place.path if place else desk.place.path,
        lat=new.lat,
        lon=new.lon,
        desk_id=desk.pk,
        restricted=restricted,
        barred=named,
        secret=secret,
        urgent=new.urgent,
        public=bool(category and category.public) and not (secret or new.minor),
        first_at=heard_at,
        heard_at=heard_at,
    )
    limit = norms.limit(book, case, DISPATCH) if timed else None
    clock = clocks.build("", "", DISPATCH, limit, now, ends=ends) if limit else None
    case.due_at = clock.due_at if clock else None
    return Draft(new, case, *_voice(new, text, place, heard_at, now), clock)


def _voice(new: NewVoice, text: str, place: Place | None, heard_at: datetime, now: datetime) -> tuple[Voice, str]:
    receipt, passcode = new_receipt(), new_passcode()
    phone = normal_phone(new.phone) or ""
    voice = bulk.new(
        Voice,
        state=Voice.FLOW.start,
        receipt=receipt,
        passcode=passcode_index(receipt, passcode),
        kind=new.kind,
        channel=new.channel,
        text=text,
        salt=secrets.token_hex(16),
        place_id=place.pk if place else None,
        place_note=clean(new.place_note)[:200],
        name=clean(new.name)[:80],
        phone=clean(new.phone)[:40],
        email=clean(new.email)[:200],
        address=clean(new.address)[:300],
        phone_index=blind_index("phone", phone, ring()) if phone else "",
        wants=new.wants,
        language=new.language,
        secret=new.secret,
        minor=new.minor,
        anonymous=new.anonymous,
        representative=new.representative,
        helper_id=new.helper,
        consent=clean(new.consent)[:200],
        split_from_id=new.split_from,
        source=new.source,
        source_id=new.source_id,
        heard_at=heard_at,
        taken_at=now,
    )
    return voice, passcode


def told(draft: Draft, *, case: Case | None = None, joins: bool = False, history: bool = False) -> VoiceHeard:
    """The event that this voice was taken, by default with a case of its own."""
    voice = draft.voice
    return VoiceHeard(
        case=(case or draft.case).pk,
        voice=voice.pk,
        receipt=voice.receipt,
        channel=voice.channel,
        kind=voice.kind,
        joins=joins,
        history=history,
        text=Witness(voice.salt, voice.text),
    )


def _author(by: Actor, voice: Voice) -> Actor:
    """Residents act as the voice that has just been made."""
    return by if by.is_official or by.is_system else Actor("resident", voice_ids=(voice.pk,))


def bar(draft: Draft) -> None:
    """Keep those complained about away from the case."""
    if draft.case.barred:
        matter = Matter(kind="case", pk=draft.case.pk, place_path=draft.case.place_path, brief="")
        orders.bar(matter=matter, units=draft.new.named_units, accounts=draft.new.named_accounts)


def _desk(pk: int, place: Place | None) -> Unit:
    """The desk; its id is enough where the place is known."""
    return Unit(pk=pk) if place else Unit.objects.select_related("place").get(pk=pk)


def _place(pk: int | None) -> Place | None:
    return Place.objects.filter(pk=pk).first() if pk else None
