"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.catalog.rules.settings import RuleSpec, whole
from sixia.fieldwork.research.rules.need import Weights

USUAL: Final = Weights()
SPECS: Final = {
    "need.open": RuleSpec(
        whole(0, 20), USUAL.open, _("How many points each open case of a place gives when sites are suggested by need.")
    ),
    "need.repeat": RuleSpec(
        whole(0, 20), USUAL.repeat, _("How many points each open case gives besides that was said more than once.")
    ),
    "need.negative": RuleSpec(
        whole(0, 20), USUAL.negative, _("How many points each open case gives besides whose answer was not accepted.")
    ),
    "need.month": RuleSpec(whole(0, 20), USUAL.month, _("How many points each month since the last visit to a place gives.")),
    "need.most_months": RuleSpec(
        whole(1, 60),
        USUAL.most_months,
        _("How many months without a visit count at most; a place never visited counts as many."),
    ),
    "need.silent": RuleSpec(whole(0, 50), USUAL.silent, _("How many points a place gets from which nobody has said anything.")),
    "need.silent_days": RuleSpec(
        whole(30, 730), USUAL.silent_days, _("For how many days nobody must have said anything for a place to count as silent.")
    ),
}
"""Sources: none of these is law. 关于在全党大兴调查研究的工作方案 (2023) sends research to
where difficulties are many, complaints gather and work makes no headway; it gives no numbers."""


def weights(now: datetime) -> Weights:
    """By the rules in force."""
    rule = current_book(now).rule
    return Weights(**{name.removeprefix("need."): rule(name) for name in SPECS})
