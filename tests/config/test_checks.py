"""A production installation that is set up wrongly is told so, and told what to do."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sixia.config import checks
from sixia.kit.keys import KeyRing


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Any:
    """A production installation without a fault."""
    path = tmp_path / "safe" / "keys.json"
    KeyRing.new(demo=False).save(path)
    settings.PRODUCTION, settings.SECURE = True, True
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path / "data"
    settings.KEYS = KeyRing.open(path, create=False, demo=False)
    settings.ENV = SimpleNamespace(keys=path, allow_http=False, smtp_url="smtps://mail", sms_url="https://sms")
    return settings


def _found() -> set[str]:
    return {str(fault.id) for fault in [*checks.production_is_fit(None), *checks.gateways_are_there(None)]}


def test_a_whole_installation_has_no_fault(production: Any) -> None:
    assert _found() == set()


def test_a_demo_is_asked_nothing(production: Any) -> None:
    production.PRODUCTION, production.SECURE = False, False
    assert _found() == set()


def test_demo_keys_are_an_error(production: Any) -> None:
    production.KEYS = KeyRing.new(demo=True)
    assert _found() == {"sixia.E001"}


def test_a_key_file_that_others_can_read_is_an_error(production: Any) -> None:
    production.ENV.keys.chmod(0o644)
    assert _found() == {"sixia.E002"}


def test_a_key_file_beside_the_data_is_an_error(production: Any) -> None:
    production.DATA_DIR = production.ENV.keys.parent
    assert _found() == {"sixia.E003"}


def test_debug_is_an_error(production: Any) -> None:
    production.DEBUG = True
    assert _found() == {"sixia.E004"}


def test_plain_http_is_an_error_unless_allowed(production: Any) -> None:
    production.SECURE = False
    assert _found() == {"sixia.E005"}
    production.ENV.allow_http = True
    assert _found() == set()


def test_missing_gateways_are_warnings(production: Any) -> None:
    production.ENV.smtp_url = production.ENV.sms_url = ""
    assert _found() == {"sixia.W001", "sixia.W002"}
    assert not any(fault.is_serious() for fault in checks.gateways_are_there(None))


@pytest.mark.django_db
def test_this_database_can_do_what_is_asked() -> None:
    assert checks.database_is_fit(None, databases=["default"]) == []
