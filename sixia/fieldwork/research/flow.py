"""The lifecycle of a research topic as a table; pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text

RESEARCHER, OVERSEER, FELLOW, SYSTEM = "researcher", "overseer", "fellow", "system"
PLANNED, FIELD, ANALYSING, CONCLUDED, FOLLOWED, DROPPED = "planned", "field", "analysing", "concluded", "followed", "dropped"
OPEN: Final = (PLANNED, FIELD, ANALYSING)
DONE: Final = (CONCLUDED, FOLLOWED)
"""From here on those whose places were asked about read the topic too."""
_TEAM: Final = frozenset({RESEARCHER})


def _has_sites(topic: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["sites"] else _("Choose first where to go: draw sites by lot, take those in need, or name one.")


def _has_material(topic: Any, given: Mapping[str, Any]) -> Text | None:
    if given["interviews"] or given["held"] or given["dissected"]:
        return None
    return _("Nothing has come from the field yet: no interview, no visit that was held, no case taken apart.")


def _has_findings(topic: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["findings"] else _("Write down at least one finding first, with what it rests on.")


def _all_converted(topic: Any, given: Mapping[str, Any]) -> Text | None:
    if not given["pending"]:
        return None
    return _("Some findings have not become anything yet. Say of each what it has become, or why it becomes nothing.")


def _was_back(topic: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["returned"] else _("Nobody has gone back yet. Plan a return visit and write down what it showed.")


TOPIC = Flow(
    "research_topic",
    states={
        PLANNED: _("Planned topic"),
        FIELD: _("In the field"),
        ANALYSING: _("Analysing"),
        CONCLUDED: _("Concluded"),
        FOLLOWED: _("Followed up"),
        DROPPED: _("Given up"),
    },
    start=PLANNED,
    ends={FOLLOWED, DROPPED},
    moves=(
        Move(
            "change",
            (PLANNED, FIELD),
            None,
            _TEAM,
            _("Change the topic"),
            needs=("title", "question"),
        ),
        Move("begin", (PLANNED,), FIELD, _TEAM, _("Go into the field"), guards=(_has_sites,), tone="act"),
        Move("analyse", (FIELD,), ANALYSING, _TEAM, _("Analyse what was found"), guards=(_has_material,), tone="act"),
        Move("go_back", (ANALYSING,), FIELD, _TEAM, _("Go into the field once more")),
        Move(
            "conclude",
            (ANALYSING,),
            CONCLUDED,
            _TEAM,
            _("Conclude"),
            needs=("conclusion",),
            guards=(_has_findings,),
            tone="act",
        ),
        Move(
            "follow_up",
            (CONCLUDED,),
            FOLLOWED,
            _TEAM,
            _("End the follow-up"),
            guards=(_all_converted, _was_back),
            tone="act",
        ),
        Move(
            "drop",
            OPEN,
            DROPPED,
            frozenset({RESEARCHER, OVERSEER}),
            _("Give up the topic"),
            needs=("reason",),
            tone="grave",
        ),
    ),
)
"""Source: practice of 调查研究 (domain 4.1): plan, go, deepen, solve, and go back (督查回访). A topic ends with what its findings
became, not with its report."""
