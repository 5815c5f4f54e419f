"""What this room's facts read like in the story of a case; told to officials, and where they are about a promise to residents."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases.queries import desk_story
from sixia.ui.parts import Tone

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


def fill() -> None:
    """Add the lines to the story of the case, as that room asks of rooms above."""
    desk_story.TOLD.update(STORY)
    desk_story.TONES.update(TONES)
