"""The words of this room for parts of a score. Knows no table."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.insight.ahead.rules import weighing
from sixia.insight.ahead.rules.weighing import Facts, Part

PARTS: Final[dict[str, Promise]] = {
    weighing.OPEN: _("open cases: %(n)s"),
    weighing.REPEATS: _("of these said more than once: %(n)s"),
    weighing.NEGATIVES: _("of these with an answer that was not accepted: %(n)s"),
    weighing.STUCK: _("of these that nobody has touched for long: %(n)s"),
    weighing.PROMISES: _("promises overdue or due soon: %(n)s"),
    weighing.MONTHS: _("months since the last visit: %(n)s"),
    weighing.NEVER: _("no visit on record yet"),
    weighing.SILENT: _("cases heard: %(n)s, where %(usual)s would be usual for its neighbours"),
}
NOTHING_HEARD: Final = _("of the cases you may see, none was heard from here in the days that were compared")
"""Said of a place of which that may still be chance: it gives no points."""
NAMES: Final[dict[str, Promise]] = {
    weighing.OPEN: _("Open cases"),
    weighing.REPEATS: _("Open cases said more than once"),
    weighing.NEGATIVES: _("Open cases with an answer that was not accepted"),
    weighing.STUCK: _("Open cases that nobody has touched for long"),
    weighing.PROMISES: _("Promises overdue or due soon"),
    weighing.MONTHS: _("Visits that were held"),
    weighing.NEVER: _("Visits that were held"),
    weighing.SILENT: _("Cases heard in the days that were compared"),
}
WEIGHTS: Final[dict[str, Promise]] = {
    "open": _("Each open case: %(n)s"),
    "repeat": _("if it was said more than once, besides: %(n)s"),
    "negative": _("if its answer was not accepted, besides: %(n)s"),
    "stuck": _("if nobody has touched it for long, besides: %(n)s"),
    "promise": _("each promise overdue or due soon: %(n)s"),
    "promise_days": _("days within which a promise is due soon: %(n)s"),
    "month": _("each month without a visit: %(n)s"),
    "most_months": _("months that count at most: %(n)s"),
    "silent": _("far fewer voices than its neighbours: %(n)s"),
    "silent_days": _("days over which neighbours are compared: %(n)s"),
    "most": _("points of each counted part at most: %(n)s"),
}


def said(part: Part, facts: Facts) -> str:
    """One part in the reader's language."""
    given: dict[str, Any] = {"n": part.amount, "usual": f"{facts.expected or 0:.1f}"}
    return str(PARTS[part.code]) % given
