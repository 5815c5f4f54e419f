"""Files are sealed, held, attached once, committed to, found out when touched, erased and swept."""

import os
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import TestCase

from sixia.kit.files import kinds, store, vault
from sixia.kit.files.check import altered_files
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.kit.models import StoredFile
from tests.conftest import NOW
from tests.files import HTML, PDF, office, picture, polyglot

pytestmark = pytest.mark.django_db
ABOUT, STREAM = "thing:7", "matter:3"


@dataclass(frozen=True)
class Doer:
    ref: str = "account:7"


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def held(raw: bytes = PDF, name: str = "a.pdf") -> StoredFile:
    return store.hold(raw, name=name, allowed=kinds.PAPERS, by=Doer(), now=NOW)


def kept(raw: bytes = PDF) -> StoredFile:
    return store.attach([held(raw).ticket], about=ABOUT, stream=STREAM, by=Doer(), now=NOW)[0]


def test_a_kept_file_comes_back_as_it_was_and_lies_sealed() -> None:
    row = kept()
    assert store.content(row) == PDF
    on_disk = vault.path_of(row.ticket).read_bytes()
    assert b"%PDF" not in on_disk
    assert vault.path_of(row.ticket).stat().st_mode & 0o077 == 0
    assert (row.name, row.kind, row.size) == ("a.pdf", kinds.PDF, len(PDF))


def test_the_name_is_sealed_in_the_database() -> None:
    from django.db import connection

    row = held(name="病历.pdf")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM kit_storedfile WHERE id = %s", [row.pk])
        assert "病历" not in cursor.fetchone()[0]
    assert StoredFile.objects.get().name == "病历.pdf"


def test_the_journal_commits_to_it() -> None:
    row = kept()
    line = timeline(STREAM)[0]
    assert (line.event, line.by, line.facts["file"], line.facts["on"]) == ("FileKept", "account:7", row.pk, ABOUT)
    assert row.sha256 not in str(line.facts)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "是空的"),
        (HTML, "既不是图片"),
        (office(), "既不是图片"),
        (b"\xff\xd8\xff" + b"0" * 50, "损坏"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"%PDF-" + b"0" * (11 * 1024 * 1024) + b"%%EOF", "10 MB"),
    ],
)
def test_each_refusal_says_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        held(raw, "路灯.jpg")
    assert not StoredFile.objects.exists()


def test_officials_may_hand_in_word() -> None:
    row = store.hold(office(), name="x.exe", allowed=kinds.OFFICE, by=Doer(), now=NOW)
    assert (row.kind, row.name) == (kinds.WORD, "x.docx")


def test_a_polyglot_is_kept_as_its_picture_alone() -> None:
    assert HTML not in store.content(kept(polyglot()))


def test_a_ticket_is_good_once() -> None:
    row = kept()
    assert store.attach([row.ticket], about="thing:8", stream=STREAM, by=Doer(), now=NOW) == []
    assert store.of(ABOUT, "thing:8") == {ABOUT: [row]}


def test_unknown_tickets_are_passed_over() -> None:
    assert store.attach(["0" * 32, "../../x"], about=ABOUT, stream=STREAM, by=Doer(), now=NOW) == []


def test_nothing_asked_nothing_read(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert store.of() == {}
        assert store.held([]) == []


def test_whole_files_have_no_faults() -> None:
    kept()
    kept(picture())
    assert list(altered_files()) == []


def _flip(row: StoredFile) -> None:
    path = vault.path_of(row.ticket)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)


def _swap(row: StoredFile) -> None:
    other = held(PDF + b"%%EOF")
    vault.path_of(row.ticket).write_bytes(vault.path_of(other.ticket).read_bytes())


TOUCHED = {
    "one bit": _flip,
    "another file": _swap,
    "missing": lambda row: vault.drop(row.ticket),
    "other bytes, sealed": lambda row: vault.put(row.ticket, b"other"),
    "row gone": lambda row: StoredFile.objects.filter(pk=row.pk).delete(),
    "row says erased": lambda row: StoredFile.objects.filter(pk=row.pk).update(erased_at=NOW),
    "given to residents": lambda row: StoredFile.objects.filter(pk=row.pk).update(shared=True),
    "digest altered": lambda row: StoredFile.objects.filter(pk=row.pk).update(sha256="0" * 64),
}


@pytest.mark.parametrize("how", TOUCHED)
def test_what_was_touched_is_found_and_named(how: str) -> None:
    row = kept()
    TOUCHED[how](row)
    faults = list(altered_files())
    assert [(fault.code, fault.where) for fault in faults] == [("file", f"{STREAM} #1")]
    assert str(row.pk) in faults[0].sentence


def test_what_was_touched_is_not_handed_out() -> None:
    row = kept()
    vault.put(row.ticket, b"other")
    with pytest.raises(vault.FileBroken):
        store.content(row)


def test_erasing_leaves_a_record_and_nothing_else() -> None:
    row = kept()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert store.erase([ABOUT], stream=STREAM, by=Doer(), now=NOW) == 1
    row.refresh_from_db()
    assert (row.name, row.sha256, row.salt) == ("", "", "")
    assert not vault.path_of(row.ticket).exists()
    assert store.of(ABOUT) == {}
    assert [line.event for line in timeline(STREAM)] == ["FileKept", "FileErased"]
    assert list(altered_files()) == []


def test_a_key_that_is_turned_over_takes_the_files_along(settings) -> None:
    row = kept()
    settings.KEYS = settings.KEYS.rotated()
    assert store.content(row) == PDF
    assert store.reseal() == 1
    assert store.reseal() == 0
    assert list(altered_files()) == []
    settings.KEYS = replace(settings.KEYS, keys={settings.KEYS.current: settings.KEYS.keys[settings.KEYS.current]})
    assert store.content(row) == PDF


def test_the_command_seals_anew(settings, capsys) -> None:
    kept()
    settings.KEYS = settings.KEYS.rotated()
    call_command("reseal")
    assert "1 个文件" in capsys.readouterr().out


def test_a_missing_key_is_named(settings) -> None:
    row = kept()
    old = settings.KEYS
    settings.KEYS = replace(old.rotated(), keys={"k2": old.rotated().keys["k2"]})
    with pytest.raises(vault.FileBroken, match="k1"):
        store.content(row)


@pytest.mark.parametrize("full", ["forms", "disk"])
def test_nobody_fills_the_disk(monkeypatch: pytest.MonkeyPatch, full: str) -> None:
    held()
    monkeypatch.setattr(*{"forms": (store, "FORMS_WAITING", 0), "disk": (vault, "LEAST_FREE", 1 << 60)}[full])
    with pytest.raises(Refused, match="稍后再补"):
        held()
    assert StoredFile.objects.count() == 1


def test_what_was_never_attached_is_swept_after_a_day() -> None:
    fresh, late, attached = held(), held(), kept()
    StoredFile.objects.filter(pk__in=[late.pk, attached.pk]).update(at=NOW - timedelta(days=2))
    assert store.sweep(NOW) == 1
    assert {row.pk for row in StoredFile.objects.all()} == {fresh.pk, attached.pk}
    assert not vault.path_of(late.ticket).exists()


def test_bytes_without_a_row_are_swept() -> None:
    row, stray = kept(), vault.new_name()
    vault.put(stray, b"x")
    part = vault.path_of(stray).with_name(stray + ".1.part")
    part.write_bytes(b"half")
    for path in (vault.path_of(row.ticket), vault.path_of(stray), part):
        os.utime(path, (NOW.timestamp() - 3 * 86400,) * 2)
    assert store.sweep(NOW) == 2
    assert vault.path_of(row.ticket).exists()
    assert not vault.path_of(stray).exists()
    assert not part.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, "0" * 31])
def test_no_name_leads_elsewhere(name: str) -> None:
    with pytest.raises(vault.FileBroken):
        vault.path_of(name)
