"""Template tags of this room: tones of states, and honest words for small numbers. Knows no request."""

from typing import Any, Final

from django import template
from django.utils.translation import gettext as _

from sixia.fieldwork.outreach.flow import DRAFT, EXPIRED, OPEN, PUBLISHED, REPLACED, WITHDRAWN
from sixia.fieldwork.outreach.rules import Share
from sixia.ui.parts import Tone

register = template.Library()
VERSIONS: Final[dict[str, Tone]] = {DRAFT: "plain", PUBLISHED: "ok", REPLACED: "plain", WITHDRAWN: "bad", EXPIRED: "warn"}


@register.filter
def policy_tone(version: Any) -> Tone:
    """The tone of a version's state."""
    return VERSIONS.get(version.state, "plain")


@register.filter
def doubt_tone(doubt: Any) -> Tone:
    """The tone of a doubt."""
    return "warn" if doubt.state == OPEN else "plain"


@register.filter
def said(share: Share | None) -> str:
    """“7 of 9 (as good as 4 to 9)”, from twenty on “15 of 20, 75 % (53–89 %)”; a dash where nobody was asked."""
    if share is None:
        return "–"
    given: dict[str, Any] = {"right": share.right, "asked": share.asked}
    if share.percent is None:
        low, high = share.span
        return _("%(right)d of %(asked)d (as good as %(low)d to %(high)d)") % {**given, "low": low, "high": high}
    low, high = share.percent_span
    words = _("%(right)d of %(asked)d, %(percent)d %% (%(low)d–%(high)d %%)")
    return words % {**given, "percent": share.percent, "low": low, "high": high}
