"""Splitting off: what a voice tells of a further matter becomes a case of its own, in the resident's own words."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases.actions.hear import Heard, hear
from sixia.cases.events import MatterSplit
from sixia.cases.models import Case, Voice
from sixia.cases.rules import NewVoice, clean, says_all_of
from sixia.catalog.queries import rulebook
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.people.actors import Actor

SOURCE = "split"


@alone
def split(case: Case, *, voice: Voice, words: str, category: str = "", by: Actor, now: datetime) -> Heard:
    """Make a case of its own from the part of `voice` that tells of another matter.

    `words` are passages of the voice as it stands, so that nobody is made to say what they did not say. The new voice is the
    same person's, has a receipt and a clock of its own, keeps the day it was first said, and is answered and judged by
    itself; the resident is told. Split twice in the same words, it is the same voice. Raises Refused.
    """
    words = clean(words)
    if voice.case_id != case.pk or not voice.salt:
        raise Refused("guard", _("Choose one of the voices of this case."), move="split", fields=["voice"])
    book = rulebook(case.edition_id)
    if category and book.chain(category) and book.category(category).restricted:
        sentence = _("This category is confidential. Use “Make confidential” first.")
        raise Refused("guard", sentence, move="split", fields=["category"])
    given = {"words": words, "voice": voice, "theirs": says_all_of(words, voice.text)}
    roles = case.roles_of(by)
    case.FLOW.check("split", state=case.state, roles=roles, given=given, thing=case)
    heard = hear(_part_of(voice, words, category), by=by, now=now)
    if not heard.again:
        event = MatterSplit(case=case.pk, voice=voice.pk, into=heard.case, receipt=heard.receipt)
        advance(case, "split", by=by, now=now, given=given, event=event)
    return heard


def _part_of(voice: Voice, words: str, category: str) -> NewVoice:
    """The same person, channel, place and wishes."""
    return NewVoice(
        text=words,
        channel=voice.channel,
        desk=voice.case.desk_id,
        kind=voice.kind,
        category=category,
        place=voice.place_id,
        place_note=voice.place_note,
        name=voice.name,
        phone=voice.phone,
        email=voice.email,
        address=voice.address,
        wants=voice.wants,
        language=voice.language,
        secret=voice.secret,
        minor=voice.minor,
        helper=voice.helper_id,
        consent=voice.consent,
        heard_at=voice.heard_at,
        split_from=voice.pk,
        source=SOURCE,
        source_id=f"{voice.pk}:{hashlib.sha256(words.encode()).hexdigest()[:32]}",
    )
