"""Taking over what an older system holds: many voices at once, those closed there with their answers and without clocks."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from sixia.cases.actions.answer import sent
from sixia.cases.actions.hear import Draft, Heard, bar, check, drafted, redraw, told
from sixia.cases.events import CaseClosed
from sixia.cases.flow import CLOSED, IMPORTED
from sixia.cases.models import Answer, Voice
from sixia.cases.rules import SEARCH_KIND, NewVoice, PastVoice, clean
from sixia.catalog.rules.book import RuleBook
from sixia.kit import bulk, search
from sixia.kit.calendar import Due
from sixia.kit.clocks import Limit
from sixia.kit.events import Event
from sixia.kit.journal import tell_fresh
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place

ENDING = "imported"
"""How cases end that were closed before they came here; figures count them apart."""


def hear_many(
    batch: Sequence[NewVoice], *, book: RuleBook, desk: Unit, places: Mapping[int, Place], by: Actor, now: datetime
) -> list[Heard]:
    """Take many voices from another system by the same rules, all in one transaction and a few statements.

    Nobody is notified. A PastVoice that is over gets its answer, no clock, no verdict, and a closed case that ended
    `imported`. Voices already known by source id must have been left out by the caller (else IntegrityError). Raises Refused.
    """
    for new in batch:
        check(new)
    ends: dict[Limit, Due] = {}
    drafts = [drafted(new, book, desk, places.get(new.place or 0), now, ends=ends, timed=not _over(new)) for new in batch]
    for draft in drafts:
        _close(draft)
    while True:
        try:
            _write(drafts, by=by, now=now)
        except IntegrityError:  # a receipt that was drawn is somebody's already: it is drawn anew, and the batch goes on
            taken = _taken(drafts)
            if not taken:
                raise
            for draft in taken:
                redraw(draft)
        else:
            return [Heard(d.voice.receipt, d.passcode, d.voice.pk, d.case.pk) for d in drafts]


def _write(drafts: Sequence[Draft], *, by: Actor, now: datetime) -> None:
    with transaction.atomic():
        bulk.insert([draft.case for draft in drafts])
        for draft in drafts:
            draft.voice.case = draft.case
            if draft.clock is not None:
                draft.clock.owner = draft.clock.stream = draft.case.key
        bulk.insert([draft.voice for draft in drafts])
        bulk.insert([draft.clock for draft in drafts if draft.clock is not None])
        answers = {draft.voice.pk: answer for draft in drafts if (answer := _answer(draft))}
        bulk.insert(list(answers.values()))
        for draft in drafts:
            bar(draft)
        facts = [(event, draft.case.key) for draft in drafts for event in _events(draft, answers.get(draft.voice.pk))]
        tell_fresh(facts, by=by, now=now, quiet=True)
        search.index_many(SEARCH_KIND, [(draft.voice.pk, draft.voice.text) for draft in drafts], fresh=True)


def _taken(drafts: Sequence[Draft]) -> list[Draft]:
    """Those whose receipt is somebody else's, in the tables or earlier in the batch."""
    receipts = [draft.voice.receipt for draft in drafts]
    held = set(Voice.objects.filter(receipt__in=receipts).values_list("receipt", flat=True))
    found = []
    for draft in drafts:
        if draft.voice.receipt in held:
            found.append(draft)
        held.add(draft.voice.receipt)
    return found


def _over(new: NewVoice) -> bool:
    return isinstance(new, PastVoice) and new.over


def _close(draft: Draft) -> None:
    """What was over in the older system is over here: nothing runs, nobody is asked."""
    past, case, voice = draft.new, draft.case, draft.voice
    if not isinstance(past, PastVoice) or not past.over:
        return
    case.state, case.open, case.ending = CLOSED, False, ENDING
    case.answered_at = past.answered_at
    case.closed_at = past.closed_at or past.answered_at or case.heard_at
    voice.state, voice.ended_at = IMPORTED, case.closed_at


def _answer(draft: Draft) -> Answer | None:
    past = draft.new
    if not isinstance(past, PastVoice) or not (text := clean(past.reply)):
        return None
    at = past.answered_at or draft.case.closed_at or draft.case.heard_at
    kind = Answer.FINAL if past.over else Answer.INTERIM
    salt = secrets.token_hex(16)
    return bulk.new(Answer, case_id=draft.case.pk, kind=kind, state=Answer.SENT, text=text, salt=salt, made_at=at, sent_at=at)


def _events(draft: Draft, answer: Answer | None) -> list[Event]:
    events: list[Event] = [told(draft, history=True)]
    if answer is not None:
        events.append(sent(answer, history=True))
    if not draft.case.open:
        events.append(CaseClosed(case=draft.case.pk, ending=ENDING))
    return events
