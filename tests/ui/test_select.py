"""A select put together by hand says the same as Django's template."""

from django import forms
from django.forms.renderers import DjangoTemplates

from sixia.ui.forms import SixiaRenderer

CHOICES = [("", "none"), ("a", "<One> & 一"), ('Group "<b>"', [(2, "two"), ('x"y', "three")])]


def _bare(html: str) -> str:
    return "".join(line.strip() for line in html.splitlines())


def test_as_django_renders_it() -> None:
    widget = forms.Select(attrs={"id": "s", "class": "wide", "data-key": "/", "disabled": True, "hidden": False}, choices=CHOICES)
    for value in ("", 2, 'x"y', "absent"):
        assert _bare(widget.render("n", value, renderer=SixiaRenderer())) == _bare(
            widget.render("n", value, renderer=DjangoTemplates())
        )


def test_with_several_chosen() -> None:
    widget = forms.SelectMultiple(choices=CHOICES)
    ours, theirs = (widget.render("n", ["a", "2"], renderer=renderer) for renderer in (SixiaRenderer(), DjangoTemplates()))
    assert _bare(ours) == _bare(theirs)
    assert ours.count("selected") == 2
