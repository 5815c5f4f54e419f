"""What this room's facts read like in the story of a case: residents are told of promises and of who leads."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.queries import desk_story, telling
from sixia.cases.queries.telling import Reader, Teller
from sixia.kit.journal import Line
from sixia.ui.parts import Happening, Tone
from sixia.ui.text import moment

STORY: Final[dict[str, str | Promise]] = {
    "PromiseGiven": _("wrote down a promise of %(unit)s, due %(due)s"),
    "PromiseReplaced": _("put a new promise in the place of an old one"),
    "PromiseClaimed": _("says that a promise was kept on %(done)s"),
    "PromiseKept": _("confirmed that a promise was kept"),
    "PromiseDenied": _("says that a promise is not kept yet"),
    "PromiseBroken": _("a promise was broken"),
    "PromiseMadeGood": _("a broken promise was made good later"),
    "PromisePublished": _("put a promise on the public board"),
    "PromiseWordsHidden": _("took the words of a promise off the public board"),
    "PromiseDueSoon": _("a promise is due soon, on %(due)s"),
    "PromiseOverdue": _("a promise is overdue, it was due on %(due)s"),
    "CaseMarked": _("changed whether it is marked important"),
    "ChargeProposed": _("proposed a leader in charge"),
    "ChargeDeclined": _("decided that no leader in charge is needed"),
    "LeaderNamed": _("named a leader of %(unit)s to be in charge, until %(due)s"),
    "ChargeExtended": _("gave the leader in charge more time, until %(due)s"),
    "ChargeHandedOver": _("handed the charge over to a leader of %(unit)s"),
    "ChargeVacated": _("the post of the leader in charge has ended: it must be handed over"),
    "ChargeEnded": _("the leader in charge was released"),
    "StepPlanned": _("planned a step for %(unit)s, due %(due)s"),
    "StepDone": _("finished a step of the plan"),
    "StepDropped": _("took a step out of the plan"),
    "PersonMet": _("met the person on %(day)s"),
    "MeetingMissed": _("the leader in charge should have met the person again by now"),
    "ChargeOverdue": _("the time of the leader in charge is over, and the case is not"),
}
TONES: Final[dict[str, Tone]] = {
    "PromiseDueSoon": "warn",
    "PromiseOverdue": "bad",
    "PromiseBroken": "bad",
    "ChargeVacated": "bad",
    "MeetingMissed": "warn",
    "ChargeOverdue": "bad",
}
BY_THEMSELVES: Final = frozenset({"PromiseDueSoon", "PromiseOverdue", "ChargeVacated", "MeetingMissed", "ChargeOverdue"})


def _given(line: Line, reader: Reader) -> Happening:
    """The words themselves, with their day."""
    until = moment(date.fromisoformat(line.facts["due"]), reader.now)
    sentence = gettext("promised again, in other words or by another day, %(due)s:") if line.facts.get("replaces") else None
    text = (sentence or gettext("promised, by %(due)s:")) % {"due": until}
    return Happening(line.at, text, who=reader.unit(line), detail=line.words.get("words", ""))


def _named(line: Line, reader: Reader) -> Happening:
    """A leader by the unit in which they lead; persons are not named."""
    until = moment(date.fromisoformat(line.facts["due"]), reader.now)
    text = gettext("now has a leader in charge of your matter, until %(due)s.") % {"due": until}
    return Happening(line.at, text, who=reader.unit(line))


def _handed_over(line: Line, reader: Reader) -> Happening:
    return Happening(line.at, gettext("now has another leader in charge of your matter."), who=reader.unit(line))


def _said(sentence: Callable[[], str], name: str = "", tone: Tone = "") -> Teller:
    """A sentence, with the words of that name below it."""

    def tell(line: Line, _reader: Reader) -> Happening:
        return Happening(line.at, sentence(), detail=line.words.get(name, ""), tone=tone)

    return tell


TO_RESIDENTS: Final[dict[str, Teller]] = {
    "LeaderNamed": _named,
    "ChargeHandedOver": _handed_over,
    "PromiseGiven": _given,
    "PromiseReplaced": _said(lambda: gettext("A promise was reworded or moved; the old one stays to be read. Why:"), "reason"),
    "PromiseClaimed": _said(lambda: gettext("The unit says that what it promised is done. Is it so?"), "evidence"),
    "PromiseKept": _said(lambda: gettext("A promise was confirmed as kept.")),
    "PromiseDenied": _said(lambda: gettext("It was said that what was promised is not done yet.")),
    "PromiseBroken": _said(lambda: gettext("A promise was not kept. It stays written down as broken."), tone="bad"),
    "PromiseMadeGood": _said(lambda: gettext("A broken promise was made good later.")),
    "PromiseOverdue": _said(lambda: gettext("The day of a promise has passed, and nobody has said that it is done."), tone="bad"),
}
"""Only what concerns the reader's own voice or everybody in the case: `telling.may_know` sees to it."""


def fill() -> None:
    """Add the lines to the stories of the case, as that room asks of rooms above."""
    telling.TELLERS.update(TO_RESIDENTS)
    desk_story.TOLD.update(STORY)
    desk_story.TONES.update(TONES)
