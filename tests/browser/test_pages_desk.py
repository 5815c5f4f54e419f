"""Every page of the desk in Chinese, for whoever works with it: whole and readable, on a desk and on a telephone."""

import pytest

from tests.browser.pages import Walker
from tests.browser.walk import stops
from tests.walks.table import TABLE

KEYS = sorted(key for key, row in TABLE.items() if row.path.startswith("/desk/"))


@pytest.mark.parametrize("key", KEYS)
def test_a_page(key: str, walker: Walker) -> None:
    faults = [fault for stop in stops(key) for fault in walker.look(stop, "zh-hans")]
    assert not faults, "\n".join(faults)
