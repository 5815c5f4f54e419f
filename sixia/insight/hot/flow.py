"""The lifecycle of an early warning, as a table; pure."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move

OVERSEER, READER, SYSTEM = "overseer", "reader", "system"
NEW, SEEN, TAKEN, DISMISSED = "new", "seen", "taken", "dismissed"
OPEN: Final = (NEW, SEEN)

WARNING = Flow(
    "early_warning",
    states={
        NEW: _("Not looked at yet"),
        SEEN: _("Looked at"),
        TAKEN: _("Taken up"),
        DISMISSED: _("Nothing to be done"),
    },
    start=NEW,
    ends={TAKEN, DISMISSED},
    moves=(
        Move("see", (NEW,), SEEN, frozenset({OVERSEER}), _("I have looked at it")),
        Move("take_up", OPEN, TAKEN, frozenset({OVERSEER}), _("Take it up"), needs=("note",), tone="act"),
        Move("dismiss", OPEN, DISMISSED, frozenset({OVERSEER}), _("Nothing needs to be done"), needs=("reason",)),
    ),
)
