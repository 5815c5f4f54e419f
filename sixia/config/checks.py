"""System checks: what makes an installation unfit for real people's words. Faults are sentences that say what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.utils.translation import gettext as _

BLIND_CTYPES = ("C", "POSIX")


@register(Tags.security)
def production_is_fit(app_configs: Sequence[AppConfig] | None, **_given: Any) -> list[CheckMessage]:
    """Errors that keep a production installation from starting; nothing is asked of a demo."""
    return [*_keys(), *_web()] if settings.PRODUCTION else []


@register(deploy=True)
def gateways_are_there(app_configs: Sequence[AppConfig] | None, **_given: Any) -> list[CheckMessage]:
    """Warnings about ways to reach people that are not set up; Sixia runs without them."""
    missing: list[CheckMessage] = []
    if not settings.ENV.smtp_url:
        missing.append(checks.Warning(_("No mail server is set (SIXIA_SMTP_URL): no mail is sent."), id="sixia.W001"))
    if not settings.ENV.sms_url:
        missing.append(checks.Warning(_("No SMS gateway is set (SIXIA_SMS_URL): no text messages are sent."), id="sixia.W002"))
    return missing if settings.PRODUCTION else []


@register(Tags.database)
def database_is_fit(app_configs: Sequence[AppConfig] | None, *, databases: Any = None, **_given: Any) -> list[CheckMessage]:
    """What the database itself must be able to do; asked wherever the database may be asked."""
    if not databases:
        return []
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def _keys() -> list[CheckMessage]:
    faults: list[CheckMessage] = []
    path = settings.ENV.keys.resolve()
    if settings.KEYS.demo:
        words = _("%(path)s was made for a demo: its secrets may be known. Make a new one: sixia keys new")
        faults.append(Error(words % {"path": path}, id="sixia.E001"))
    if path.exists() and path.stat().st_mode & 0o077:
        words = _("Other users of this machine can read the key file. Run: chmod 600 %(path)s")
        faults.append(Error(words % {"path": path}, id="sixia.E002"))
    if any(path.is_relative_to(folder) for folder in _data_folders()):
        words = _("The key file %(path)s lies beside the data it protects. Set SIXIA_KEY_FILE to a path outside the data folder.")
        faults.append(Error(words % {"path": path}, id="sixia.E003"))
    return faults


def _data_folders() -> list[Path]:
    folders = [settings.DATA_DIR, Path(settings.MEDIA_ROOT)]
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    return [folder.resolve() for folder in folders]


def _web() -> list[CheckMessage]:
    faults: list[CheckMessage] = []
    if settings.DEBUG:
        faults.append(Error(_("DEBUG is on: pages would show the inside of the machine."), id="sixia.E004"))
    if not settings.SECURE and not settings.ENV.allow_http:
        words = _(
            "SIXIA_BASE_URL is %(url)s: passwords and names would cross the network in the clear. "
            "Use https, or set SIXIA_ALLOW_HTTP=1."
        )
        faults.append(Error(words % {"url": settings.BASE_URL}, id="sixia.E005"))
    return faults


def _sqlite() -> list[CheckMessage]:
    """WAL lets people read while one writes and survives a crash; some network folders cannot do it."""
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode in ("wal", "memory"):
        return []
    words = _("SQLite cannot keep its write-ahead log at %(path)s. Put SIXIA_DATA_DIR on a local disk.")
    return [Error(words % {"path": connection.settings_dict["NAME"]}, id="sixia.E006")]


def _postgresql() -> list[CheckMessage]:
    """With LC_CTYPE C, pg_trgm finds no trigrams in Chinese, without saying so: searches would come back empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        ctype = cursor.fetchone()[0]
    if ctype not in BLIND_CTYPES:
        return []
    words = _("The database has LC_CTYPE %(ctype)s and cannot search Chinese. Make it anew with LC_CTYPE C.UTF-8.")
    return [Error(words % {"ctype": ctype}, id="sixia.E007")]
