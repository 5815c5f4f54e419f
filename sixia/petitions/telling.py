"""What this room's facts read like in the story of a case, to officials; called once at start-up."""

from functools import partial
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases.queries import desk_story, telling
from sixia.ui.parts import Tone

STORY: Final[dict[str, str | Promise]] = {
    "TrackChanged": _("moved it to the other track; the first date stays"),
    "CaseEntrusted": _("%(unit)s answers for it"),
    "CaseRecalled": _("took it back from its unit"),
    "PetitionRegistered": _("registered it as a petition"),
    "PetitionClassified": _("said by which procedure it goes"),
    "PetitionSealed": _("handed it over behind closed doors"),
    "PetitionSent": _("passed it on to %(unit)s"),
    "PetitionObjected": _("objected for %(unit)s: not within its remit"),
    "ObjectionUpheld": _("agreed with %(unit)s and took it back"),
    "ObjectionDismissed": _("appointed %(unit)s"),
    "PetitionAccepted": _("accepted it for %(unit)s"),
    "PetitionExtended": _("approved %(days)s more days for %(unit)s"),
    "HearingOpened": _("called a hearing"),
    "HearingRecorded": _("wrote the hearing down"),
    "AgreementReached": _("wrote an agreement down"),
    "AgreementBroken": _("said that the agreement was not kept"),
    "AgreementPerformed": _("said that the agreement was kept"),
    "PetitionDecided": _("issued a written opinion of %(unit)s"),
    "ReviewAsked": _("asked for a review one level up"),
    "PetitionSetAside": _("set the opinion aside; %(unit)s handles it anew"),
    "PetitionRefused": _("did not accept it"),
    "PetitionRedirected": _("showed another lawful way"),
    "SuggestionAnswered": _("answered the suggestion for %(unit)s"),
    "PetitionLapsed": _("nobody asked for a review in time: the opinion is final"),
    "PetitionWithdrawn": _("ended the petition: it was taken back"),
    "PetitionMoved": _("found that it is no petition but a request for service"),
    "PetitionUrged": _("urged %(unit)s"),
    "PetitionReclaimed": _("ordered it to be taken up"),
    "NewFactsTold": _("noted new facts"),
    "NoticeMade": _("issued document %(number)s"),
    "NoticeTaken": _("took document %(number)s as a file"),
    "NoticeServed": _("noted that a document was served"),
}
TONES: Final[dict[str, Tone]] = {
    "PetitionObjected": "warn",
    "PetitionRefused": "warn",
    "PetitionUrged": "warn",
    "PetitionReclaimed": "bad",
    "AgreementBroken": "bad",
}
CLOCKS: Final[dict[str, str | Promise]] = {
    "route": _("forwarding or assigning"),
    "tell": _("written notice to the petitioner"),
    "object": _("term for objecting"),
    "review_ask": _("term for asking for a review"),
    "review": _("review"),
    "rereview_ask": _("term for asking for a re-review"),
    "rereview": _("re-review"),
}
LATE: Final[dict[str, Any]] = {
    "route": _("It should have been passed on to a unit by now."),
    "tell": _("You should have been told in writing by now."),
    "review": _("The review should have been decided by now."),
    "rereview": _("The re-review should have been decided by now."),
}


def fill() -> None:
    """Add the lines to the story of the case, as that room asks of rooms above."""
    desk_story.TOLD.update(STORY)
    desk_story.TONES.update(TONES)
    desk_story.CLOCKS.update(CLOCKS)
    telling.LATE.update({kind: partial(str, said) for kind, said in LATE.items()})
