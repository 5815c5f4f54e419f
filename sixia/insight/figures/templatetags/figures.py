"""How values of indicators are shown: always both numbers, a percentage only where it says something. Knows no request."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sixia.insight.figures.queries.boards import height
from sixia.insight.figures.rules.buckets import Quantile
from sixia.insight.figures.rules.fair import ABOVE, BELOW, WITHIN, Fair
from sixia.insight.figures.rules.indicators import MEAN, RATE, TIME, WAITING, Indicator, Value
from sixia.ui import draw
from sixia.ui.text import span

register = template.Library()
WIDE, HIGH, FOOT = 640, 170, 22


@register.filter
def within(found: Quantile | None) -> str:
    """“3 days”, “more than 12 days” where too few are done, or a dash."""
    if found is None:
        return "–"
    return span(found.time) if found.known else _("more than %(time)s") % {"time": span(found.time)}


@register.simple_tag
def figure(value: Value, one: Indicator, query: str = "", linked: bool = True) -> SafeString:
    """“7 / 9” with both numbers leading to their lists, and a percentage or so many each where the whole can carry it."""
    part, whole = (SafeString(str(value.part)), SafeString(str(value.whole)))
    if linked:
        address = {side: f"{reverse('desk_figure_list', args=[one.key, side])}?{query}" for side in ("top", "bottom")}
        part = format_html('<a class="num" href="{}">{}</a>', address["top"], value.part)
        whole = format_html('<a class="num" href="{}">{}</a>', address["bottom"], value.whole)
    if not value.whole and not value.part:
        return SafeString("–")
    said = {RATE: "" if value.percent is None else f"{value.percent}%", MEAN: value.each, TIME: ""}[one.kind]
    pair = whole if one.kind == TIME else format_html("{} / {}", part, whole)
    return format_html('<span class="num nowrap">{}</span>{}', pair, format_html(' <b class="num">{}</b>', said) if said else "")


@register.simple_tag
def waiting(value: Value, one: Indicator, query: str) -> SafeString:
    """How many are not done yet, leading to their list."""
    if value.spread is None or not value.whole:
        return SafeString("–")
    address = f"{reverse('desk_figure_list', args=[one.key, WAITING])}?{query}"
    return format_html('<a class="num" href="{}">{}</a>', address, value.spread.waiting)


@register.simple_tag
def brief(value: Value, one: Indicator) -> str:
    """A value in a few characters, without links: for what was before, and for mail."""
    if not value.whole:
        return "–"
    if one.kind == TIME:
        return within(value.median) if value.median else _("only %(n)d") % {"n": value.whole}
    said = f"{value.part} / {value.whole}"
    more = "" if value.percent is None else f" ({value.percent}%)" if one.kind == RATE else f" ({value.each})"
    return said + more


@register.simple_tag
def fair_words(found: Fair | None) -> str:
    """Whether a unit lies within what chance does to the like."""
    if found is None:
        return "–"
    return {
        ABOVE: _("more than like matters have elsewhere"),
        BELOW: _("less than like matters have elsewhere"),
        WITHIN: _("like the same matters elsewhere"),
    }.get(found.said, _("too few to compare"))


@register.simple_tag
def fair_span(found: Fair | None) -> str:
    """“52 % (41–63 %)”: what the like would have, and what chance alone does to it; "" where there is too little."""
    if found is None or not found.said:
        return "–"
    low, middle, high = (found.percent(number) for number in (found.low, found.expected, found.high))
    return f"{middle}% ({low}–{high}%)"


@register.simple_tag
def months_chart(rows: list[tuple[Any, Value, str]], one: Indicator, label: str) -> SafeString:
    """Bars by month as a drawing; the page has the same as a table. Months that are too small for it have no bar."""
    heights = [height(value, one) or 0.0 for _at, value, _address in rows]
    bars = draw.columns(heights, width=WIDE, height=HIGH - FOOT, top=100 if one.kind == RATE else None)
    drawn = [
        format_html(
            '<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect><text x="{}" y="{}">{}</text>',
            *(x, y, wide, high),
            f"{date_format(at, 'Y-m')}: {brief(value, one)}",
            *(x + wide / 2, HIGH - 6, date_format(at, "n")),
        )
        for (x, y, wide, high), (at, value, _address) in zip(bars, rows, strict=True)
    ]
    return format_html(
        '<svg class="columns" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        *(WIDE, HIGH, label, SafeString("".join(drawn))),
    )


@register.filter
def percentage(share: float) -> str:
    """A share as a whole percentage."""
    return f"{round(100 * share)}%"


@register.filter
def unseen(found: Any, days: int) -> str:
    """“12% (8–17%)” of matters that last so many days are never reported."""
    middle, low, high = found.unseen(days)
    if not found.more:  # nobody ever told of the same again: only the lower end says something
        return _("more than %(share)s") % {"share": percentage(low)}
    return f"{percentage(middle)} ({percentage(low)}–{percentage(high)})"


@register.simple_tag
def query_of(asked: Any, **changes: Any) -> str:
    """The question's address with some of it changed."""
    return str(asked.query_with(**{name: str(value) for name, value in changes.items()}))
