"""The desk's pages about people: who finds them, what they do, and how they refuse."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sixia.people import actions
from sixia.people.actors import SYSTEM
from sixia.people.models import Account, Post, Recusal, StandIn, Unit
from tests.people.cast import DAY, NOW, Cast

EVERYBODY = {"system", "security", "auditor", "head", "handler", "clerk"}
PAGES = {
    "people_list": {"system", "security", "auditor", "head"},
    "people_open": {"system"},
    "people_units": EVERYBODY,
    "people_found": {"system"},
    "people_recusals": EVERYBODY,
    "people_recusal_declare": EVERYBODY,
    "people_journal": {"auditor"},
}
PERSON = {
    "people_person": {"system", "security", "auditor", "head", "handler"},
    "people_amend": {"system"},
    "people_close": {"system"},
    "people_link": {"system"},
    "people_factor": {"security"},
    "people_factor_reset": {"security"},
    "people_appoint": {"security"},
}
POST = {"people_post_end": {"security"}, "people_stand_in": {"security", "head"}}
UNIT = {
    "people_unit": EVERYBODY,
    "people_unit_amend": {"system"},
    "people_unit_move": {"system"},
    "people_unit_dissolve": {"system"},
}


def enter(client: Client, cast: Cast, name: str) -> Client:
    client.force_login(cast.account(name))
    return client


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_each_page_is_there_for_those_who_may_and_absent_for_others(client: Client, cast: Cast, name: str) -> None:
    enter(client, cast, name)
    numbers = {"handler": cast.accounts["handler"].pk, "post": cast.posts["handler"].pk, "unit": cast.units["housing"].pk}
    for table, args in ((PAGES, []), (PERSON, [numbers["handler"]]), (POST, [numbers["post"]]), (UNIT, [numbers["unit"]])):
        for url_name, who in table.items():
            status = client.get(reverse(url_name, args=args)).status_code
            assert status == (200 if name in who else 404), (url_name, name)


def test_strangers_are_led_to_the_entrance(client: Client, cast: Cast) -> None:
    for url_name in PAGES:
        assert client.get(reverse(url_name))["Location"].startswith(reverse("account_login"))


def test_the_list_takes_a_constant_number_of_queries(client: Client, cast: Cast, django_assert_max_num_queries) -> None:
    rows = [actions.NewAccount(username=f"n{i}", name=f"演示·{i}") for i in range(24)]
    for account in actions.open_accounts(rows, by=SYSTEM, now=NOW):
        actions.appoint(account, cast.units["town"], "clerk", by=SYSTEM, now=NOW)
    enter(client, cast, "auditor")
    for url_name in ("people_list", "people_units", "people_journal"):
        with django_assert_max_num_queries(14):
            assert client.get(reverse(url_name)).status_code == 200


def test_filters_and_search(client: Client, cast: Cast) -> None:
    enter(client, cast, "system")
    page = client.get(reverse("people_list"), {"role": "callback"}).content.decode()
    assert "演示·callback" in page
    assert "演示·handler" not in page
    assert "演示·handler" in client.get(reverse("people_list"), {"q": "handl"}).content.decode()
    assert "演示县热线" not in client.get(reverse("people_units"), {"function": "town"}).content.decode()
    enter(client, cast, "auditor")
    assert client.get(reverse("people_journal"), {"event": "UnitFounded"}).status_code == 200


def test_open_an_account_and_hand_over_the_link(client: Client, cast: Cast) -> None:
    enter(client, cast, "system")
    again = client.post(reverse("people_open"), {"username": "clerk", "name": "演示·新"})
    assert again.status_code == 422
    assert "演示·新" in again.content.decode()
    response = client.post(reverse("people_open"), {"username": "New-1", "name": "演示·新"})
    account = Account.objects.get(username="new-1")
    assert response["Location"] == reverse("people_person", args=[account.pk])
    page = client.post(reverse("people_link", args=[account.pk]))
    assert page["Cache-Control"] == "no-store"
    assert Client().get(page.context["link"].replace("http://testserver", "")).status_code == 200


def test_appoint_and_end(client: Client, cast: Cast) -> None:
    enter(client, cast, "security")
    idle = cast.accounts["idle"]
    today = timezone.localdate()
    given = {
        "unit": cast.units["town"].pk,
        "role": "clerk",
        "first": today.isoformat(),
        "last": (today + timedelta(days=9)).isoformat(),
    }
    assert client.post(reverse("people_appoint", args=[idle.pk]), given).status_code == 302
    post = Post.objects.get(account=idle)
    assert timezone.localtime(post.until).date() == today + timedelta(days=10)
    assert client.post(reverse("people_appoint", args=[idle.pk]), given).status_code == 422
    mine = client.post(reverse("people_appoint", args=[cast.accounts["security"].pk]), given)
    assert mine.status_code == 422
    assert client.post(reverse("people_post_end", args=[post.pk]), {}).status_code == 302
    assert not Post.objects.held(timezone.now()).filter(account=idle).exists()


def test_a_head_names_a_stand_in_by_name(client: Client, cast: Cast) -> None:
    enter(client, cast, "head")
    url = reverse("people_stand_in", args=[cast.posts["handler"].pk])
    last = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert client.post(url, {"account": "没有此人", "last": last, "reason": "年休假"}).status_code == 422
    assert client.post(url, {"account": "演示·idle", "last": last, "reason": "年休假"}).status_code == 302
    row = StandIn.objects.get()
    page = client.get(reverse("people_person", args=[cast.accounts["handler"].pk])).content.decode()
    assert reverse("people_stand_in_end", args=[row.pk]) in page
    assert Client().get(reverse("people_stand_in_end", args=[row.pk])).status_code == 302
    assert enter(Client(), cast, "clerk").get(reverse("people_stand_in_end", args=[row.pk])).status_code == 404
    assert client.post(reverse("people_stand_in_end", args=[row.pk])).status_code == 302


def test_units_are_founded_changed_moved_and_dissolved(client: Client, cast: Cast) -> None:
    enter(client, cast, "system")
    given = {"code": "v1", "name": "演示村", "function": "village", "place": "演示镇", "parent": cast.units["town"].pk}
    assert client.post(reverse("people_found"), {**given, "place": "没有此地"}).status_code == 422
    assert client.post(reverse("people_found"), given).status_code == 302
    unit = Unit.objects.get(code="v1")
    assert client.post(reverse("people_unit_amend", args=[unit.pk]), {**given, "phone": "000-1"}).status_code == 302
    assert client.post(reverse("people_unit_move", args=[unit.pk]), {"parent": ""}).status_code == 302
    assert client.post(reverse("people_unit_dissolve", args=[unit.pk])).status_code == 302
    unit.refresh_from_db()
    assert (unit.phone, unit.path, unit.active_to is not None) == ("000-1", "v1/", True)
    assert client.post(reverse("people_unit_dissolve", args=[unit.pk])).status_code == 409


def test_declare_and_lift_a_recusal(client: Client, cast: Cast) -> None:
    enter(client, cast, "handler")
    assert client.post(reverse("people_recusal_declare"), {"kind": "kin", "reason": "配偶"}).status_code == 422
    given = {"kind": "kin", "other": "head", "unit": cast.units["town"].pk, "reason": "配偶"}
    assert client.post(reverse("people_recusal_declare"), given).status_code == 302
    row = Recusal.objects.get()
    assert (row.other_account, row.unit) == (cast.accounts["head"], None)
    assert "配偶" in client.get(reverse("people_recusals")).content.decode()
    assert client.get(reverse("people_recusal_lift", args=[row.pk])).status_code == 404
    enter(client, cast, "security")
    assert reverse("people_recusal_lift", args=[row.pk]) in client.get(reverse("people_recusals")).content.decode()
    assert client.post(reverse("people_recusal_lift", args=[row.pk]), {"reason": "已离异"}).status_code == 302


def test_the_security_administrator_cares_for_second_factors(client: Client, cast: Cast) -> None:
    enter(client, cast, "security")
    clerk = cast.accounts["clerk"].pk
    assert client.post(reverse("people_factor", args=[clerk])).status_code == 302
    assert cast.account("clerk").mfa_required is False
    assert client.post(reverse("people_factor_reset", args=[clerk])).status_code == 302
    assert client.post(reverse("people_factor", args=[cast.accounts["security"].pk])).status_code == 422


def test_close_and_amend(client: Client, cast: Cast) -> None:
    enter(client, cast, "system")
    clerk = cast.accounts["clerk"].pk
    assert client.post(reverse("people_amend", args=[clerk]), {"name": "演示·改"}).status_code == 302
    assert client.post(reverse("people_close", args=[clerk])).status_code == 302
    page = client.get(reverse("people_list"), {"tab": "closed"}).content.decode()
    assert "演示·改" in page


def test_the_auditor_reads_who_did_what(client: Client, cast: Cast) -> None:
    actions.end_post(cast.posts["handler"], by=cast.actor("security"), now=NOW + DAY)
    enter(client, cast, "auditor")
    page = client.get(reverse("people_journal")).content.decode()
    assert "演示·security" in page
    assert "演示县住建局" in page
    assert client.get(reverse("people_journal"), {"export": "csv"}).status_code == 200
    assert client.get(reverse("people_person", args=[cast.accounts["handler"].pk])).context["story"][0].who == "演示·security"


def test_me_is_my_page(client: Client, cast: Cast) -> None:
    response = enter(client, cast, "clerk").get(reverse("people_me"))
    assert response["Location"] == reverse("people_person", args=[cast.accounts["clerk"].pk])


def test_recusals_are_told_only_to_those_who_may_read_them(client: Client, cast: Cast) -> None:
    given = {"kind": "kin", "other": cast.accounts["clerk"], "reason": "表亲"}
    actions.declare_recusal(cast.accounts["handler"], **given, by=cast.actor("handler"), now=NOW)
    url = reverse("people_person", args=[cast.accounts["handler"].pk])
    seen = {
        name
        for name in ("system", "security", "auditor", "head", "handler")
        if "表亲" in enter(client, cast, name).get(url).content.decode()
    }
    assert seen == {"security", "auditor", "handler"}
