"""What a broken or a hostile device sends: refused with a sentence, never broken, nothing kept that should not be."""

import json
from typing import Any
from uuid import uuid4

import pytest

from sixia.fieldwork.offline import rules
from sixia.fieldwork.offline.models import Line, Packet
from sixia.fieldwork.offline.verbs import VERBS
from sixia.fieldwork.reception.models import Act, Booking, Day
from tests.fieldwork.offline.making import Tablet, Written, came, opened, talk
from tests.fieldwork.reception.making import drafted
from tests.refusals import refused
from tests.town import Town

NOTHING: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b"\xff\xfe",
    b'{"packet": 1, "acts": []}',
    b'{"packet": "%s", "acts": []}' % str(uuid4()).encode(),
    b'{"packet": "%s", "acts": [1]}' % str(uuid4()).encode(),
    b'{"packet": "%s", "acts": {"0": 1}}' % str(uuid4()).encode(),
    b'{"packet": "%s", "acts": [{"name": "x", "verb": "a", "fields": {}}]}' % str(uuid4()).encode(),
    b'{"packet": "%s", "acts": [{"name": "%s", "verb": 7, "fields": {}}]}' % (str(uuid4()).encode(), str(uuid4()).encode()),
    b'{"packet": "%s", "acts": [{"name": "%s", "verb": "a", "fields": []}]}' % (str(uuid4()).encode(), str(uuid4()).encode()),
    b"[" * 100_000,
    b'{"packet": "' + b"1" * 5000 + b'", "acts": []}',
]
VALUES: list[Any] = [
    None,
    "",
    " ",
    "x" * 50_000,
    "\x00\x01\u202e",
    "\ud800",
    -1,
    2**63,
    10**400 if False else 2**200,
    1.5,
    True,
    [],
    [1],
    {},
    {"a": {"b": 1}},
    "1e400",
    "9999-99-99",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    str(uuid4()),
]


@pytest.mark.parametrize("raw", NOTHING, ids=range(len(NOTHING)))
def test_bytes_that_are_no_packet(tablet: Tablet, raw: bytes) -> None:
    with refused("guard"):
        tablet.post(raw)
    assert not Packet.objects.exists()


def test_a_packet_that_is_too_large(tablet: Tablet, day: Day) -> None:
    with refused("guard"):
        tablet.post(tablet.pack([came(day, "长" * 400_000)]))
    with refused("guard"):
        tablet.post(tablet.pack([came(day) for _number in range(rules.ACTS_MOST + 1)]))


def test_the_same_name_twice_in_a_packet(tablet: Tablet, day: Day) -> None:
    act = opened(day)
    with refused("guard"):
        tablet.post(tablet.pack([act, act]))


def test_too_deep_is_unreadable() -> None:
    value: Any = 1
    for _level in range(20):
        value = [value]
    act = {"name": str(uuid4()), "verb": "reception.book", "fields": {"a": value}}
    with pytest.raises(rules.Unreadable):
        rules.read(json.dumps({"packet": str(uuid4()), "acts": [act]}).encode())


FIELDS = {
    "reception.open": ("day", "on"),
    "reception.book": ("day", "about", "way", "name", "phone", "people", "receipt", "wheelchair", "interpreter", "consent"),
    "reception.arrive": ("booking",),
    "reception.sit": ("booking",),
    "reception.record": (
        *("booking", "kind", "text", "of", "words", "voice_kind", "category", "place", "into", "unit", "assisting"),
        *("due_on", "basis", "matter"),
    ),
    "reception.finish": ("booking",),
    "visits.note": ("visit", "kind", "text"),
    "visits.hold": ("visit", "met", "base"),
    "visits.words": ("visit", "kind", "text", "name", "phone", "consent"),
    "surveys.submit": ("form", "answers", "visit", "language"),
    "onsite.open": ("office",),
    "onsite.add": ("office", "title"),
    "onsite.decide": (*("office", "item", "kind", "text", "topic", "basis", "remedies", "due_on", "unit", "assisting"),),
}


@pytest.mark.parametrize("verb", sorted(FIELDS))
def test_every_field_of_every_verb_takes_anything_without_breaking(tablet: Tablet, day: Day, verb: str) -> None:
    acts = [opened(day), *talk(day)]
    tablet.send(*acts)
    good: dict[str, Any] = {
        "day": day.pk,
        "booking": str(acts[1].name),
        "visit": 1,
        "kind": "instructed",
        "text": "请去看看",
        "about": "路灯",
        "way": "walk_in",
    }
    base = {name: value for name, value in good.items() if name in FIELDS[verb]}
    wrong = [Written(verb, {**base, name: value}) for name in FIELDS[verb] for value in VALUES]
    for at in range(0, len(wrong), 100):
        for one in tablet.send(*wrong[at : at + 100]):
            assert one.state in ("kept", "refused"), one
            assert one.state == "kept" or one.sentence, one
    assert not Packet.objects.filter(done_at=None).exists()


def test_every_verb_stands_in_this_test() -> None:
    assert set(VERBS) == set(FIELDS)


def test_a_verb_that_nobody_knows(tablet: Tablet) -> None:
    found = tablet.send(Written("accounts.close", {"account": 1}), Written("", {}))
    assert {one.code for one in found} == {"missing"}


def test_days_and_bookings_out_of_sight_are_not_found(town: Town, day: Day, tablet: Tablet) -> None:
    tablet.send(opened(day), *talk(day))
    stranger, booking = Tablet(town, tablet.now, owner="wester"), Booking.objects.get()
    hidden = drafted(town, starts_at=day.starts_at.replace(day=27), ends_at=day.ends_at.replace(day=27))
    acts = [
        opened(hidden),
        came(day),
        *(Written(f"reception.{step}", {"booking": booking.pk}) for step in ("arrive", "sit", "finish")),
        Written("reception.record", {"booking": str(booking.client), "kind": "noted", "text": "x"}),
    ]
    found = stranger.send(*acts)
    assert {one.code for one in found} == {"role"}
    assert Act.objects.count() == 2
    assert Booking.objects.count() == 1


def test_words_lie_sealed_until_they_are_kept(tablet: Tablet, day: Day) -> None:
    from django.db import connection

    tablet.send(came(day, "谁也不该读到的话"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM offline_line")
        body = cursor.fetchone()[0]
    assert body.startswith("v1.")
    assert "谁也不该读到的话" in Line.objects.get().body
