"""What this room's facts read like in the story of a case: that it is behind a problem, without naming anybody."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.queries import desk_story, telling
from sixia.cases.queries.telling import Reader, Teller
from sixia.kit.journal import Line
from sixia.ui.parts import Happening

STORY: Final[dict[str, str | Promise]] = {"CaseMadeProblem": _("made it part of a problem beyond this case")}


def _part(line: Line, _reader: Reader) -> Happening:
    return Happening(line.at, gettext("Others say the same: your concern is now part of a problem that is solved as a whole."))


TO_RESIDENTS: Final[dict[str, Teller]] = {"CaseMadeProblem": _part}


def fill() -> None:
    """Add the lines to the stories of the case, as that room asks of rooms above."""
    telling.TELLERS.update(TO_RESIDENTS)
    desk_story.TOLD.update(STORY)
