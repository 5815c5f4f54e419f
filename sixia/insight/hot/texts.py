"""What the parts of heat are called for people."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.insight.hot.rules import heat

PART_WORDS: Final[dict[str, Promise]] = {
    heat.PEOPLE: _("people"),
    heat.VOTES: _("votes of others"),
    heat.GROWTH: _("rise in the busiest 30 days"),
    heat.SPREAD: _("spread over places"),
    heat.NEGATIVE: _("bad verdicts"),
    heat.REPEATS: _("said again"),
}
"""The six parts, as they stand beside their points."""
PART_ABOUT: Final[dict[str, Promise]] = {
    heat.PEOPLE: _("different people; 10 points for each doubling"),
    heat.VOTES: _("votes of others; ten count as one voice"),
    heat.GROWTH: _("voices in the busiest 30 days, against an even year"),
    heat.SPREAD: _("villages and communities; 2 points for each doubling"),
    heat.NEGATIVE: _("verdicts “not solved” or “dissatisfied”; 3 points for each doubling"),
    heat.REPEATS: _("voices that say it again; 2 points for each doubling"),
}
"""What the number of each part counts."""
