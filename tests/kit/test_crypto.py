"""Sealed values open only with their key and in their field; new keys take over row by row."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import translation

from sixia.kit import fields
from sixia.kit.crypto import SealBroken, blind_index, seal, unseal
from sixia.kit.fields import SealedTextField, reseal, reseal_all
from sixia.kit.keys import KeyRing

RING = KeyRing.new(demo=True)
PHONE = "cases.voice.phone"


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize("text", ["13800000000", "演示路一号", "a" * 12000, "\x00", "\ud800"])
def test_what_is_sealed_opens_again(text):
    token = seal(text, ring=RING, field=PHONE)
    assert text not in token
    assert token.startswith("v1.k1.")
    assert unseal(token, ring=RING, field=PHONE) == text


def test_empty_stays_empty():
    assert seal("", ring=RING, field=PHONE) == ""
    assert unseal("", ring=RING, field=PHONE) == ""


def test_equal_texts_do_not_look_equal():
    assert seal("1", ring=RING, field=PHONE) != seal("1", ring=RING, field=PHONE)


def test_a_token_does_not_open_in_another_field():
    token = seal("13800000000", ring=RING, field=PHONE)
    with pytest.raises(SealBroken, match=r"people\.account\.phone"):
        unseal(token, ring=RING, field="people.account.phone")


@pytest.mark.parametrize("place", range(6, 40, 3))
def test_a_changed_token_does_not_open(place):
    token = seal("13800000000", ring=RING, field=PHONE)
    other = "A" if token[place] != "A" else "B"
    with pytest.raises(SealBroken, match="does not open"):
        unseal(token[:place] + other + token[place + 1 :], ring=RING, field=PHONE)


@pytest.mark.parametrize("token", ["13800000000", "v1.k1.", "v2.k1.AAAA", "v1.k1.AAAA", "v1.k1.演示", "v1"])
def test_what_was_never_sealed_does_not_open(token):
    with pytest.raises(SealBroken):
        unseal(token, ring=RING, field=PHONE)


def test_a_missing_key_is_named():
    token = seal("1", ring=RING.rotated(), field=PHONE)
    with pytest.raises(SealBroken, match="“k2”"):
        unseal(token, ring=RING, field=PHONE)


def test_old_tokens_open_after_rotation():
    assert unseal(seal("1", ring=RING, field=PHONE), ring=RING.rotated(), field=PHONE) == "1"


def test_a_blind_index_tells_equal_from_different():
    index = blind_index("phone", "13800000000", RING)
    assert index == blind_index("phone", "13800000000", RING.rotated())
    assert len({index, blind_index("phone", "13800000001", RING), blind_index("id", "13800000000", RING)}) == 3
    assert index != blind_index("phone", "13800000000", KeyRing.new(demo=True))
    assert blind_index("phone", "", RING) == ""


@pytest.fixture
def letters(db, monkeypatch, settings):
    """A table with two sealed columns that no other test knows of."""
    settings.KEYS = RING
    with isolate_apps("sixia.kit") as apps:

        class Letter(models.Model):
            phone = SealedTextField(default="")
            home = SealedTextField(null=True)

            class Meta:
                app_label = "kit"

        monkeypatch.setattr(fields, "apps", apps)
        with connection.cursor() as cursor:
            number = "bigserial" if connection.vendor == "postgresql" else "integer"
            cursor.execute(f"CREATE TABLE kit_letter (id {number} PRIMARY KEY, phone text NOT NULL, home text)")
        yield Letter


def column(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM kit_letter ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_field_is_sealed_in_the_database_and_plain_in_python(letters):
    letters.objects.create(phone="13800000000", home="演示路一号")
    letters.objects.bulk_create([letters(phone="", home=None)])
    letters.objects.filter(phone="").update(home="演示路二号")
    assert list(letters.objects.order_by("pk").values_list("phone", "home")) == [
        ("13800000000", "演示路一号"),
        ("", "演示路二号"),
    ]
    assert all(value.startswith("v1.k1.") for value in [column("phone")[0], *column("home")])
    assert column("phone")[1] == ""


def test_a_field_can_be_asked_for_emptiness_only(letters):
    letters.objects.create(phone="13800000000")
    assert letters.objects.filter(phone="").count() == 0
    assert letters.objects.exclude(phone="").filter(home__isnull=True).count() == 1
    with pytest.raises(ValueError, match="blind index"):
        letters.objects.filter(phone="13800000000").exists()
    with pytest.raises(FieldError):
        letters.objects.filter(phone__contains="138").exists()


def test_a_value_moved_between_columns_is_noticed(letters):
    letters.objects.create(phone="13800000000", home="演示路一号")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kit_letter SET home = phone")
    with pytest.raises(SealBroken, match=r"kit\.letter\.home"):
        letters.objects.get()


def test_rotation_reseals_every_row_once_and_can_be_resumed(letters, settings):
    letters.objects.bulk_create([letters(phone=str(number), home=None) for number in range(5)] + [letters(phone="", home="家")])
    settings.KEYS = RING.rotated()
    steps = reseal(batch=2)
    assert next(steps).rows == 2
    steps.close()
    assert [token[:5] for token in column("phone")] == ["v1.k2", "v1.k2", "v1.k1", "v1.k1", "v1.k1", ""]
    seen = []
    assert reseal_all(seen.append) == 4
    assert [(step.table, step.rows) for step in seen] == [("kit_letter", 4)]
    assert {token[:5] for token in [*column("phone")[:5], column("home")[5]]} == {"v1.k2"}
    assert [each.phone for each in letters.objects.order_by("pk")] == ["0", "1", "2", "3", "4", ""]
    assert reseal_all() == 0


def test_rotation_names_the_row_that_does_not_open(letters, settings):
    letter = letters.objects.create(phone="13800000000")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kit_letter SET phone = 'v1.k1.AAAA'")
    settings.KEYS = RING.rotated()
    with pytest.raises(SealBroken, match=f"Row {letter.pk} of kit.Letter"):
        reseal_all()


def test_migrations_keep_a_given_identity():
    assert SealedTextField(identity="cases.voice.phone").deconstruct()[3] == {"identity": "cases.voice.phone"}
    assert SealedTextField().deconstruct()[3] == {}
