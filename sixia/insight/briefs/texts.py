"""What sections and questions are called for people."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
TITLES: Final[dict[str, Text]] = {
    "new": _("What did people tell us?"),
    "late": _("Whom have we kept waiting beyond the limit?"),
    "stuck": _("What lies still?"),
    "refused": _("Where do people say it is not done?"),
    "promised": _("What have we promised that is due?"),
    "problems": _("Which problems are due?"),
    "hot": _("What are many people talking about?"),
    "silent": _("Where does nobody say anything?"),
    "unheard": _("From where does nobody tell us anything?"),
    "places": _("Where it is said"),
    "raised": _("Problems that were named"),
    "voices": _("Residents’ own words"),
    "tried": _("What was tried, and what residents say of it"),
    "rules": _("Standing rules that hold"),
    "open": _("Promises still open"),
}
ABOUT: Final[dict[str, Text]] = {
    "new": _("Heard in this span, the newest first."),
    "late": _("Their time limit has passed, the longest first."),
    "stuck": _("In time, but nobody has touched them for 14 days, the oldest first."),
    "refused": _("Verdicts “not solved” or “dissatisfied” of this span, in their own words where they gave any."),
    "promised": _("Nobody has confirmed yet that they were kept; those past their day first."),
    "problems": _("Open problems whose day has come or is near."),
    "hot": _("Several voices about one thing, by heat; why it is hot stands on its page."),
    "silent": _("Villages that tell far less than their neighbours do, in 90 days. A reason to go there, not a fault."),
    "unheard": _(
        "Villages from which none of your cases was heard in a year, the most households first. A reason to go, not a fault."
    ),
    "places": _("Cases heard in the span by town; a count says nothing about whose fault it is."),
    "raised": _("With all that were raised about it and are open, or were raised or ended in the span."),
    "voices": _("Taken evenly over the span, from the first to the last; nobody chose them. Personal numbers are masked."),
    "tried": _("Outcomes reported for these problems. Whether they helped is what residents say."),
    "rules": _("What was learned and written down, and whether its review says that it works."),
    "open": _("Given and not settled yet; those past their day first."),
}
QUESTIONS: Final[dict[str, Text]] = {
    "first": _("What do these voices have in common, and what do we not know yet?"),
    "unnamed": _("%(n)d cases were heard and no problem was raised: is there one beneath them, and who names it?"),
    "unowned": _("%(n)d problems have nobody who answers for them: who takes them, and by when?"),
    "unsolved": _("%(n)d of %(whole)d first verdicts do not say “solved”: what did the answers leave open?"),
    "again": _("%(n)d of %(whole)d cases came again within 90 days: why was it not over the first time?"),
    "failed": _("%(n)d outcomes were not accepted by residents: what was tried there, and what would be different now?"),
    "keep": _("%(n)d outcomes helped and no standing rule holds: what should become a rule?"),
    "rules": _("%(n)d standing rules hold: are they kept, and do they still fit?"),
    "late": _("%(n)d promises are past their day: what do we tell those to whom they were given?"),
    "silent": _("%(n)d villages say far less than their neighbours: is all well there, and who goes to see?"),
}


def asked(key: str, numbers: dict[str, Any]) -> str:
    """A question with its numbers."""
    return str(QUESTIONS[key]) % numbers
