"""A backup taken while others write is one moment, whole; restored elsewhere it is the same; damage is refused."""

import json
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.installations import Installation, installation

pytestmark = pytest.mark.django_db
INSERT = "INSERT INTO kit_tick (name, next_at) VALUES ('{0}a', '2026-05-11 02:00'), ('{0}b', '2026-05-11 02:00')"


class Writer(threading.Thread):
    """Writes rows in pairs until told to stop; `kept` counts pairs that the database has acknowledged."""

    def __init__(self, house: Installation) -> None:
        super().__init__()
        self.house, self.kept, self.going, self.begun = house, 0, True, threading.Event()

    def run(self) -> None:
        line = self.house.connect()
        while self.going:
            line.execute(INSERT.format(self.kept))
            self.kept += 1
            if self.kept == 5:
                self.begun.set()
        line.close()


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("pattern") / "whole") as whole:
        prepared = whole.sixia("prepare")
        assert prepared.returncode == 0, prepared.stderr
        yield whole


@pytest.fixture
def house(pattern: Installation, tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "one", pattern) as one:
        (one.folder / "files" / "2026").mkdir(parents=True)
        (one.folder / "files" / "2026" / "路灯.txt").write_text("坏了", "utf-8")
        yield one


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "two") as two:
        yield two


def test_a_backup_while_writing_is_one_moment(house: Installation, elsewhere: Installation, tmp_path: Path) -> None:
    writer = Writer(house)
    writer.start()
    assert writer.begun.wait(20)
    before = writer.kept
    made = house.sixia("backup", str(tmp_path / "b.tar"), "--json", "--with-keys")
    after = writer.kept
    writer.going = False
    writer.join()
    assert made.returncode == 0, made.stderr
    back = elsewhere.sixia("restore", str(tmp_path / "b.tar"), "--json")
    assert back.returncode == 0, back.stderr
    rows = elsewhere.rows("kit_tick")
    assert rows % 2 == 0
    assert before <= rows // 2 <= after + 1
    assert json.loads(made.stdout)["rows"] == json.loads(back.stdout)["rows"]
    assert (elsewhere.folder / "files" / "2026" / "路灯.txt").read_text("utf-8") == "坏了"
    assert (elsewhere.folder / "keys.json").read_text() == (house.folder / "keys.json").read_text()


def test_keys_stay_out_unless_asked_for(house: Installation, elsewhere: Installation, tmp_path: Path) -> None:
    assert house.sixia("backup", str(tmp_path / "b.tar")).returncode == 0
    with tarfile.open(tmp_path / "b.tar") as archive:
        assert "keys.json" not in archive.getnames()
    refused = elsewhere.sixia("restore", str(tmp_path / "b.tar"))
    assert refused.returncode == 1
    assert "did not seal this backup" in refused.stderr
    (elsewhere.folder / "keys.json").write_bytes((house.folder / "keys.json").read_bytes())
    assert elsewhere.sixia("restore", str(tmp_path / "b.tar")).returncode == 0


def test_what_is_there_is_not_replaced_unasked(house: Installation, tmp_path: Path) -> None:
    assert house.sixia("backup", str(tmp_path / "b.tar")).returncode == 0
    line = house.connect()
    line.execute(INSERT.format("x"))
    line.close()
    refused = house.sixia("restore", str(tmp_path / "b.tar"))
    assert "not empty" in refused.stderr
    assert house.rows("kit_tick") == 2
    forced = house.sixia("restore", str(tmp_path / "b.tar"), "--force")
    assert forced.returncode == 0, forced.stderr
    assert house.rows("kit_tick") == 0


def test_one_changed_byte_is_found(house: Installation, elsewhere: Installation, tmp_path: Path) -> None:
    assert house.sixia("backup", str(tmp_path / "b.tar"), "--with-keys").returncode == 0
    raw = bytearray((tmp_path / "b.tar").read_bytes())
    with tarfile.open(tmp_path / "b.tar") as archive:
        raw[archive.getmember("files/2026/路灯.txt").offset_data] ^= 1
    (tmp_path / "b.tar").write_bytes(raw)
    refused = elsewhere.sixia("restore", str(tmp_path / "b.tar"))
    assert refused.returncode == 1
    assert "路灯.txt" in refused.stderr


def test_a_file_that_exists_is_left_alone(house: Installation, tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_text("mine")
    assert house.sixia("backup", str(tmp_path / "b.tar")).returncode == 1
    assert (tmp_path / "b.tar").read_text() == "mine"


def test_what_is_no_backup_is_refused(elsewhere: Installation, tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_text("not an archive")
    refused = elsewhere.sixia("restore", str(tmp_path / "b.tar"))
    assert refused.returncode == 1
    assert "cannot be read" in refused.stderr
