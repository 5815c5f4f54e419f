"""How weeks and topics of issues and warnings are shown. Knows no request."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sixia.insight.hot.flow import DISMISSED, NEW, SEEN, TAKEN
from sixia.ui import draw

register = template.Library()
WIDE, HIGH, FOOT = 360, 110, 22
TONES = {NEW: "warn", SEEN: "plain", TAKEN: "ok", DISMISSED: "plain"}


@register.simple_tag
def weeks_chart(rows: Sequence[tuple[date, int]], label: str, limit: int = 0) -> SafeString:
    """Bars by week as a drawing; the page has the same as a table. Weeks below `limit` are light where one is given."""
    counts = [n for _monday, n in rows]
    boxes = draw.columns(counts, width=WIDE, height=HIGH, top=max([limit, *counts, 1]))
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        ((("light" if limit and n < limit else ""), *box) for n, box in zip(counts, boxes, strict=True)),
    )
    marks = {0, len(rows) // 2, len(rows) - 1} if len(rows) > 4 else set(range(len(rows)))
    words = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        (
            (min(max(box[0] + box[2] / 2, 30), WIDE - 30), HIGH + FOOT - 6, date_format(rows[n][0], "MONTH_DAY_FORMAT"))
            for n, box in enumerate(boxes)
            if n in marks
        ),
    )
    return format_html(
        '<svg class="columns" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>', WIDE, HIGH + FOOT, label, bars, words
    )


@register.filter
def warning_tone(state: str) -> str:
    """The tone of a warning's state."""
    return TONES.get(state, "plain")
