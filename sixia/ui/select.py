"""The markup of a select, put together without a template: one with hundreds of options is on most pages. Knows no room."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

TEMPLATE = "django/forms/widgets/select.html"


def markup(widget: Mapping[str, Any]) -> SafeString:
    """What Django's own template makes of the widget's context: `name`, `attrs`, `optgroups`."""
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    name = conditional_escape(widget["name"])
    return mark_safe(f'<select name="{name}"{_attrs(widget["attrs"])}>{groups}\n</select>')  # noqa: S308  # each part is escaped


def _group(name: Any, options: Iterable[Mapping[str, Any]]) -> str:
    lines = "".join(_option(option) for option in options)
    return f'\n<optgroup label="{conditional_escape(name)}">{lines}\n</optgroup>' if name else lines


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'\n<option value="{value}"{_attrs(option["attrs"])}>{label}</option>'


def _attrs(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in attrs.items()
        if value is not False
    )
