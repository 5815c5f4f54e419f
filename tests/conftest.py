"""What every test stands on: test mode, a throw-away data folder, fixed time, no network beyond this machine."""

import atexit
import os
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
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
HERE = Path(__file__).parent
SLOW = 30
LONG = {
    "browser/test_pages_desk.py": 400,
    "browser/test_pages_desk_english.py": 390,
    "config/test_demo_county.py": 120,
    "trust/test_hostile.py": 110,
    "trust/test_hostile_forms.py": 200,
    "trust/test_received_hostile.py": 100,
    "trust/test_uncounted.py": 90,
    "walks/test_costs.py": 60,
    "walks/test_matrix.py": 250,
}
"""Files that take long for the number of their tests, with about so many seconds."""
LOOPBACK = ("127.", "::1", "localhost")

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("house")
compile_stale()
django.setup()

from django.db import DataError  # noqa: E402  # needs the apps
from django.db.models import CharField  # noqa: E402  # the same
from django.utils import translation  # noqa: E402  # the same

from tests.flushing import flush_the_journal_too  # noqa: E402, F401  # needs the apps; used by tests with real transactions
from tests.telling import Teller  # noqa: E402  # after the rest of the house


def _can_differ(item: pytest.Item) -> bool:
    """Whether a test touches the database and does not say that it comes out alike on every one."""
    if item.get_closest_marker("alike"):
        return False
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & {"db", "transactional_db", "django_db_setup"})


def pytest_configure(config: pytest.Config) -> None:
    """Where other processes run the tests, this one says at once what fails."""
    if config.getoption("numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ:
        config.pluginmanager.register(Teller(config))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second run against another database, keep only what can differ there. Long files first: none is left for the end."""
    if os.environ.get("SIXIA_TEST_ONLY") == "database":
        kept = [item for item in items if _can_differ(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _can_differ(item)])
        items[:] = kept
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=partial(_turn, _weights(items)))


def _weights(items: list[pytest.Item]) -> Counter[Path]:
    """Per file how long it may take, in rough tenths of a second: what is known to be long is said, the rest is counted."""
    weights: Counter[Path] = Counter()
    for item in items:
        weights[item.path] += SLOW if item.get_closest_marker("slow") else 1
    for name, seconds in LONG.items():
        weights[HERE / name] = 10 * seconds
    return weights


def _turn(weights: Counter[Path], item: pytest.Item) -> tuple[int, str]:
    return -weights[item.path], str(item.path)


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


@pytest.fixture(autouse=True, scope="session")
def lengths_as_on_postgres() -> Iterator[None]:
    """SQLite keeps a text longer than its column without a word, PostgreSQL refuses it: the tests refuse it on both."""
    prepared = CharField.get_db_prep_save

    def measured(self: "CharField[Any, Any]", value: Any, connection: Any) -> Any:
        kept = prepared(self, value, connection)
        if isinstance(kept, str) and self.max_length is not None and len(kept) > self.max_length:
            raise DataError(f"{self} takes {self.max_length} characters, not the {len(kept)} of {kept!r}")
        return kept

    patch = pytest.MonkeyPatch()
    patch.setattr(CharField, "get_db_prep_save", measured)
    yield
    patch.undo()
