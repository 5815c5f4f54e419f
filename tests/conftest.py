"""What every test stands on: test mode, a throw-away data folder, fixed time, no network beyond this machine."""

import atexit
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["SIXIA_MODE"] = "test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sixia.config.settings")
if "SIXIA_DATA_DIR" not in os.environ:
    os.environ["SIXIA_DATA_DIR"] = tempfile.mkdtemp(prefix="sixia-test-")
    atexit.register(shutil.rmtree, os.environ["SIXIA_DATA_DIR"], ignore_errors=True)

import django

from sixia.config.messages import compile_stale

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
LOOPBACK = ("127.", "::1", "localhost")

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("house")
compile_stale()
django.setup()

from django.utils import translation  # noqa: E402  # needs the apps

from tests.flushing import flush_the_journal_too  # noqa: E402, F401  # needs the apps; used by tests with real transactions


def _touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & {"db", "transactional_db", "django_db_setup"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second run against another database, keep only the tests that touch the database."""
    if os.environ.get("SIXIA_TEST_ONLY") != "database":
        return
    kept = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _touches_database(item)])
    items[:] = kept


@pytest.fixture(autouse=True)
def speak_chinese() -> Iterator[None]:
    """Each test begins in the installation's language, whatever language the page of the test before was in."""
    translation.activate("zh-hans")
    yield
    translation.deactivate()


@pytest.fixture
def now() -> datetime:
    """Monday 11 May 2026, ten in the morning in Beijing: a working day."""
    return NOW


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A test that reaches for another machine fails at once and says which."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address[0]}; tests talk to this machine only")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()
