"""Starts the Chromium that is installed here, quiet and offline."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tools.browser import find

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
"""As root Chromium has no sandbox; the rest keeps it from talking to anyone but the page's server."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser process; ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=QUIET)
        yield browser
        browser.close()
