"""The installation's settings, read from the environment and validated; knows no room."""

import sys
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Mode = Literal["demo", "production", "test"]
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
"""How a mail server may be spoken to, each with its usual port."""
SECRET = ("SIXIA_SMTP_URL", "SIXIA_SMS_URL", "SIXIA_SMS_TOKEN")
"""Settings whose value may hold a password and is never printed."""


class Env(BaseSettings):
    """Every setting an installation can change. Environment names are `SIXIA_` + the field in capitals,
    except `DATABASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="SIXIA_", extra="ignore", use_attribute_docstrings=True)

    mode: Mode = "demo"
    """`demo` for trying it out, `production` for residents and officials, `test` for the test suite."""
    data_dir: Path = Path("var")
    """The folder for the SQLite database, the static files and, outside production, the key file."""
    key_file: Path | None = None
    """The file with every secret; `keys.json` in the data folder when it is not said."""
    base_url: str = "http://127.0.0.1:8000"
    """The address residents and officials type; it stands in every link that is sent."""
    allow_http: bool = False
    """Whether production may run without HTTPS, as in a closed network."""
    allowed_hosts: str = "127.0.0.1,localhost,[::1]"
    """Host names that requests may come for, with commas between."""
    time_zone: str = "Asia/Shanghai"
    """The zone in which times are shown and days begin."""
    language: Literal["zh-hans", "en"] = "zh-hans"
    """The language of pages and commands where nobody has chosen one."""
    proxies: int = 0
    """How many trusted proxies stand before the web server."""
    smtp_url: str = ""
    """The mail server, such as `smtp+tls://name:password@host:587`; no mail is sent without it. Signs such as `@` and `/` in
    name or password are written as `%40` and `%2F`."""
    mail_from: str = "sixia@localhost"
    """The address that mail comes from."""
    sms_url: str = ""
    """The gateway for text messages; none are sent without it."""
    sms_token: str = ""
    """What the gateway knows this installation by."""
    spark_master: str = ""
    """The Spark cluster that `sixia figures --engine spark` asks, such as `spark://host:7077`; this machine without it."""
    workers: int = 2
    """How many web processes answer requests."""
    file_megabytes: int = 10
    """How large a file may be that somebody hands in, in megabytes."""
    files_each: int = 6
    """How many files go with one form."""

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be a web address such as https://sixia.example.gov.cn")
        return value.rstrip("/")

    @field_validator("sms_url")
    @classmethod
    def _gateway(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise ValueError("must be a web address such as https://sms.example.gov.cn/send")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in MAIL_PORTS or not parts.hostname):
            raise ValueError(f"must begin with {', '.join(f'{scheme}://' for scheme in MAIL_PORTS)} and name a host")
        return value

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("must be a time zone name such as Asia/Shanghai") from error
        return value

    @field_validator("proxies", "workers")
    @classmethod
    def _count(cls, value: int) -> int:
        if not 0 <= value <= 64:
            raise ValueError("must be a whole number from 0 to 64")
        return value

    @field_validator("file_megabytes", "files_each")
    @classmethod
    def _files(cls, value: int) -> int:
        if not 1 <= value <= 50:
            raise ValueError("must be a whole number from 1 to 50")
        return value

    @property
    def keys(self) -> Path:
        """Where the key file lies: outside the database, and in production outside the data folder."""
        return self.key_file or self.data_dir / "keys.json"


def explain(error: ValidationError) -> list[str]:
    """One sentence per bad setting, naming the variable, what was given, and what is wrong."""
    lines = []
    for fault in error.errors():
        name = "SIXIA_" + "_".join(str(part) for part in fault["loc"]).upper()
        given: Any = "…" if name in SECRET else repr(fault.get("input"))
        lines.append(f"{name}={given} cannot be used: {fault['msg'].removeprefix('Value error, ')}.")
    return lines


@cache
def env() -> Env:
    """The validated settings; on a bad value, prints a sentence per fault and ends the process with 78 (EX_CONFIG)."""
    try:
        return Env()
    except ValidationError as error:
        sys.stderr.write("\n".join(explain(error)) + "\n")
        raise SystemExit(78) from error
