"""The locks install with plain pip, name no host, and agree with each other."""

import re
from pathlib import Path

import pytest

LOCKS = Path(__file__).resolve().parents[2] / "requirements"
NAMES = ("run", "analytics", "spark", "dev")
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("name", [f"{name}.txt" for name in NAMES])
def test_each_pin_has_a_hash_and_no_host_is_named(name: str) -> None:
    text = (LOCKS / name).read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index-url" not in text


def test_what_runs_is_what_was_tested() -> None:
    run, analytics, spark, dev = (dict(PIN.findall((LOCKS / f"{name}.txt").read_text("utf-8"))) for name in NAMES)
    assert run.items() <= dev.items()
    assert analytics.items() | spark.items() <= dev.items()
