"""What comes of a talk: words, joining, instructions, promises, settlements; in any order and twice."""

from datetime import date
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.actions import NewAct
from sixia.fieldwork.reception.models import Act, Booking
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.petitions.models import Petition
from tests.fieldwork.reception.making import ABOUT, EARLY, STARTS, booked, opened
from tests.refusals import refused
from tests.town import Town


@pytest.fixture
def talk(town: Town) -> Booking:
    """Somebody who sits there."""
    return sitting(town)


def sitting(town: Town, **given: Any) -> Booking:
    """Somebody who sits there."""
    row, _done = booked(opened(town), by=town.who("clerk"), now=STARTS, way="walk_in", **given)
    actions.arrive(row, by=town.who("clerk"), now=STARTS)
    actions.sit(row, by=town.who("clerk"), now=STARTS)
    return row


def act(town: Town, talk: Booking, kind: str, by: str = "dispatcher", **given: Any) -> actions.Recorded:
    """One act, by the dispatcher of the desk."""
    base: dict[str, Any] = {"client": uuid4(), "text": "月底前修好"}
    return actions.record(talk, new=NewAct(kind=kind, **{**base, **given}), by=town.who(by), now=STARTS)


def test_words_become_a_voice_with_a_receipt(town: Town, talk: Booking) -> None:
    done = act(town, talk, Act.HEARD, text=ABOUT, category="lamp", place=town.places["990101100001"])
    assert done.heard
    assert done.heard.passcode
    voice = Voice.objects.get(pk=done.heard.voice)
    assert (voice.text, voice.channel, voice.name, voice.source) == (ABOUT, "counter", "演示甲", "reception")
    assert done.act.case == voice.case


def test_joined_to_an_earlier_case_they_keep_their_own_receipt(town: Town, talk: Booking) -> None:
    case = town.accepted()
    done = act(town, talk, Act.JOINED, text="还是那盏灯", into=case)
    assert (done.act.case, case.voices.count()) == (case, 2)
    assert done.heard
    assert done.heard.passcode


def test_an_instruction_becomes_orders(town: Town, talk: Booking) -> None:
    units = town.units
    done = act(town, talk, Act.INSTRUCTED, category="lamp", unit=units["housing"], assisting=(units["ecology"],))
    assert done.act.order
    assert done.heard
    parts = {order.unit.code: order.part for order in Order.objects.on("case", done.act.case_id or 0)}
    assert parts == {"housing": "lead", "ecology": "assisting"}
    again = act(town, talk, Act.INSTRUCTED, text="再请东镇配合", unit=units["east"])
    assert again.act.case == done.act.case
    assert again.heard is None


def test_without_a_dispatcher_the_instruction_waits_in_the_case(town: Town, talk: Booking) -> None:
    done = act(town, talk, Act.INSTRUCTED, by="clerk", unit=town.units["housing"])
    assert done.act.order is None
    assert done.act.case
    assert done.act.case.state == "heard"
    with refused("missing"):
        act(town, talk, Act.INSTRUCTED)


def test_a_promise_stands_in_the_leaders_name(town: Town, talk: Booking) -> None:
    with refused("missing"):
        act(town, talk, Act.PROMISED)
    done = act(town, talk, Act.PROMISED, due_on=date(2026, 5, 31))
    promise = Promise.objects.get()
    assert (done.act.promise, promise.account, promise.where) == (promise, town.accounts["deputy"], "reception")
    assert (promise.case, promise.link_kind, promise.link_id) == (done.act.case, "booking", talk.pk)


@pytest.mark.parametrize("kind", [Act.SETTLED, Act.EXPLAINED])
def test_settled_on_the_spot_waits_for_the_persons_own_verdict(town: Town, talk: Booking, kind: str) -> None:
    done = act(town, talk, kind, by="clerk", text="当场联系施工队，今晚亮灯", basis="照明管理规定")
    assert done.act.case
    case = Case.objects.get(pk=done.act.case_id)
    assert (case.state, case.open, town.voice(case).state) == ("answered", True, "asked")
    with refused("state"):
        act(town, talk, kind, by="clerk", text="再答一次")


def test_a_note_leads_to_nothing(town: Town, talk: Booking) -> None:
    done = act(town, talk, Act.NOTED, by="deputy", text="情绪激动，已安抚")
    assert (done.act.case, Case.objects.count()) == (None, 0)


def test_who_may_and_when(town: Town, talk: Booking) -> None:
    for name in ("handler", "supervisor", "second"):
        with refused("role"):
            act(town, talk, Act.NOTED, by=name)
    with refused("missing"):
        act(town, talk, Act.NOTED, text=" ")
    with refused("role"):
        act(town, talk, "nonsense")
    waiting, _done = booked(talk.day, by=town.who("clerk"), now=STARTS, way="walk_in")
    with refused("state"):
        act(town, waiting, Act.NOTED)
    actions.finish(talk, by=town.who("clerk"), now=STARTS)
    assert act(town, talk, Act.NOTED).act.pk


NAMES = {kind: UUID(int=number) for number, kind in enumerate((Act.HEARD, Act.INSTRUCTED, Act.PROMISED), start=1)}


@pytest.mark.parametrize("order", list(permutations(NAMES)), ids="-".join)
def test_in_any_order_and_twice_they_lead_to_the_same_rows(town: Town, talk: Booking, order: tuple[str, ...]) -> None:
    words, main = "渠水断了半个月", NAMES[Act.HEARD]
    packet = {
        Act.HEARD: {"client": main, "text": words, "category": "lamp"},
        Act.INSTRUCTED: {"of": main, "words": words, "unit": town.units["housing"], "category": "lamp"},
        Act.PROMISED: {"of": main, "words": words, "due_on": date(2026, 5, 31)},
    }
    for kind in (*order, *order):
        act(town, talk, kind, **{"client": NAMES[kind], **packet[kind]})
    voice = Voice.objects.get()
    assert voice.text == words
    assert {row.case_id for row in Act.objects.all()} == {voice.case_id}
    assert (Act.objects.count(), Order.objects.count(), Promise.objects.count()) == (3, 1, 1)
    assert Act.objects.get(kind=Act.INSTRUCTED).order


def test_settled_on_the_spot_is_read_by_somebody_else_where_the_norm_wants_it(
    town: Town, talk: Booking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sixia.cases.norms.four_eyes", lambda *_given: True)
    act(town, talk, Act.HEARD, text=ABOUT)
    done = act(town, talk, Act.SETTLED, text="当场换了灯泡，明晚再看一次。")
    case = Case.objects.get(pk=done.act.case_id)
    assert (case.state, case.answers.get().sent_at) == ("reviewing", None)
    cases.send_back(case, reason="写清谁换的", by=town.who("supervisor"), now=STARTS)
    assert Case.objects.get(pk=case.pk).state == "heard"
    act(town, talk, Act.SETTLED, text="当场由供电所更换灯泡，明晚再看一次。")
    case.refresh_from_db()
    cases.approve(case, by=town.who("supervisor"), now=STARTS)
    assert (case.state, case.voices.get().state) == ("answered", "asked")


def test_a_petition_waits_for_those_who_register_petitions(town: Town, talk: Booking) -> None:
    done = act(town, talk, Act.PETITION, text="请求修好路灯。")
    case = Case.objects.get(pk=done.act.case_id)
    assert (case.track, case.state, Petition.objects.count()) == ("petition", "heard", 0)
    assert done.heard
    assert done.heard.passcode


def test_a_petition_is_registered_at_once_by_a_registrar(town: Town, talk: Booking) -> None:
    office = people.found_units(
        [people.NewUnit(code="xf", name="演示·信访局", function="petition_office", place=town.places["990101"])],
        by=SYSTEM,
        now=EARLY,
    )[0]
    people.appoint(town.accounts["dispatcher"], office, "dispatcher", by=SYSTEM, now=EARLY)
    done = act(town, talk, Act.PETITION, text="请求修好路灯。", matter="claim6")
    petition = Petition.objects.get(case=done.act.case)
    assert (petition.request, petition.matter, petition.office) == ("请求修好路灯。", "claim6", office)
    again = act(town, talk, Act.PETITION, text="请求修好路灯。", client=done.act.client)
    assert again.again
    with refused("state"):
        act(town, talk, Act.PETITION, text="又一次")


def test_the_leader_promises_in_the_talk_though_the_case_is_not_theirs(town: Town, talk: Booking) -> None:
    case = act(town, talk, Act.HEARD, text=ABOUT).act.case
    assert case is not None
    assert case.roles_of(town.who("deputy")) == frozenset()
    done = act(town, talk, Act.PROMISED, by="deputy", due_on=date(2026, 5, 30))
    assert done.act.promise is not None
    assert (done.act.promise.account, done.act.promise.case) == (town.accounts["deputy"], case)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    with refused("role"):
        act(town, talk, Act.PROMISED, by="deputy", due_on=date(2026, 5, 30))
