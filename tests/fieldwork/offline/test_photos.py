"""Photos: before their act or after it, twice, not a picture, signed wrongly, too many."""

import io
from uuid import uuid4

import pytest
from django.db import connection
from PIL import Image

from sixia.cases.models import Case
from sixia.fieldwork.offline import actions, rules
from sixia.fieldwork.offline.models import Photo
from sixia.fieldwork.reception.models import Day
from sixia.kit.files import store
from sixia.kit.models import StoredFile
from tests.fieldwork.offline.making import Tablet, opened, talk
from tests.refusals import refused
from tests.town import Town


def picture(shade: int = 100) -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (24, 16), (shade, 90, 80)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("early", [True, False])
def test_in_either_order_photos_stand_with_what_came_of_the_act(tablet: Tablet, day: Day, early: bool) -> None:
    acts, names = [opened(day), *talk(day)], [uuid4(), uuid4()]
    heard = acts[4]
    heard.photos = names
    if early:
        for name in names:
            tablet.photo(heard.name, picture(), name)
    found = tablet.send(*acts)[4]
    assert found.state == "kept"
    assert found.missing == (() if early else tuple(names))
    if not early:
        for name in names:
            tablet.photo(heard.name, picture(), name)
    case = Case.objects.get()
    assert len(store.of(case.key)[case.key]) == 2
    assert not tablet.send(heard)[0].missing
    assert not Photo.objects.filter(attached=False).exists()


def test_sent_twice_it_is_kept_once(tablet: Tablet) -> None:
    act, name = uuid4(), uuid4()
    for _turn in range(3):
        tablet.photo(act, picture(), name)
    assert (Photo.objects.count(), StoredFile.objects.count()) == (1, 1)
    with refused("guard"):
        tablet.photo(act, picture(7), name)
    with refused("guard"):
        tablet.photo(uuid4(), picture(), name)


def test_a_picture_is_written_anew_before_anything_is_locked_and_never_again(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths, rewritten = [], store.rewritten

    def noted(raw: bytes) -> bytes:
        depths.append(len(connection.savepoint_ids))
        return rewritten(raw)

    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(store, "rewritten", noted)
    act, name = uuid4(), uuid4()
    for _turn in range(3):
        tablet.photo(act, picture(), name)
    assert depths == [outside]


@pytest.mark.parametrize("raw", [b"", b"no picture", b"%PDF-1.4 %%EOF", b"\xff\xd8\xff broken"])
def test_what_is_no_picture_is_refused(tablet: Tablet, raw: bytes) -> None:
    with refused("guard"):
        tablet.photo(uuid4(), raw)
    assert not Photo.objects.exists()


def test_a_signature_for_another_act_does_not_count(tablet: Tablet) -> None:
    name, raw = uuid4(), picture()
    signed = tablet.sign(rules.photo_bytes(name, uuid4(), raw))
    with refused("role"):
        actions.keep_photo(tablet.device, name=name, act=uuid4(), raw=raw, signature=signed, by=tablet.by, now=tablet.now)


def test_at_most_so_many_for_one_act(tablet: Tablet) -> None:
    act = uuid4()
    for number in range(rules.PHOTOS_MOST):
        tablet.photo(act, picture(number))
    with refused("guard"):
        tablet.photo(act, picture(99))


def test_somebody_elses_photos_do_not_join_an_act(tablet: Tablet, day: Day, town: Town) -> None:
    acts = [opened(day), *talk(day)]
    Tablet(town, tablet.now, owner="wester").photo(acts[4].name, picture())
    tablet.send(*acts)
    assert not Photo.objects.get().attached
