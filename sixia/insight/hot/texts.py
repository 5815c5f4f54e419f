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
