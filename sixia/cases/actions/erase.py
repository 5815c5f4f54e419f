"""Erasing a person's words and identity on request, when their matter is over; what happened stays on record."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.events import VoiceErased
from sixia.cases.flow import VOICE
from sixia.cases.models import Case, Contact, Verdict, Voice
from sixia.cases.rules import SEARCH_KIND
from sixia.kit import search
from sixia.kit.events import Words
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.kit.journal import erase_words_about, hold, tell
from sixia.orders.actions import rename
from sixia.people.actors import Actor
from sixia.people.rules import PRIVACY_OFFICER

BLANK = {
    **dict.fromkeys(("text", "salt", "name", "phone", "email", "address", "phone_index"), ""),
    **dict.fromkeys(("place_note", "consent", "passcode"), ""),
}


def erasable(receipt: str, *, by: Actor) -> list[Voice]:
    """The voice of this receipt and the parts split off from it, as they would be erased now. Changes nothing; raises Refused."""
    if not by.has(PRIVACY_OFFICER):
        raise Refused("role", _("Only the privacy officer may erase personal data."), move="erase")
    voice = Voice.objects.filter(receipt=receipt).exclude(salt="").first()
    if voice is None:
        raise Refused(
            "guard", _("There is no voice with this receipt, or it has been erased already."), move="erase", fields=["receipt"]
        )
    if voice.state not in VOICE.ends:
        raise Refused(
            "guard", _("This matter is still open. Erase it when it is over, or have it withdrawn first."), move="erase"
        )
    parts = list(voice.parts.exclude(salt=""))
    for part in parts:
        if part.state not in VOICE.ends:
            sentence = _("A part of it goes on under receipt %(receipt)s. Erase it when that is over.")
            raise Refused("guard", sentence % {"receipt": part.receipt}, move="erase")
    return [voice, *parts]


@transaction.atomic
def erase(receipt: str, *, reason: str, by: Actor, now: datetime) -> None:
    """Empty what the voice of this receipt and the parts split off from it say and who said it: text, identity, notes of calls,
    comments, added words.

    个人信息保护法 Art. 47: once the purpose is fulfilled. Dates, states, verdict marks and the journal's chain stay; the
    passcode opens nothing any more. Only the privacy officer may, and only when the voice has come to an end.
    """
    near = Voice.objects.filter(Q(receipt=receipt) | Q(split_from__receipt=receipt))
    hold(*{f"case:{case}" for case in near.values_list("case_id", flat=True)})
    voices = erasable(receipt, by=by)
    if not reason.strip():
        raise Refused(
            "missing", _("Write down who asked for it and how you made sure it was them."), move="erase", fields=["reason"]
        )
    for voice in voices:
        _empty(voice, reason, by=by, now=now)


def _empty(voice: Voice, reason: str, *, by: Actor, now: datetime) -> None:
    Voice.objects.filter(pk=voice.pk).update(**BLANK, renewed_at=now)
    Contact.objects.filter(voice=voice).update(note="")
    contacts = [f"contact:{pk}" for pk in Contact.objects.filter(voice=voice).values_list("pk", flat=True)]
    store.erase([voice.key, *contacts], stream=voice.stream, by=by, now=now)
    Verdict.objects.filter(voice=voice).update(comment="")
    search.drop(SEARCH_KIND, voice.pk)
    erase_words_about(voice.stream, voice=voice.pk)
    _rename(voice)
    event = VoiceErased(case=voice.case_id, voice=voice.pk, reason=Words(reason.strip()[:500]))
    tell(event, by=by, about=voice.stream, now=now)


def _rename(voice: Voice) -> None:
    """A case is titled with its first voice's words: when that one goes, its number takes their place, on orders too."""
    for case in Case.objects.filter(pk__in=[pk for pk in (voice.case_id, voice.origin_id) if pk]):
        first = Voice.objects.filter(case=case).order_by("pk").first()
        if first is None or first.pk == voice.pk or voice.origin_id == case.pk:
            Case.objects.filter(pk=case.pk).update(title=f"#{case.pk}")
            rename("case", case.pk, brief=f"#{case.pk}")
