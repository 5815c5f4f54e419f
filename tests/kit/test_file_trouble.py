"""Files in trouble: a disk that takes nothing, a flood that waits for its forms, a form that took too long."""

from datetime import timedelta
from pathlib import Path

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from sixia.kit.files import kinds, store, vault
from sixia.kit.flow import Refused
from sixia.kit.models import StoredFile
from sixia.ui.files import FilesField
from tests.conftest import NOW
from tests.files import PDF
from tests.kit.test_file_store import Doer, held, kept

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Form(forms.Form):
    attached = FilesField()


def sent(*tickets: str) -> Form:
    return Form(MultiValueDict({"attached-held": list(tickets)}), MultiValueDict())


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def test_a_disk_that_takes_nothing_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str, raw: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault, "put", full)
    with pytest.raises(Refused) as refused:
        held()
    assert "后再补" in str(refused.value) or "later" in str(refused.value)
    assert not StoredFile.objects.exists()


def test_a_flood_shuts_nobody_out_for_longer_than_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FORMS_WAITING", 1)
    flood, mine = held(), kept()
    StoredFile.objects.filter(pk=flood.pk).update(size=10**9)
    with pytest.raises(Refused):
        store.hold(PDF, name="b.pdf", allowed=kinds.PAPERS, by=Doer(), now=NOW + HOUR)
    row = store.hold(PDF, name="b.pdf", allowed=kinds.PAPERS, by=Doer(), now=NOW + HOUR + timedelta(seconds=1))
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {mine.pk, row.pk}
    assert store.content(mine) == PDF
    assert not vault.path_of(flood.ticket).exists()


def test_whoever_took_too_long_is_told_that_the_file_is_gone() -> None:
    row, other = held(), held()
    store.sweep(NOW + store.HELD_FOR)
    assert sent(row.ticket, other.ticket).is_valid()
    StoredFile.objects.filter(pk=row.pk).update(at=NOW - store.HELD_FOR)
    store.sweep(NOW + HOUR)
    form = sent(row.ticket, other.ticket)
    assert "attached" in form.errors
    assert [one.ticket for one in form.fields["attached"].widget.kept] == [other.ticket], "the others stay"


def test_a_form_sent_twice_is_not_told_of_files_that_arrived() -> None:
    row = kept()
    assert sent(row.ticket).is_valid()


@pytest.mark.parametrize("ticket", ["\x00", "\ud800", "x" * 10_000, "../../etc/passwd", "A" * 32, ""])
def test_a_ticket_that_is_none_is_passed_over(ticket: str) -> None:
    form = sent(ticket)
    assert form.is_valid()
    assert form.cleaned_data["attached"] == ()
