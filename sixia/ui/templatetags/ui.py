"""Template tags of the page's frame and small components. Knows no room."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import segno
from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sixia.ui import menus, slots
from sixia.ui import text as words

register = template.Library()

METER = (
    '<svg class="meter {}" viewBox="0 0 100 8" preserveAspectRatio="none" {}>'
    '<rect class="track" width="100" height="8"/><rect class="fill" width="{}" height="8"/></svg>'
)


def _now(context: Context) -> datetime:
    """The page's own `now` when its view gave one, so that a page tells one time throughout."""
    given = context.get("now")
    return given if isinstance(given, datetime) else timezone.now()


def _request(context: Context) -> HttpRequest:
    return context.get("request") or HttpRequest()


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, thing: Any = None) -> SafeString:
    """`{% slot "case.side" case %}`: what rooms above show here."""
    return slots.render(name, _request(context), thing)


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> str:
    """The name of the county or town, as filled into the slot `site.name`; the product's name where nobody fills it."""
    return slots.render("site.name", _request(context), None) or _("Four Down")


@register.simple_tag
def url_or(name: str, fallback: str) -> str:
    """The address of that name, or `fallback` where no room offers it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return fallback


@register.inclusion_tag("ui/parts/menu.html", takes_context=True)
def menu(context: Context, section: str) -> dict[str, Any]:
    """One section of a menu as a list of links."""
    return {"lines": menus.lines(section, _request(context))}


@register.simple_tag(takes_context=True)
def menu_lines(context: Context, section: str) -> list[menus.Line]:
    """The lines of one section, for pages that draw them their own way."""
    return menus.lines(section, _request(context))


@register.inclusion_tag("ui/parts/menu_sections.html", takes_context=True)
def menu_sections(context: Context) -> dict[str, Any]:
    """The desk's whole menu with its section names."""
    return {"sections": menus.sections(_request(context))}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """`{% icon "search" %}`: decoration; with a label it is read aloud."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon {}" {}><use href="{}#{}"/></svg>', css, said, static("ui/vendor/icons.svg"), name)


@register.simple_tag
def chip(text: Any, tone: str = "", icon: str = "") -> SafeString:
    """`{% chip "Urgent" "bad" icon="alarm" %}`; tones: empty (teal), plain, ok, warn, bad."""
    return format_html('<span class="chip {}">{}{}</span>', tone, globals()["icon"](icon) if icon else "", text)


@register.simple_tag(takes_context=True)
def when(context: Context, at: datetime | date | None, empty: str = "–") -> SafeString | str:
    """`{% when case.opened_at %}`: a moment in words, with the full date in its title."""
    if at is None:
        return empty
    full = words.full_moment(at) if isinstance(at, datetime) else words.moment(at, _now(context))
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), full, words.moment(at, _now(context)))


@register.simple_tag(takes_context=True)
def due(
    context: Context,
    at: datetime | None,
    provisional: bool = False,
    warn_at: datetime | None = None,
    done_at: datetime | None = None,
) -> SafeString:
    """`{% due clock.due_at provisional=clock.provisional %}`: time left as a chip. With `done_at`, whether it was in time."""
    if at is None:
        return mark_safe("")
    now = _now(context)
    if done_at is not None:
        tone, label, sign = (
            ("ok", _("In time"), "check-lg")
            if done_at <= at
            else ("bad", words.time_left(at, done_at), "exclamation-triangle-fill")
        )
    else:
        tone, label = words.urgency(at, now, warn_at=warn_at), words.time_left(at, now)
        sign = {"bad": "exclamation-triangle-fill", "warn": "alarm", "plain": "clock"}[tone]
    mark = (
        format_html(
            ' <span title="{}">{}</span>',
            _("Holidays of that year are not announced yet; the day may still move."),
            _("(provisional)"),
        )
        if provisional
        else ""
    )
    title = _("Due %(moment)s") % {"moment": words.full_deadline(at)}
    return format_html(
        '<time class="chip num {}" datetime="{}" title="{}">{}{}{}</time>', tone, at.isoformat(), title, icon(sign), label, mark
    )


@register.simple_tag
def rate(part: int, whole: int) -> SafeString:
    """`{% rate 7 9 %}`: both numbers always, a percentage only from ten on."""
    return format_html('<span class="num nowrap">{}</span>', words.share(part, whole))


@register.simple_tag
def count(number: int, cap: int = 999) -> str:
    """A number that stops counting: 1000 → “999+”."""
    return f"{cap}+" if number > cap else str(number)


@register.simple_tag
def meter(value: float, top: float = 100, tone: str = "", label: str = "") -> SafeString:
    """`{% meter 88 label="…" %}`: a bar from 0 to `top`. Give the number in words beside it, or as `label`."""
    width = round(100 * min(max(value / top, 0), 1), 1) if top else 0
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(METER, tone, said, width)


@register.simple_tag
def qr(data: str, label: str = "", scale: int = 4) -> SafeString:
    """A QR code as inline SVG, always dark on white so that old telephones read it."""
    drawn = segno.make(data, error="m", micro=False).svg_inline(scale=scale, border=1, light="#fff", omitsize=False)
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label or _("QR code"), mark_safe(drawn))  # noqa: S308 - segno draws, it does not quote


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: Sequence[Any]) -> dict[str, Any]:
    """`{% steps way %}` with a list of `parts.Step`."""
    return {"items": items}


@register.inclusion_tag("ui/parts/timeline.html", takes_context=True)
def timeline(context: Context, items: Iterable[Any]) -> dict[str, Any]:
    """`{% timeline story %}` with `parts.Happening`s, newest first."""
    return {"items": list(items), "now": _now(context)}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", icon: str = "check-circle") -> dict[str, Any]:
    """What a page says when there is nothing, and what to do about it."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("ui/parts/pager.html")
def pager(page: Any, before: str = "", after: str = "") -> dict[str, Any]:
    """Links to the pages before and after; either the addresses, or an object with `previous_url` and `next_url`."""
    return {"before": before or getattr(page, "previous_url", ""), "after": after or getattr(page, "next_url", "")}


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The page's own query string with some parameters changed; an empty value takes one out."""
    params = _request(context).GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            params.pop(name, None)
        else:
            params[name] = str(value)
    return "?" + params.urlencode()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """`{{ counts|get:unit.pk }}`, empty when there is no such key."""
    return mapping.get(key, "")


@register.filter
def listed(things: Iterable[Any], name: str = "") -> str:
    """`{{ units|listed:"said" }}`: their names, or the things themselves, joined as the reader’s language does."""
    return pgettext("between names", ", ").join(str(getattr(thing, name) if name else thing) for thing in things)
