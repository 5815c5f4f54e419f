"""The list of cases: tabs, filters, exports, who sees what, and its cost."""

from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.cases.rules import Judgement
from tests.cases.desk.conftest import At
from tests.town import DAY, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)


def _rows(page: Any) -> set[str]:
    return {row.title for row in page.context["list"].page.rows}


def test_tabs_by_state(town: Town, at: At) -> None:
    town.heard(text="新来的一件")
    town.dispatched(text="在办的一件", phone="13800000002")
    town.answered(phone="13800000003")
    client = at("dispatcher")
    assert _rows(client.get("/desk/cases")) == {"新来的一件"}
    assert _rows(client.get("/desk/cases?tab=hand")) == {"在办的一件"}
    assert _rows(client.get("/desk/cases?tab=answered")) == {"东一村口的路灯坏了快一个月，老人晚上出门看不清，上周有人摔了。"}
    assert len(_rows(client.get("/desk/cases?tab=all"))) == 3


def test_overdue(town: Town, at: At) -> None:
    town.heard(text="早就该派的一件", now=NOW - 3 * DAY)
    town.heard(text="刚来的一件", phone="13800000002")
    assert _rows(at("dispatcher").get("/desk/cases?tab=overdue")) == {"早就该派的一件"}


def test_closed_ones_begin_with_the_last_closed(town: Town, at: At) -> None:
    for number, days in enumerate((5, 9, 2)):
        case = town.answered(now=NOW - 20 * DAY, phone=f"1380000001{number}")
        voice = town.voice(case)
        cases.judge(voice, YES, by=town.resident(voice), now=NOW - days * DAY)
    client = at("dispatcher")
    shown = [row.closed_at for row in client.get("/desk/cases?tab=closed").context["list"].page.rows]
    assert shown == [NOW - days * DAY for days in (2, 5, 9)]
    turned = client.get("/desk/cases?tab=closed&order=-closed").context["list"].page.rows
    assert [row.closed_at for row in turned] == shown[::-1]


@pytest.mark.parametrize(
    "query",
    [
        "category=city",
        "kind=help",
        "triage=now",
        "channel=phone",
        "q=路灯",
        "q=路灯 老人",
        "urgent=1",
        "since=2026-05-11&until=2026-05-11",
    ],
)
def test_filters_find_what_fits_and_only_that(town: Town, at: At, query: str) -> None:
    town.heard(category="lamp", urgent=True)
    town.heard(text="医保怎么报销", kind="inquiry", channel="counter", category="policy", now=NOW - 9 * DAY, phone="13800000002")
    town.dispatched(
        text="夜里吵", category="noise", unit="ecology", kind="complaint", channel="web", now=NOW - DAY, phone="13800000003"
    )
    found = _rows(at("dispatcher").get(f"/desk/cases?tab=all&{query}"))
    assert any("路灯" in title for title in found)
    assert "医保怎么报销" not in found


def test_by_place_unit_receipt_and_number(town: Town, at: At) -> None:
    east, west = town.dispatched(), town.heard(text="西村一件", place=town.places["990101200001"].pk)
    client = at("dispatcher")
    path = town.places["990101200"].path
    assert _rows(client.get(f"/desk/cases?tab=all&place={path}")) == {"西村一件"}
    assert _rows(client.get("/desk/cases?tab=all&unit=住建局")) == {east.title} or _rows(
        client.get("/desk/cases?tab=all&unit=县住建局")
    ) == {east.title}
    assert _rows(client.get(f"/desk/cases?tab=all&q={town.voice(west).receipt}")) == {"西村一件"}
    assert _rows(client.get(f"/desk/cases?tab=all&q=%23{west.pk}")) == {"西村一件"}


def test_what_one_may_not_see_is_neither_listed_counted_found_nor_exported(town: Town, at: At) -> None:
    hidden = town.heard(text="路灯经费被贪污", kind="accusation", named_units=(town.units["east"].pk,))
    shown = town.heard(text="路灯不亮")
    for name in ("dispatcher", "clerk", "supervisor", "inspector", "easter"):
        client = at(name)
        for query in ("", "&q=路灯", "&q=贪污", f"&q=%23{hidden.pk}", f"&q={town.voice(hidden).receipt}"):
            page = client.get(f"/desk/cases?tab=all{query}")
            assert hidden.title not in page.content.decode()
            assert page.context["list"].total <= 1
        assert hidden.title not in b"".join(client.get("/desk/cases?tab=all&export=csv").streaming_content).decode()
    assert _rows(at("officer").get("/desk/cases?tab=all")) == {hidden.title}
    assert _rows(at("wester").get("/desk/cases?tab=all")) == set()
    assert shown.title in b"".join(at("dispatcher").get("/desk/cases?tab=all&export=csv").streaming_content).decode()


@pytest.mark.parametrize("who", ["dispatcher", "handler", "supervisor", "eastdesk"])
def test_no_more_than_ten_queries(town: Town, at: At, who: str, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        town.heard(text=f"路灯坏了 {number}", phone=f"138000001{number:02d}")
    client = at(who)
    client.get("/desk/cases")
    with django_assert_max_num_queries(10):
        assert client.get("/desk/cases?order=new").status_code == 200


def test_people_without_a_post_find_no_list(town: Town, at: At) -> None:
    assert at("outsider").get("/desk/cases").status_code == 404
