"""The lifecycle of a standing rule, as a table; pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text

AUTHOR, HEAD, DECIDER, OVERSEER, MEMBER, READER, SYSTEM = "author", "head", "decider", "overseer", "member", "reader", "system"
DRAFT, TRIED, ADOPTED, REVIEWED, REPLACED, WITHDRAWN = "draft", "tried", "adopted", "reviewed", "replaced", "withdrawn"
REVIEW = "rule_review"
"""Clock kind: to the day on which it must be asked whether the rule works."""
IN_FORCE: Final = (ADOPTED, REVIEWED)


def _under_way(rule: Any, given: Mapping[str, Any]) -> Text | None:
    return _("It is being tried right now. Wait until the trial is over.") if given["running"] else None


def _second_person(rule: Any, given: Mapping[str, Any]) -> Text | None:
    if given["reader"] == rule.author_id:
        return _("Somebody other than who drafted it must adopt it.")
    return None


def _review_ahead(rule: Any, given: Mapping[str, Any]) -> Text | None:
    if not given["first"] <= given["day"] <= given["last"]:
        return _("Name a day for the review that lies ahead, within three years.")
    return None


def _other_in_force(rule: Any, given: Mapping[str, Any]) -> Text | None:
    other = given["successor"]
    if other.pk == rule.pk or other.state not in IN_FORCE:
        return _("Name another rule that is in force.")
    return None


_MAKERS = frozenset({AUTHOR, HEAD, OVERSEER})
RULE = Flow(
    "standing_rule",
    states={
        DRAFT: _("Draft"),
        TRIED: _("Tried on past cases"),
        ADOPTED: _("Rule in force"),
        REVIEWED: _("In force, reviewed"),
        REPLACED: _("Replaced by another rule"),
        WITHDRAWN: _("No longer in force"),
    },
    start=DRAFT,
    ends={REPLACED, WITHDRAWN},
    moves=(
        Move(
            "try_out",
            (DRAFT, TRIED),
            None,
            _MAKERS,
            _("Try it on past cases"),
            needs=("days",),
            guards=(_under_way,),
            tone="act",
        ),
        Move("note_trial", (DRAFT, TRIED), TRIED, frozenset({SYSTEM}), _("Keep what the trial found")),
        Move(
            "reword",
            (DRAFT, TRIED),
            DRAFT,
            _MAKERS,
            _("Change the draft"),
            needs=("title", "text"),
            guards=(_under_way,),
        ),
        Move(
            "adopt",
            (TRIED,),
            ADOPTED,
            frozenset({DECIDER}),
            _("Adopt it"),
            needs=("unit", "review_on"),
            guards=(_under_way, _second_person, _review_ahead),
            starts=(REVIEW,),
            tone="act",
        ),
        Move(
            "review",
            IN_FORCE,
            REVIEWED,
            frozenset({HEAD, OVERSEER, DECIDER}),
            _("Say whether it works"),
            needs=("outcome", "note", "next_on"),
            guards=(_review_ahead,),
            starts=(REVIEW,),
            tone="act",
        ),
        Move(
            "replace",
            IN_FORCE,
            REPLACED,
            frozenset({DECIDER}),
            _("Replace it by another rule"),
            needs=("successor", "reason"),
            guards=(_other_in_force,),
            stops=(REVIEW,),
        ),
        Move(
            "withdraw",
            (DRAFT, TRIED),
            WITHDRAWN,
            _MAKERS | {DECIDER},
            _("Give the draft up"),
            needs=("reason",),
            tone="grave",
        ),
        Move(
            "withdraw",
            IN_FORCE,
            WITHDRAWN,
            frozenset({DECIDER}),
            _("Take it out of force"),
            needs=("reason",),
            stops=(REVIEW,),
            tone="grave",
        ),
    ),
)
