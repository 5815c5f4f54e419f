"""Slots and menus: rooms above fill them, readers see their own part."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from sixia.ui import menus, slots
from sixia.ui.models import RateWindow

pytestmark = pytest.mark.urls("tests.ui.urls")


def _markup(request: HttpRequest, thing: object) -> SafeString:
    return SafeString(f"<b>{thing}</b>")


def _template(request: HttpRequest, thing: object) -> tuple[str, dict[str, object]]:
    return "ui/parts/empty.html", {"title": f"<{thing}>", "icon": "bell"}


def _nothing(request: HttpRequest, thing: object) -> None:
    return None


@pytest.fixture
def filled() -> Iterator[None]:
    slots.fill("t.side", _template, order=20)
    slots.fill("t.side", _nothing)
    slots.fill("t.side", _markup, order=30)
    slots.fill("t.side", _markup, order=10)
    yield
    for renderer in (_template, _nothing, _markup):
        slots.empty("t.side", renderer)


def page(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context({"request": RequestFactory().get("/"), **context}))


@pytest.mark.usefixtures("filled")
def test_a_slot_shows_its_fillings_in_order_each_once_and_escaped() -> None:
    html = page('{% slot "t.side" case %}', case="7")
    assert html.startswith("<b>7</b>")
    assert html.count("<b>7</b>") == 1
    assert "&lt;7&gt;" in html


def test_an_unfilled_slot_is_empty() -> None:
    assert page('{% slot "t.nobody" %}') == ""
    assert not slots.filled("t.nobody")


def test_a_broken_filling_is_not_swallowed() -> None:
    def broken(request: HttpRequest, thing: object) -> None:
        raise LookupError("broken")

    slots.fill("t.broken", broken)
    with pytest.raises(LookupError):
        slots.render("t.broken", RequestFactory().get("/"), None)
    slots.empty("t.broken", broken)


@pytest.fixture
def menu(db: None) -> Iterator[None]:
    RateWindow.objects.bulk_create(RateWindow(key=str(number), opened=0, hits=1) for number in range(1001))
    menus.add(
        "work", "Deep", "deeper", 2, show=lambda actor: actor.name == "head", count=lambda actor: (RateWindow.objects.all(),)
    )
    menus.add("work", "Plain", "plain", 1)
    yield
    menus.remove("work", "deeper")
    menus.remove("work", "plain")


def _request(path: str, name: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.actor = SimpleNamespace(name=name)  # type: ignore[attr-defined]
    return request


@pytest.mark.usefixtures("menu")
def test_a_menu_shows_each_reader_what_is_his() -> None:
    assert [line.label for line in menus.lines("work", _request("/", "clerk"))] == ["Plain"]
    assert [(line.label, line.count) for line in menus.lines("work", _request("/", "head"))] == [("Plain", None), ("Deep", 1000)]


@pytest.mark.usefixtures("menu")
def test_the_longest_address_above_the_page_is_the_current_one() -> None:
    assert [line.current for line in menus.lines("work", _request("/deep/er/more/", "head"))] == [False, True]
    assert [line.current for line in menus.lines("work", _request("/", "head"))] == [True, False]
    assert not any(line.current for line in menus.lines("work", _request("/elsewhere/", "head")))


@pytest.mark.usefixtures("menu")
def test_a_section_without_lines_for_the_reader_is_not_shown() -> None:
    names = [str(label) for label, _lines in menus.sections(_request("/", "clerk"))]
    assert names == ["办事"]
    html = Template("{% load ui %}{% menu_sections %}").render(Context({"request": _request("/deep/er/", "head")}))
    assert 'aria-current="page"' in html
    assert "999+" in html
