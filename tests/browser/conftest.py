"""A real browser on a real server over the made-up county, which is built once for the whole session and never flushed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpRequest
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from playwright.sync_api import Browser, Page

from sixia.config.ticks import count_figures
from tests.browser.chromium import chromium
from tests.browser.looking import violations
from tests.browser.pages import Walker
from tests.browser.seat import PHONE, Seat, new_context
from tools.browser import find

# Playwright keeps an event loop running in this thread; Django's guard against blocking calls in one does not apply here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
HERE = Path(__file__).parent
SIZE = 50
"""The smallest county: every script once, every unit with something to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test and is left out where no browser is installed, with a line that says so."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not find() and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


class Kept(StaticFilesHandler):
    """Browsers keep style and scripts for as long as the tests last, as they do with those of an installation."""

    def serve(self, request: HttpRequest) -> Any:
        """The file, with leave to keep it."""
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=3600"
        return answer


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings_xdist_suffix: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A database for the server's threads and the tests together, each worker its own: on SQLite that takes a file.

    Tests here ask for a site, not for a database, so that the plugin would set none up.
    """
    # A browser holds each line open, and a thread of the server with it: a database connection kept there would never come back.
    connection.settings_dict["CONN_MAX_AGE"] = 0
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "county.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The made-up county with its figures in the session's database, open to tests as long as the session lasts."""
    with django_db_blocker.unblock():
        call_command("demo", size=SIZE, verbosity=0)
        count_figures(timezone.now())
        yield


@pytest.fixture(scope="session")
def site(county: None) -> Iterator[str]:
    """The address of a running server, without a slash at the end.

    As in the demo, one click signs in. As behind one proxy, each visitor has an address of their own: what an address may
    send in a minute is for one household, not for a whole suite.
    """
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "DEMO", True)
    patch.setattr(settings, "ENV", settings.ENV.model_copy(update={"proxies": 1}))
    thread = LiveServerThread("127.0.0.1", Kept)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
    patch.undo()


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
def sit(browser: Browser, site: str, language: str) -> Iterator[Callable[..., Seat]]:
    """`sit("zhou")`: one of the cast at a desk; `sit()`: a resident with a telephone. Console errors fail the test at its end."""
    seats: list[Seat] = []

    def take(name: str = "", **options: Any) -> Seat:
        seats.append(Seat(browser, site, language, name, **options))
        return seats[-1]

    yield take
    for seat in seats:
        seat.context.close()
    assert [fault for seat in seats for fault in seat.faults] == [], "the browser's console shows errors"


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`open_page(path, language="zh-hans", size=PHONE)`: a fresh visitor on a page; console errors fail the test at its end."""
    contexts, faults = [], []

    def visit(path: str = "/", *, language: str = "zh-hans", size: dict[str, int] = PHONE) -> Page:
        context = new_context(browser, site, language, size)
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


@pytest.fixture(scope="module")
def walker(browser: Browser, site: str) -> Iterator[Walker]:
    """Opens pages as anybody; everybody goes home after the module."""
    one = Walker(browser, site)
    yield one
    one.close()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: one line per accessibility violation, naming the rule and the places."""
    return violations
