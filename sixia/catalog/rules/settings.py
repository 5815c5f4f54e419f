"""The registry of scalar rules: what a profile may set, its type and bounds, and what holds when it says nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.catalog.rules.rows import Text
from sixia.people.rules import ROLES


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the escalation ladder: when `share` percent of a limit have passed, somebody with the role `to` is told.

    Before the end the unit itself is reminded, by its clock."""

    share: int
    to: str


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule: its type's reader, the default as a profile would write it, and what it means."""

    read: Callable[[Any], Any]
    default: Any
    about: Any


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A reader of whole numbers within bounds."""

    def read(raw: Any) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or not least <= raw <= most:
            raise ValueError(_("It must be a whole number from %(least)s to %(most)s.") % {"least": least, "most": most})
        return raw

    return read


def clock_time(raw: Any) -> time:
    """A reader of a time of day such as "21:00"."""
    try:
        return time.fromisoformat(raw)
    except (TypeError, ValueError):
        raise ValueError(_('It must be a time of day such as "21:00".')) from None


def line(raw: Any) -> str:
    """A reader of one short line, such as a telephone number."""
    if not isinstance(raw, str) or not raw.strip() or len(raw) > 200:
        raise ValueError(_("It must be a short text."))
    return raw


def word_list(raw: Any) -> tuple[str, ...]:
    """A reader of a list of words."""
    if not isinstance(raw, list | tuple) or not all(isinstance(word, str) and word.strip() for word in raw):
        raise ValueError(_("It must be a list of words."))
    return tuple(raw)


def spoken(raw: Any) -> Text:
    """A reader of one text in several languages: a table of language and words."""
    if not isinstance(raw, Mapping) or not all(isinstance(v, str) and v.strip() for v in raw.values()):
        raise ValueError(_('It must be a text per language, such as { zh = "...", en = "..." }.'))
    return Text(dict(raw))


def steps(raw: Any) -> tuple[Step, ...]:
    """A reader of the escalation ladder: a list of { share, to } with rising shares from 100 on."""
    try:
        ladder = tuple(Step(int(one["share"]), str(one["to"])) for one in raw)
    except (TypeError, KeyError, ValueError):
        raise ValueError(_('It must be a list such as [{ share = 100, to = "unit_head" }].')) from None
    if unknown := [step.to for step in ladder if step.to not in ROLES]:
        raise ValueError(_("There is no role “%(role)s”.") % {"role": unknown[0]})
    if not ladder or any(a.share >= b.share for a, b in pairwise(ladder)) or ladder[0].share < 100:
        raise ValueError(_("The first share must be at least 100, and each step higher than the one before it."))
    return ladder


RULES: dict[str, RuleSpec] = {
    "hotline.number": RuleSpec(line, "12345", gettext_lazy("The telephone number that residents call.")),
    "contact.attempts": RuleSpec(
        whole(1, 10),
        3,
        gettext_lazy("How often a resident must have been sought before they count as out of reach."),
    ),
    "contact.means": RuleSpec(whole(1, 5), 2, gettext_lazy("By how many different means they must have been sought.")),
    "contact.days": RuleSpec(whole(1, 10), 2, gettext_lazy("On how many different days they must have been sought.")),
    "contact.notice_days": RuleSpec(
        whole(0, 60),
        5,
        gettext_lazy("How many days the last notice waits before a case ends without a verdict."),
    ),
    "quiet.from": RuleSpec(
        clock_time,
        "21:00",
        gettext_lazy("From this time on nobody is called or messaged, emergencies excepted."),
    ),
    "quiet.until": RuleSpec(
        clock_time,
        "08:00",
        gettext_lazy("Until this time nobody is called or messaged, emergencies excepted."),
    ),
    "join.days": RuleSpec(
        whole(1, 365),
        30,
        gettext_lazy("How many days after a case was closed another voice may still join it."),
    ),
    "representatives.most": RuleSpec(whole(1, 50), 5, gettext_lazy("How many representatives a group may send.")),
    "verdict.days": RuleSpec(
        whole(1, 90),
        7,
        gettext_lazy("How many days a resident has for the verdict before they are called."),
    ),
    "verdict.again_days": RuleSpec(
        whole(0, 365),
        30,
        gettext_lazy("How many days after closing a resident may still say that it was not solved."),
    ),
    "redo.most": RuleSpec(
        whole(1, 10),
        2,
        gettext_lazy("At which refusal of an answer a supervisor must review the case."),
    ),
    "orders.hops": RuleSpec(
        whole(0, 10),
        2,
        gettext_lazy("How often an order may be handed on before a dispatcher appoints the unit."),
    ),
    "escalation.ladder": RuleSpec(
        steps,
        [
            {"share": 100, "to": "unit_head"},
            {"share": 150, "to": "supervisor"},
        ],
        gettext_lazy("Who above the unit is told when how much of a limit has passed; 100 is its end."),
    ),
    "emergency.doubt": RuleSpec(
        word_list, [], gettext_lazy("Words before a word of danger that make it possible or past, such as “in case of”.")
    ),
    "callback.script": RuleSpec(
        spoken,
        {
            "zh": "您好，这里是{hotline}热线。您反映的“{subject}”，办理单位说已经办好了。我想听听您本人怎么说，可以吗？",
            "en": "Hello, this is {hotline}. The unit says that your matter “{subject}” is done. May I ask what you say?",
        },
        gettext_lazy("What a call-back clerk says first."),
    ),
}


def value_of(name: str, raw: Any) -> Any:
    """A rule's value as its type reads it, its default for None. LookupError: unknown name; ValueError: a sentence."""
    spec = RULES[name]
    return spec.read(spec.default if raw is None else raw)
