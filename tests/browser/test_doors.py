"""The doors of the house open in both languages, on a phone and on a desk, without one accessibility fault."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

DOORS = ["/", "/accounts/login/"]


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_door_opens_for_everyone(
    path: str, size: dict[str, int], language: str, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(path, language=language, size=size)
    assert page.locator("html").get_attribute("lang") == {"zh-hans": "zh-Hans", "en": "en"}[language]
    assert page.locator("h1").count() == 1
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
