"""A resident's own voices: found by receipt, and only among those they have opened. Knows no request."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sixia.cases.models import Voice
from sixia.people.actors import Actor

MARK: Final = 16


def by_receipt(receipt: str | None) -> Voice | None:
    """The voice of a receipt in its stored form, for checking a passcode against it; None when there is none."""
    return Voice.objects.filter(receipt=receipt).first() if receipt else None


def by_link(token: tuple[int, datetime] | None) -> Voice | None:
    """The voice that a signed link names, unless its passcode was renewed after the link was made."""
    pk, made = token or (0, None)
    voice = Voice.objects.filter(pk=pk).first() if 0 < pk < 2**62 else None
    if voice is None or (made and voice.renewed_at and made < voice.renewed_at.replace(microsecond=0)):
        return None
    return voice


def mark_of(passcode: str) -> str:
    """What a browser keeps of the stored passcode by which it opened a voice: another passcode has another mark."""
    return passcode[:MARK]


def still_open(kept: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """Those of these voices, given with their marks, whose passcode is the same still, in the same order. One query.

    A renewed passcode thereby ends every browser's right to the voice, and so does erasing it.
    """
    rows = Voice.objects.filter(pk__in=[number for number, _mark in kept]).exclude(passcode="")
    good = {(number, mark_of(passcode)) for number, passcode in rows.values_list("pk", "passcode")}
    return tuple(number for number, mark in kept if (number, mark) in good)


def own_voice(receipt: str, who: Actor) -> Voice | None:
    """The voice of this receipt when `who` may see it, with all that its page needs joined."""
    rows = Voice.objects.visible_to(who).select_related(
        "case__lead_unit", "case__desk__place", "case__place__parent", "place__parent", "split_from"
    )
    return rows.filter(receipt=receipt).first()


def helped_voices(who: Actor, *, most: int = 20) -> list[Voice]:
    """The voices a grid worker has written for others, newest first."""
    rows = Voice.objects.visible_to(who).filter(helper_id=who.account_id)
    return list(rows.select_related("case__lead_unit").order_by("-id")[:most])


def own_voices(who: Actor, *, most: int = 30) -> list[Voice]:
    """Every voice this resident has opened here, newest first."""
    if not who.voice_ids:
        return []
    return list(Voice.objects.visible_to(who).select_related("case__lead_unit", "case__desk").order_by("-id")[:most])
