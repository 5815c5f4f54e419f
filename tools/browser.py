"""Finds the Chromium that is installed on this machine; downloads nothing."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of the first of the usual names that is installed, or None. `SIXIA_BROWSER` wins."""
    return os.environ.get("SIXIA_BROWSER") or next((path for path in map(shutil.which, NAMES) if path), None)
