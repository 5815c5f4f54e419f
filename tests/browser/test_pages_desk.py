"""Every page of the desk, for whoever works with it: whole, readable, in both languages, on a desk and on a telephone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Walker
from tests.browser.walk import stops
from tests.walks.table import TABLE

KEYS = sorted(key for key, row in TABLE.items() if row.path.startswith("/desk/"))


@pytest.fixture(scope="module")
def walker(browser: Browser, site: str) -> Iterator[Walker]:
    """Opens pages as anybody."""
    one = Walker(browser, site)
    yield one
    one.close()


@pytest.mark.parametrize("key", KEYS)
def test_a_page(key: str, language: str, walker: Walker) -> None:
    faults = [fault for stop in stops(key) for fault in walker.look(stop, language)]
    assert not faults, "\n".join(faults)
