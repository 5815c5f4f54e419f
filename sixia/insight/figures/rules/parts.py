"""What can be counted: each part by its code, what one row of it is, and from which room it comes. Pure."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
CASE, PROMISE, PROBLEM, VILLAGE = "case", "promise", "problem", "village"
"""Kinds of things whose rows are gathered together. A village stands for one year: what was reached in it."""
CASES, ORDERS, VERDICTS, PROMISES, PROBLEMS, VILLAGES = "cases", "orders", "verdicts", "promises", "problems", "villages"
"""What one fact counts: the rows of the list behind it."""
OPEN: Final = ".open"
"""Ending of parts that are not done yet: their age is counted from their day to the day of the reader."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is counted: `code`, the kind it is gathered from, the rows it lists, and a sentence for people."""

    code: str
    kind: str
    rows: str
    label: Text


_ALL: Final = (
    Part("heard", CASE, CASES, _("Cases heard, by the day they were heard; joined ones stand under the case they joined.")),
    Part("to_contact", CASE, ORDERS, _("Lead orders whose limit for the first contact has come, or whose resident was reached.")),
    Part("contacted", CASE, ORDERS, _("Of those, the resident was reached within the limit.")),
    Part("dispatched", CASE, CASES, _("Cases dispatched to a unit, by the day of the first dispatch.")),
    Part("hops", CASE, ORDERS, _("Their lead orders that a unit has from another unit, which handed them on.")),
    Part("settled", CASE, CASES, _("Dispatched cases that some unit has accepted.")),
    Part("first_right", CASE, CASES, _("Of those, the unit chosen first is the one that accepted, and still has it.")),
    Part("contact", CASE, CASES, _("From dispatch to the first contact: done.")),
    Part("contact.cut", CASE, CASES, _("From dispatch to the first contact: ended without it.")),
    Part("contact.open", CASE, CASES, _("From dispatch to the first contact: still waiting.")),
    Part("answer", CASE, CASES, _("From the first word to the answer: done.")),
    Part("answer.cut", CASE, CASES, _("From the first word to the answer: ended without it.")),
    Part("answer.open", CASE, CASES, _("From the first word to the answer: still waiting.")),
    Part("verdict", CASE, CASES, _("From the first word to the first verdict: done.")),
    Part("verdict.cut", CASE, CASES, _("From the first word to the first verdict: ended without it.")),
    Part("verdict.open", CASE, CASES, _("From the first word to the first verdict: still waiting.")),
    Part("judged", CASE, VERDICTS, _("Voices judged for the first time, by the day of that verdict.")),
    Part("judged.out", CASE, VERDICTS, _("Of those, left out by a granted exclusion.")),
    Part("solved", CASE, VERDICTS, _("The first verdict says “solved”.")),
    Part("solved.out", CASE, VERDICTS, _("The first verdict says “solved”, but it was left out.")),
    Part("solved_last", CASE, VERDICTS, _("The last verdict of the same voice says “solved”.")),
    Part("content", CASE, VERDICTS, _("The first verdict is “fairly satisfied” or better.")),
    Part("content.out", CASE, VERDICTS, _("The first verdict is “fairly satisfied” or better, but it was left out.")),
    Part("content_last", CASE, VERDICTS, _("The last verdict of the same voice is “fairly satisfied” or better.")),
    Part("treated", CASE, VERDICTS, _("First verdicts that say how the person was treated.")),
    Part("decent", CASE, VERDICTS, _("First verdicts that say the person was treated decently.")),
    Part("ended", CASE, CASES, _("Cases closed, by the day they were closed.")),
    Part("ended.judged", CASE, CASES, _("Closed because the resident agreed.")),
    Part("ended.unjudged", CASE, CASES, _("Closed without a verdict, since nobody could be reached.")),
    Part("asked_out", CASE, CASES, _("Cases a unit asked to leave out of its figures, decided on that day.")),
    Part("left_out", CASE, CASES, _("Of those, left out.")),
    Part("callers", CASE, CASES, _("Cases with a known caller and topic, by the day they were heard.")),
    Part("came_again", CASE, CASES, _("The same caller had the same topic closed within the 90 days before.")),
    Part("more", CASE, CASES, _("Further voices on the same matter, while it was watched.")),
    Part("watched", CASE, CASES, _("Days for which a matter was watched for further voices.")),
    Part("watched.open", CASE, CASES, _("Matters still watched for further voices.")),
    Part("promise.due", PROMISE, PROMISES, _("Promises whose first named day has come, kept or broken.")),
    Part("promise.kept", PROMISE, PROMISES, _("Promises confirmed as kept by their first named day.")),
    Part("promise.open", PROMISE, PROMISES, _("Promises whose first named day has come, and of which nobody has said yet.")),
    Part("solved_problem", PROBLEM, PROBLEMS, _("Problems solved as residents say, by the day of it.")),
    Part("came_back", PROBLEM, PROBLEMS, _("Of those, the watch has seen the same matters again.")),
    Part("village", VILLAGE, VILLAGES, _("Villages and communities, once for each year.")),
    Part("reached", VILLAGE, VILLAGES, _("Reached by a session for the first time in the year, by the day of it.")),
)
PARTS: Final = {part.code: part for part in _ALL}


def is_open(code: str) -> bool:
    """Whether the part's length is counted up to the reader's day."""
    return code.endswith(OPEN)
