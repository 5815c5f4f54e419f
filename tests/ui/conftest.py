"""These tests see the frame alone: what other rooms put into menus and slots is set aside."""

import pytest

from sixia.ui import menus, slots


@pytest.fixture(autouse=True)
def bare_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menus, "_entries", {})
    monkeypatch.setattr(slots, "_slots", {})
