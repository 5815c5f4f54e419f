"""Packets: in any order, twice, altered, signed wrongly, from a device that has ended, with rights that are gone."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest

from sixia.cases.models import Voice
from sixia.fieldwork.offline import actions, rules
from sixia.fieldwork.offline.models import Device, Line, Packet
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.kit.models import Entry
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.people.models import Post
from tests.fieldwork.offline.making import ABOUT, Tablet, Written, came, opened, talk
from tests.refusals import refused
from tests.town import Town


def states(outcomes: list[actions.Outcome]) -> list[str]:
    """How each act stands."""
    return [one.state for one in outcomes]


def everything() -> tuple[int, int, int, int]:
    """How many rows came of it."""
    return Booking.objects.count(), Act.objects.count(), Voice.objects.count(), Line.objects.filter(state="kept").count()


def test_a_whole_talk_in_one_packet(tablet: Tablet, day: Day) -> None:
    acts = [opened(day), *talk(day)]
    found = tablet.send(*acts)
    assert states(found) == ["kept"] * 7, [one.sentence for one in found]
    booking = Booking.objects.get(client=acts[1].name)
    assert (booking.state, booking.number, booking.way) == ("done", 1, "walk_in")
    assert {act.kind for act in booking.acts.all()} == {"heard", "noted"}
    assert found[1].shown["passcode"]
    assert found[4].shown["passcode"]
    day.refresh_from_db()
    assert day.state == "open"
    told = Entry.objects.filter(event="PacketTaken").get()
    assert '"kept":7' in told.body.replace(" ", "")
    packet = Packet.objects.get()
    assert packet.done_at
    assert packet.body == ""
    assert not Line.objects.exclude(body="").exists()


@pytest.mark.parametrize("seed", range(6))
def test_any_order_within_a_packet(tablet: Tablet, day: Day, seed: int) -> None:
    acts = [opened(day), *talk(day), *talk(day, "水渠断流三天了"), *talk(day, "低保没有发到账")]
    random.Random(seed).shuffle(acts)
    found = tablet.send(*acts)
    assert states(found) == ["kept"] * len(acts), [(a.verb, o.sentence) for a, o in zip(acts, found, strict=True)]
    assert everything() == (3, 6, 3, 19)


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_packets_of_one_act_each_twice(tablet: Tablet, day: Day, seed: int) -> None:
    acts = [opened(day), *talk(day), *talk(day, "水渠断流三天了")]
    packets = [tablet.pack([act]) for act in acts] * 2
    random.Random(seed).shuffle(packets)
    for raw in packets:
        tablet.post(raw)
    assert everything() == (2, 4, 2, 13)
    assert Packet.objects.count() == 13
    assert Entry.objects.filter(event="PacketTaken").count() == 13


def test_sent_twice_it_is_answered_alike_and_kept_once(tablet: Tablet, day: Day) -> None:
    raw = tablet.pack([opened(day), *talk(day)])
    first, again = tablet.post(raw), tablet.post(raw)
    assert {name: one.state for name, one in first.items()} == {name: one.state for name, one in again.items()}
    assert not any(one.shown for one in again.values())
    assert everything() == (1, 2, 1, 7)


def test_acts_sent_again_in_another_packet_are_known(tablet: Tablet, day: Day) -> None:
    acts = [opened(day), *talk(day)]
    tablet.send(*acts)
    assert states(tablet.send(*acts[3:], *acts[:3])) == ["kept"] * 7
    assert everything() == (1, 2, 1, 7)


def test_an_interrupted_packet_is_finished_later(tablet: Tablet, day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    from sixia.fieldwork.offline.actions import packets

    tried = packets.try_one
    calls = []

    def breaks(*given: object, **named: object) -> actions.Outcome:
        calls.append(given)
        if len(calls) == 4:
            raise ConnectionError
        return tried(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(packets, "try_one", breaks)
    with pytest.raises(ConnectionError):
        tablet.send(opened(day), *talk(day))
    assert Packet.objects.get().done_at is None
    monkeypatch.setattr(packets, "try_one", tried)
    actions.finish_packets(tablet.now + timedelta(minutes=1))
    assert everything()[1] == 0
    actions.finish_packets(tablet.now + timedelta(minutes=6))
    assert everything() == (1, 2, 1, 7)
    assert Packet.objects.get().done_at


@pytest.mark.parametrize("spoil", [lambda s: "0" * 64, lambda s: s[:-1], lambda s: "", lambda s: "é" * 64, lambda s: s + "0"])
def test_a_wrong_signature_takes_nothing(tablet: Tablet, day: Day, spoil: object) -> None:
    raw = tablet.pack([opened(day)])
    with refused("role"):
        tablet.post(raw, spoil(tablet.sign(raw)))  # type: ignore[operator]
    assert not Packet.objects.exists()


def test_bytes_changed_on_the_way_take_nothing(tablet: Tablet, day: Day) -> None:
    raw = tablet.pack([opened(day)])
    with refused("role"):
        tablet.post(raw + b" ", tablet.sign(raw))


def test_the_secret_of_another_device_does_not_sign(tablet: Tablet, day: Day, town: Town) -> None:
    other, raw = Tablet(town, tablet.now, name="另一台"), tablet.pack([opened(day)])
    with refused("role"):
        tablet.post(raw, other.sign(raw))


def test_another_packet_under_the_same_name_takes_nothing(tablet: Tablet, day: Day) -> None:
    name = uuid4()
    tablet.post(tablet.pack([opened(day)], name))
    with refused("guard"):
        tablet.post(tablet.pack(talk(day), name))
    assert everything() == (0, 0, 0, 1)


def test_other_words_under_a_name_that_is_kept_are_refused(tablet: Tablet, day: Day) -> None:
    acts = [opened(day), *talk(day)]
    tablet.send(*acts)
    other = Written("reception.record", {**acts[4].fields, "text": "另外的话"}, acts[4].name)
    found = tablet.send(other)[0]
    assert (found.state, found.code) == ("refused", "guard")
    assert Line.objects.get(name=other.name).state == "kept"


def test_names_of_somebody_else_tell_nothing(tablet: Tablet, day: Day, town: Town) -> None:
    acts = [opened(day), *talk(day)]
    tablet.send(*acts)
    found = Tablet(town, tablet.now, owner="wester").send(acts[1])[0]
    assert (found.state, found.label, found.url) == ("refused", "", "")
    assert Line.objects.get(name=acts[1].name).state == "kept"


def test_a_refusal_stays_with_its_act_and_the_others_go_on(tablet: Tablet, day: Day) -> None:
    acts = [opened(day), *talk(day)]
    acts.append(Written("reception.record", {"booking": str(acts[1].name), "kind": "promised", "text": "下月修好"}))
    found = tablet.send(*acts)
    assert states(found) == ["kept"] * 7 + ["refused"]
    assert found[7].code == "missing"
    line = Line.objects.get(name=acts[7].name)
    assert "下月修好" in line.body
    acts[7].fields["due_on"] = "2026-06-30"
    assert states(tablet.send(acts[7])) == ["kept"]
    assert Act.objects.filter(kind="promised").count() == 1


def test_what_was_done_at_the_desk_meanwhile_is_no_refusal(tablet: Tablet, day: Day) -> None:
    acts = [opened(day), *talk(day)]
    tablet.send(*acts[:3])
    twice = [Written("reception.arrive", acts[2].fields), opened(day)]
    assert states(tablet.send(*twice)) == ["kept", "kept"]
    assert Booking.objects.get().number == 1


def test_a_device_that_has_ended_sends_nothing(tablet: Tablet, town: Town) -> None:
    actions.end(tablet.device, by=town.who("security"), now=tablet.now)
    device = Device.objects.get()
    assert (device.live, device.secret, device.ending) == (False, "", "revoked")
    assert Entry.objects.filter(event="DeviceEnded").count() == 1
    actions.end(tablet.device, by=town.who("security"), now=tablet.now)
    assert Entry.objects.filter(event="DeviceEnded").count() == 1


def test_rights_are_those_of_the_moment_of_arrival(tablet: Tablet, day: Day, town: Town) -> None:
    acts = [opened(day), *talk(day)]
    tablet.send(*acts[:4])
    people.end_post(Post.objects.get(account=town.accounts["clerk"]), by=SYSTEM, now=tablet.now)
    tablet.now += timedelta(hours=1)
    found = tablet.send(*acts[4:])
    assert {(one.state, one.code) for one in found} == {("refused", "role")}
    assert all(one.sentence for one in found)
    assert not Act.objects.exists()


def test_a_closed_account_sends_nothing_that_is_kept(tablet: Tablet, day: Day, town: Town) -> None:
    people.close_account(town.accounts["clerk"], by=town.who("system"), now=tablet.now)
    town.accounts["clerk"].refresh_from_db()
    assert states(tablet.send(opened(day))) == ["refused"]


def test_an_act_that_was_refused_can_be_given_up(tablet: Tablet, day: Day, town: Town) -> None:
    act = Written("reception.sit", {"booking": 999})
    tablet.send(act)
    line = Line.objects.get()
    with refused("role"):
        actions.drop(line, by=town.who("handler"), now=tablet.now)
    actions.drop(line, by=tablet.by, now=tablet.now)
    line.refresh_from_db()
    assert (line.state, line.body) == ("dropped", "")
    assert Entry.objects.filter(event="ActDropped").count() == 1
    assert states(tablet.send(act)) == ["dropped"]


def test_words_that_were_refused_are_not_kept_for_ever(tablet: Tablet, day: Day) -> None:
    tablet.send(came(day, ABOUT, way="nonsense"))
    actions.forget(tablet.now + timedelta(days=29))
    assert Line.objects.exclude(body="").count() == 1
    actions.forget(tablet.now + timedelta(days=31))
    assert not Line.objects.exclude(body="").exists()


def test_opened_in_the_village_and_sent_the_day_after(tablet: Tablet, day: Day) -> None:
    tablet.now += timedelta(days=1)
    assert states(tablet.send(opened(day), *talk(day))) == ["kept"] * 7


def test_a_day_is_not_opened_before_its_day(tablet: Tablet, day: Day) -> None:
    tablet.now -= timedelta(days=2)
    assert states(tablet.send(opened(day))) == ["refused"]


def test_a_signed_list_of_names_is_read_strictly() -> None:
    with pytest.raises(rules.Unreadable):
        rules.names_in(b'{"names": ["x"]}')
