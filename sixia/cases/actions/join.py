"""Joining a case to another about the same matter, undoing it, and who speaks for a group."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases import norms
from sixia.cases.actions.asking import ask_if_answered, may_join, may_speak, settle
from sixia.cases.actions.turning import advance
from sixia.cases.events import RepresentativeNamed, VoiceJoined, VoiceParted
from sixia.cases.flow import DISPATCH, OPEN, WITHDRAWN
from sixia.cases.models import Case, Voice
from sixia.catalog.queries import rulebook
from sixia.kit import clocks
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import Actor


@transaction.atomic
def join(case: Case, *, into: Case, by: Actor, now: datetime) -> None:
    """Move the voices of `case`, not dispatched yet, to `into`: each keeps its receipt, its answers and its own verdict."""
    hold(case.stream, into.stream)
    if into.pk == case.pk:
        raise Refused("guard", _("Choose another case."), move="join", fields=["into"])
    if not into.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="join")
    into.refresh_from_db()  # it may have been joined itself, or made confidential, since it was read
    may_join(into, rulebook(into.edition_id), now)
    voices = list(case.voices.all())
    for voice in voices:
        tell(VoiceJoined(case=into.pk, voice=voice.pk, into=into.pk), by=by, about=into.key, now=now)
    changes = {"open": False, "closed_at": now, "ending": "joined", "into": into, "due_at": None, "voices_count": 0}
    event = VoiceJoined(case=case.pk, voice=voices[0].pk, into=into.pk)
    advance(case, "join", by=by, now=now, given={"into": into}, event=event, changes=changes)
    rows = Voice.objects.filter(pk__in=[voice.pk for voice in voices])
    rows.filter(origin=None).update(origin=case)
    rows.update(case=into, representative=False)  # who speaks for the larger group is named anew
    Case.objects.filter(into=case).update(into=into)
    Case.objects.filter(pk=into.pk).update(voices_count=into.voices.count())
    ask_if_answered(into, Voice.objects.filter(pk__in=[voice.pk for voice in voices]), now=now)


@transaction.atomic
def part(case: Case, *, reason: str, by: Actor, now: datetime) -> None:
    """Undo a joining: the voices that came with `case` go back, and it waits to be dispatched with a fresh clock.

    What they said of the other case's answer stays kept; they will be asked anew about an answer of their own.
    """
    hold(case.stream, f"case:{case.into_id}")
    into, voices = case.into, list(Voice.objects.filter(origin=case, case_id=case.into_id or 0))
    if into is None or not voices:
        raise Refused("state", _("This case has not been joined."), move="part")
    limit = norms.limit(rulebook(case.edition_id), case, DISPATCH)
    due_at = clocks.build("", "", DISPATCH, limit, now).due_at if limit else None
    for voice in voices:
        _take_back(voice, VoiceParted(case=into.pk, voice=voice.pk, back_to=case.pk, reason=Words(reason)), by=by, now=now)
    back = VoiceParted(case=case.pk, voice=voices[0].pk, back_to=case.pk, reason=Words(reason))
    changes = {
        "open": True,
        "closed_at": None,
        "ending": "",
        "into": None,
        "due_at": due_at,
        "voices_count": len(voices),
    }
    advance(case, "part", by=by, now=now, given={"reason": reason}, event=back, changes=changes, limits={DISPATCH: limit})
    Voice.objects.filter(pk__in=[voice.pk for voice in voices]).update(case=case, origin=None, callback_at=None)
    Case.objects.filter(pk=into.pk).update(voices_count=into.voices.count())
    into.refresh_from_db()
    settle(into, now=now)


def _take_back(voice: Voice, event: VoiceParted, *, by: Actor, now: datetime) -> None:
    """A voice waits again for an answer; one that was withdrawn stays so."""
    tell(event, by=by, about=voice.stream, now=now)
    if voice.state != WITHDRAWN:
        changes = {"state": OPEN, "asked_at": None, "ended_at": None, "version": voice.version + 1}
        Voice.objects.filter(pk=voice.pk).update(**changes)


@alone
def name_representative(voice: Voice, *, named: bool, by: Actor, now: datetime) -> None:
    """Let a voice speak for the group, or no longer; the rules say how many may (at most five: 信访工作条例 Art. 20)."""
    case = Case.objects.get(pk=voice.case_id)
    if not case.roles_of(by) & {"clerk", "dispatcher", "restricted_officer"}:
        raise Refused("role", _("You may not do this here."), move="name_representative")
    if named and not voice.representative:
        may_speak(case, rulebook(case.edition_id))
    Voice.objects.filter(pk=voice.pk).update(representative=named)
    voice.representative = named
    tell(RepresentativeNamed(case=case.pk, voice=voice.pk, named=named), by=by, about=case.key, now=now)
