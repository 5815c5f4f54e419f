"""Every page of the desk in English. A file of its own, so that the two languages are walked side by side."""

import pytest

from tests.browser.pages import Walker
from tests.browser.test_pages_desk import KEYS
from tests.browser.walk import stops


@pytest.mark.parametrize("key", KEYS)
def test_a_page(key: str, walker: Walker) -> None:
    faults = [fault for stop in stops(key) for fault in walker.look(stop, "en")]
    assert not faults, "\n".join(faults)
