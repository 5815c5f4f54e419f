"""Template tags that draw: bars, sparklines and maps, each with a twin in words. Knows no room."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sixia.ui import draw
from sixia.ui.parts import Bar

register = template.Library()


@register.inclusion_tag("ui/parts/bar_chart.html")
def bar_chart(rows: Sequence[Bar | tuple[Any, float]], label: str, unit: str = "", top: float | None = None) -> dict[str, Any]:
    """`{% bar_chart rows label="Open matters by town" %}` with `parts.Bar`s or (label, value) pairs; a table with bars.

    Bars run to `top`, else to the largest value.
    """
    bars = [row if isinstance(row, Bar) else Bar(row[0], row[1]) for row in rows]
    peak = max([bar.value for bar in bars], default=0) if top is None else top
    return {"bars": bars, "label": label, "unit": unit, "top": peak}


@register.simple_tag
def spark(values: Sequence[float], label: str) -> SafeString:
    """A small line without axes; `label` says in words what it shows, such as the first and last number."""
    points = draw.spark(values)
    line = " ".join(f"{x},{y}" for x, y in points)
    last = format_html('<circle cx="{}" cy="{}" r="2.5"/>', *points[-1]) if points else ""
    return format_html(
        '<svg class="spark" viewBox="0 0 100 24" role="img" aria-label="{}"><polyline points="{}"/>{}</svg>', label, line, last
    )


@register.inclusion_tag("ui/parts/map.html", takes_context=True, name="map")
def draw_map(
    context: Context, features: Mapping[str, Any], label: str, name: str = "map", tall: bool = False, pick: str = ""
) -> dict[str, Any]:
    """`{% map geojson label="…" %}`: a GeoJSON FeatureCollection on blank ground, and the same as a list.

    Properties read: `name`; `value` (shown); `level` 0–5 (shade) or `tone` warn/bad; `url`; `note`. With `pick`, a
    click writes "lat,lon" into the field of that id. Several maps on a page need different `name`s.
    """
    first = "ui.maps" not in context.render_context
    context.render_context["ui.maps"] = name
    rows = [feature.get("properties") or {} for feature in features.get("features", [])]
    return {
        "features": features,
        "rows": rows,
        "label": label,
        "data_id": f"{name}-data",
        "tall": tall,
        "pick": pick,
        "first": first,
    }
