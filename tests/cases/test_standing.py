"""Who has which part in a case, and that what belongs to it is seen through it and no further."""

from datetime import timedelta

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people import actions as people
from sixia.people.actors import SYSTEM, actor_of, resident
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 3 * HOUR


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("clerk", {"clerk"}),
        ("dispatcher", {"dispatcher"}),
        ("callback", {"callback"}),
        ("eastdesk", {"dispatcher"}),
        ("handler", {"lead", "part"}),
        ("head", {"lead", "part", "head"}),
        ("ecologist", {"part"}),
        ("ecohead", {"part"}),
        ("supervisor", {"overseer"}),
        ("principal", {"overseer"}),
        ("leader", {"leader"}),
        ("inspector", {"inspector"}),
        ("officer", set()),
        ("wester", set()),
        ("grid", set()),
        ("auditor", set()),
        ("system", set()),
        ("outsider", set()),
    ],
)
def test_parts_in_a_case_with_a_lead_and_an_assisting_unit(town: Town, name: str, roles: set[str]) -> None:
    case = town.accepted()
    cases.call_in(case, unit=town.units["ecology"], reason="测噪音", by=town.who("dispatcher"), now=LATER)
    assert case.roles_of(town.who(name)) == roles


def test_a_unit_that_handed_it_on_still_sees_it_but_leads_no_longer(town: Town) -> None:
    case = town.dispatched()
    first = town.lead(case)
    orders.refuse(first, reason="不归我们", proposed=town.units["ecology"], by=town.who("handler"), now=LATER)
    assert case.roles_of(town.who("handler")) == {"part"}
    second = orders.grant(first, reason="属实", to=town.units["ecology"], by=town.who("dispatcher"), now=LATER)
    orders.accept(second, by=town.who("ecologist"), now=LATER)
    assert case.roles_of(town.who("handler")) == {"part"}
    assert case.roles_of(town.who("ecologist")) == {"lead", "part"}


def test_an_ended_post_sees_nothing_and_a_stand_in_what_the_absent_saw(town: Town) -> None:
    case = town.accepted()
    post = town.accounts["handler"].posts.get()
    away = {"since": NOW, "until": NOW + 5 * DAY, "reason": "出差"}
    people.stand_in(post, town.accounts["outsider"], by=SYSTEM, now=NOW, **away)  # type: ignore[arg-type]
    assert case.roles_of(town.who("outsider", LATER)) == {"lead", "part"}
    assert not case.roles_of(town.who("outsider", NOW + 6 * DAY))
    people.end_post(post, by=SYSTEM, now=NOW + DAY)
    for name in ("handler", "outsider"):
        assert not case.roles_of(actor_of(town.accounts[name], NOW + DAY + timedelta(seconds=1)))


def test_recused_from_a_unit_neither_case_nor_any_order_on_it_is_seen(town: Town) -> None:
    case = town.accepted()
    cases.call_in(case, unit=town.units["ecology"], reason="测噪音", by=town.who("dispatcher"), now=LATER)
    account, unit = town.accounts["dispatcher"], town.units["housing"]
    people.declare_recusal(account, kind="unit", unit=unit, reason="配偶在该单位", by=town.who("dispatcher"), now=LATER)
    who = town.who("dispatcher", LATER)
    assert not Case.objects.visible_to(who).exists()
    assert not Order.objects.visible_to(who).exists()


def test_an_officer_recused_from_the_unit_at_work_does_not_see_the_accusation(town: Town) -> None:
    case = town.heard(kind="accusation")
    cases.dispatch(case, category="conduct", unit=town.units["discipline"], by=town.who("officer"), now=LATER)
    account, unit = town.accounts["officer2"], town.units["discipline"]
    people.declare_recusal(account, kind="unit", unit=unit, reason="回避", by=town.who("officer2"), now=LATER)
    assert not Case.objects.visible_to(town.who("officer2", LATER)).exists()
    assert Case.objects.visible_to(town.who("officer", LATER)).exists()


def test_a_resident_sees_their_own_voice_and_no_other_of_the_same_case(town: Town) -> None:
    case = town.accepted()
    other = cases.hear(town.new("另一家的话", into=case.pk, phone="13800000002"), by=resident(), now=LATER)
    who = resident([other.voice])
    assert list(Voice.objects.visible_to(who).values_list("pk", flat=True)) == [other.voice]
    assert case.roles_of(who) == {"resident"}


def test_a_helper_reads_no_words_of_others_in_the_same_case(town: Town, client: Client) -> None:
    case = town.accepted(text="路灯坏了。" + "又黑又滑。" * 20 + "别家隐秘的话")
    first = town.voice(case)
    new = town.new("她说灯不亮", into=case.pk, phone="13800000002", helper=town.accounts["grid"].pk, consent="当面同意")
    cases.hear(new, by=town.who("grid"), now=LATER)
    cases.add_words(first, text="别家补充的话", by=town.resident(first), now=LATER)
    case.refresh_from_db()
    cases.note(case, text="同事间的备注", by=town.who("handler"), now=LATER)
    client.force_login(town.accounts["grid"])
    page = client.get(f"/desk/cases/{case.pk}").content.decode()
    for words in ("别家补充的话", "同事间的备注", "别家隐秘的话"):
        assert words not in page


HELPED = {"consent": "当面同意", "phone": "13800000002"}


@pytest.mark.parametrize("given", [{"kind": "accusation"}, {"named_accounts": "grid"}, {"named_units": "east"}])
def test_what_a_helper_wrote_down_is_theirs_no_more_when_it_is_confidential(town: Town, given: dict[str, str]) -> None:
    named = {"named_accounts": town.accounts, "named_units": town.units}
    asked = {name: (named[name][value].pk,) if name in named else value for name, value in given.items()}
    case = town.heard(helper=town.accounts["grid"].pk, **HELPED, **asked)
    grid, voice = town.who("grid"), town.voice(case)
    assert not Voice.objects.visible_to(grid).exists()
    assert not voice.roles_of(grid)
    with refused("role"):
        cases.add_words(voice, text="还有", by=grid, now=LATER)
    with refused("role"):
        cases.withdraw(voice, reason="算了", by=grid, now=LATER)


def test_nor_when_it_becomes_so_later(town: Town, client: Client) -> None:
    case = town.accepted(helper=town.accounts["grid"].pk, **HELPED)
    voice = town.voice(case)
    client.force_login(town.accounts["grid"])
    assert voice.receipt in client.get("/desk/help-someone").content.decode()
    assert client.get(f"/desk/help-someone/{voice.receipt}").status_code == 200
    cases.restrict(case, reason="举报", by=town.who("dispatcher"), now=LATER)
    assert not Voice.objects.visible_to(town.who("grid")).exists()
    assert voice.receipt not in client.get("/desk/help-someone").content.decode()
    assert client.get(f"/desk/help-someone/{voice.receipt}").status_code == 404
    people.appoint(town.accounts["grid"], town.units["discipline"], "restricted_officer", by=SYSTEM, now=LATER)
    assert Voice.objects.visible_to(town.who("grid", LATER)).get() == voice, "an officer for confidential cases sees it as such"
