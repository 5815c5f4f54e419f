"""A killed import loses nothing and takes nothing twice."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.installations import RUN, Installation, installation

ROWS = 6000
SEED = "import django; django.setup(); from tests.town import build; build()"
MAP = 'source = "old"\ndesk = "hotline"\n[voice]\ntext = "text"\nsource_id = "id"\n[outcome]\nreply = "reply"\n'

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def _environment(house: Installation) -> dict[str, str]:
    given = {"SIXIA_MODE": "demo", "SIXIA_DATA_DIR": str(house.folder), "SIXIA_LANGUAGE": "en"}
    given |= {"DATABASE_URL": house.database_url, "DJANGO_SETTINGS_MODULE": "sixia.config.settings"}
    return os.environ | given


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "house") as made:
        assert made.sixia("migrate").returncode == 0
        root = Path(__file__).resolve().parents[2]
        subprocess.run([sys.executable, "-c", SEED], env=_environment(made), cwd=root, check=True)
        with (made.folder / "old.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["id", "text", "reply"])
            writer.writerows([number, f"第{number}件：路灯坏了", "已修好。" if number % 2 else ""] for number in range(ROWS))
        (made.folder / "old.toml").write_text(MAP, "utf-8")
        yield made


def _words(house: Installation) -> list[str]:
    return ["import", "voices", str(house.folder / "old.csv"), "--map", str(house.folder / "old.toml")]


def test_a_killed_import_goes_on_where_it_was(house: Installation) -> None:
    with subprocess.Popen([sys.executable, "-c", RUN, *_words(house)], env=_environment(house)) as process:
        until = time.monotonic() + 120
        while not house.rows("cases_voice") and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    there = house.rows("cases_voice")
    assert there
    assert there % 1000 == 0
    done = house.sixia(*_words(house))
    assert done.returncode == 0, done.stderr
    assert f"{there} were here already" in done.stdout or there == ROWS
    assert house.rows("cases_voice") == house.rows("cases_case") == ROWS
    assert house.rows("cases_answer") == ROWS // 2
    assert house.sixia("verify").returncode == 0
