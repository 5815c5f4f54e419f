"""The lifecycles of a policy's version and of a doubt about its words, as tables; pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text

AUTHOR, OVERSEER, READER, SPEAKER, SYSTEM = "author", "overseer", "reader", "speaker", "system"
DRAFT, PUBLISHED, REPLACED, WITHDRAWN, EXPIRED, DISCARDED = (
    "draft",
    "published",
    "replaced",
    "withdrawn",
    "expired",
    "discarded",
)
OPEN, SETTLED, DISMISSED = "open", "settled", "dismissed"
PUBLIC: Final = (PUBLISHED, REPLACED, WITHDRAWN, EXPIRED)
OVER: Final = (REPLACED, WITHDRAWN, EXPIRED)


def _plain_words(version: Any, given: Mapping[str, Any]) -> Text | None:
    return None if version.summary.strip() else _("Write the plain words first: nobody is helped by the document alone.")


def _answered(version: Any, given: Mapping[str, Any]) -> Text | None:
    return None if version.answers else _("Write at least one question that people will ask, with its answer.")


def _not_over(version: Any, given: Mapping[str, Any]) -> Text | None:
    if version.valid_to is not None and version.valid_to < given["today"]:
        return _("Its last day is over already. Change the dates first.")
    return None


VERSION = Flow(
    "policy",
    states={
        DRAFT: _("Draft"),
        PUBLISHED: _("Holds now"),
        REPLACED: _("Replaced by a newer version"),
        WITHDRAWN: _("No longer holds"),
        EXPIRED: _("Its time is over"),
        DISCARDED: _("Draft given up"),
    },
    start=DRAFT,
    ends={REPLACED, WITHDRAWN, EXPIRED, DISCARDED},
    moves=(
        Move("write", (DRAFT,), None, frozenset({AUTHOR}), _("Change the draft"), needs=("title",)),
        Move(
            "publish",
            (DRAFT,),
            PUBLISHED,
            frozenset({AUTHOR}),
            _("Publish"),
            guards=(_plain_words, _answered, _not_over),
            tone="act",
        ),
        Move("discard", (DRAFT,), DISCARDED, frozenset({AUTHOR}), _("Give up the draft"), tone="grave"),
        Move(
            "withdraw",
            (PUBLISHED,),
            WITHDRAWN,
            frozenset({AUTHOR, OVERSEER}),
            _("Stop the policy"),
            needs=("reason",),
            tone="grave",
        ),
        Move("replace", (PUBLISHED,), REPLACED, frozenset({SYSTEM}), _("Replace by a newer version")),
        Move("expire", (PUBLISHED,), EXPIRED, frozenset({SYSTEM}), _("Let it end")),
    ),
)

DOUBT = Flow(
    "policy_doubt",
    states={
        OPEN: _("Unclear: to be said more plainly"),
        SETTLED: _("Said more plainly"),
        DISMISSED: _("Looked at: nothing unclear"),
    },
    start=OPEN,
    ends={SETTLED, DISMISSED},
    moves=(Move("settle", (OPEN,), SETTLED, frozenset({AUTHOR}), _("Say what was made clearer"), needs=("reply",), tone="act"),),
)
