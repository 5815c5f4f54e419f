"""A real browser on a real server over the made-up county, which is built once for the whole session and never flushed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium
from tools.browser import find

# Playwright keeps an event loop running in this thread; Django's guard against blocking calls in one does not apply here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test and is left out where no browser is installed, with a line that says so."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not find() and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The server's threads need connections of their own: on SQLite that takes a file."""
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "county.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = settings.DATABASES["default"]["TEST"]["NAME"]


@pytest.fixture(scope="session")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The made-up county in the session's database, with the database open to tests as long as the session lasts."""
    with django_db_blocker.unblock():
        if "demo" in get_commands():
            call_command("demo", verbosity=0)
        yield


@pytest.fixture(scope="session")
def site(county: None) -> Iterator[str]:
    """The address of a running server, without a slash at the end."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the session."""
    with chromium() as one:
        yield one


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs in both languages."""
    return str(request.param)


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`open_page(path, language="zh-hans", size=PHONE)`: a fresh visitor on a page; console errors fail the test at its end."""
    contexts, faults = [], []

    def visit(path: str = "/", *, language: str = "zh-hans", size: dict[str, int] = PHONE) -> Page:
        context = browser.new_context(base_url=site, locale=language, viewport=size)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == [], "the browser's console shows errors"


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: one line per accessibility violation, naming the rule and the places."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{one['id']} ({one['impact']}): " + "; ".join(str(node["target"]) for node in one["nodes"]) for one in found]

    return violations
