"""The pages of this room: the way from planning to minutes, who finds what, and a fixed number of queries."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from sixia.cases.models import Case
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.models import Act, Called, Office, Whistle
from tests.fieldwork.onsite.making import SOON, STARTS, THEN, blown, called, convened, decided, fresh, item_of, opened, planned
from tests.town import DAY, NOW, Town

Enter = Callable[..., Client]
FORM = {
    "title": "东一村现场办公",
    "place": "东一村",
    "spot": "村委会",
    "day": "2026-05-20",
    "opens": "09:00",
    "closes": "12:00",
    "led_by": "演示·副县长甲",
    "announced": "1",
    "client": str(uuid4()),
}


@pytest.fixture(autouse=True)
def at_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks while the meeting is on."""
    monkeypatch.setattr(timezone, "now", lambda: THEN)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def prepared(town: Town, enter: Enter, first: Case) -> Office:
    """Planned, its agenda chosen, its units called and marked, from the pages alone."""
    desk = enter("dispatcher")
    assert desk.get("/desk/onsite/new").status_code == 200
    assert desk.post("/desk/onsite/new", {**FORM, "led_by": "无此人"}).status_code == 422
    assert desk.post("/desk/onsite/new", FORM).status_code == 302
    office = Office.objects.get()
    page = body(desk.get(f"/desk/onsite/{office.pk}/agenda"))
    assert f'value="case:{first.pk}"' in page
    assert desk.post(f"/desk/onsite/{office.pk}/agenda", {"names": ["case:99999"]}).status_code == 422
    assert desk.post(f"/desk/onsite/{office.pk}/agenda", {"names": [f"case:{first.pk}"]}).status_code == 302
    assert desk.post(f"/desk/onsite/{office.pk}/add", {"client": str(uuid4())}).status_code == 422
    assert desk.post(f"/desk/onsite/{office.pk}/add", {"title": "村口桥栏杆松动", "client": str(uuid4())}).status_code == 302
    assert desk.post(f"/desk/onsite/{office.pk}/convene", {"units": "县住建局，县生态环境局"}).status_code == 302
    assert enter("deputy").post(f"/desk/onsite/{office.pk}/open").status_code == 302
    rows = {row.unit.code: row for row in Called.objects.select_related("unit")}
    assert enter("handler").post(f"/desk/calls/units/{rows['housing'].pk}/come", {"note": "局长"}).status_code == 302
    assert desk.post(f"/desk/calls/units/{rows['housing'].pk}/arrive").status_code == 302
    assert desk.post(f"/desk/calls/units/{rows['ecology'].pk}/miss", {"reason": "防汛值守"}).status_code == 302
    return office


def test_from_the_plan_to_the_minutes(town: Town, enter: Enter) -> None:
    first = town.accepted(now=NOW - 40 * DAY)
    Case.objects.filter(pk=first.pk).update(hops=3)
    desk, host = enter("dispatcher"), enter("deputy")
    office = prepared(town, enter, first)
    one, two = office.items.filter(chosen=True).order_by("number")
    signing = f"/desk/onsite/{office.pk}/sign"
    refused = host.post(signing)
    assert (refused.status_code, "村口桥栏杆松动" in body(refused)) == (422, True)
    name = str(uuid4())
    solved = {"text": "当场更换线缆", "client": name}
    for _time in range(2):
        assert desk.post(f"/desk/onsite/items/{one.pk}/solved", solved).status_code == 302
    order = {"text": "加固栏杆", "unit": "县住建局", "due_on": SOON.isoformat(), "client": str(uuid4())}
    assert desk.post(f"/desk/onsite/items/{two.pk}/ordered", {**order, "unit": "无此单位"}).status_code == 422
    assert desk.post(f"/desk/onsite/items/{two.pk}/ordered", order).status_code == 302
    promise = {"text": "三天内修好", "due_on": SOON.isoformat(), "client": str(uuid4())}
    assert desk.post(f"/desk/onsite/items/{two.pk}/promised", promise).status_code == 302
    assert Act.objects.count() == 3
    assert desk.post(f"/desk/onsite/{office.pk}/minutes").status_code == 404
    assert desk.post(signing, {"met": "12"}).status_code == 404
    assert host.post(signing, {"met": "12"}).status_code == 302
    page = body(desk.get(f"/desk/onsite/{office.pk}"))
    assert "加固栏杆" in page
    assert "防汛值守" in page
    paper = Document(io.BytesIO(desk.post(f"/desk/onsite/{office.pk}/minutes").content))
    lines = [line.text for line in paper.paragraphs]
    assert {"事由：东一村现场办公", "未到场单位及原因：县生态环境局：防汛值守", "现场听取群众意见：12人"} <= set(lines)
    (rows,) = [[[cell.text for cell in row.cells][2:5] for row in table.rows] for table in paper.tables]
    assert rows[0] == ["决定", "责任单位", "完成时限"]
    assert rows[1] == ["当场解决：当场更换线缆", "县住建局", "–"]
    assert rows[2][:2] == ["限期交办：加固栏杆", "县住建局"]
    assert "onsite" in body(desk.get(f"/desk/cases/{first.pk}"))
    visit = body(desk.get(f"/desk/visits/{office.visit_id}"))
    assert f"/desk/onsite/{office.pk}" in visit


def test_whoever_decides_refusals_begins_with_them(town: Town, enter: Enter) -> None:
    whistle = blown(town)
    actions.refuse(whistle.called.get(), reason="同日防汛演练", by=town.who("handler"), now=NOW)
    sees = {name: whistle.reason in body(enter(name).get("/desk/calls")) for name in ("supervisor", "handler")}
    assert sees == {"supervisor": True, "handler": False}
    assert whistle.reason not in body(enter("supervisor").get("/desk/calls?tab=waiting"))


def test_lists_are_read_with_a_fixed_number_of_queries(town: Town, enter: Enter, django_assert_max_num_queries: Any) -> None:
    cases = [town.accepted(text=f"路灯不亮{letter}", now=STARTS - DAY) for letter in "甲乙丙"]
    office = opened(town, *cases, units=("housing", "ecology"))
    for case in cases:
        decided(town, office, "ordered", item=item_of(office, case), unit=town.units["housing"], due_on=SOON)
    blown(town, wanted_at=THEN + DAY, now=THEN)
    desk = enter("dispatcher")
    for address, most in (
        ("/desk/onsite", 24),
        (f"/desk/onsite/{office.pk}", 52),
        ("/desk/onsite/decisions", 26),
        ("/desk/calls?tab=all", 24),
        ("/desk/calls/figures", 22),
    ):
        desk.get(address)
        with django_assert_max_num_queries(most):
            assert desk.get(address).status_code == 200, address


def test_a_town_calls_and_ends_it(town: Town, enter: Enter) -> None:
    east = enter("easter")
    assert "演示" in body(east.get("/desk/calls/new"))
    assert enter("handler").get("/desk/calls/new").status_code == 404
    given = {
        "unit": town.units["east"].pk,
        "units": "县住建局",
        "reason": "路面塌陷",
        "wanted_at": "2026-05-20T15:00",
        "place": "东一村",
        "client": str(uuid4()),
    }
    assert east.post("/desk/calls/new", {**given, "units": "西镇政府"}).status_code == 422
    assert east.post("/desk/calls/new", given).status_code == 302
    whistle = Whistle.objects.get()
    row = whistle.called.get()
    assert "路面塌陷" in body(enter("handler").get("/desk/calls"))
    assert enter("handler").post(f"/desk/calls/units/{row.pk}/refuse", {"reason": "人手不足"}).status_code == 302
    assert enter("handler").get(f"/desk/calls/units/{row.pk}/insist").status_code == 404
    assert enter("supervisor").post(f"/desk/calls/units/{row.pk}/excuse", {"reason": "另派应急队"}).status_code == 302
    assert east.post(f"/desk/calls/{whistle.pk}/end", {"result": "应急队已排险"}).status_code == 302
    assert "应急队已排险" in body(enter("handler").get(f"/desk/calls/{whistle.pk}"))
    assert enter("wester").get(f"/desk/calls/{whistle.pk}").status_code == 404


def test_residents_read_when_and_where_and_no_item(town: Town, enter: Enter) -> None:
    case = town.accepted(now=STARTS - DAY)
    office = convened(town, case)
    hidden = convened(town, case, title="不公开的", announced=False)
    anyone = enter("")
    page = body(anyone.get("/on-site"))
    assert office.visit.title in page
    assert hidden.visit.title not in page
    assert anyone.get(f"/on-site/{hidden.pk}").status_code == 404
    assert anyone.get(f"/on-site/{planned(town, title='没召集').pk}").status_code == 404
    one = body(anyone.get(f"/on-site/{office.pk}"))
    assert "县住建局" in one
    assert case.title[:8] not in one
    actions.open_office(office, by=town.who("deputy"), now=STARTS)
    decided(town, office, "solved")
    for unit in ("housing", "ecology"):
        actions.arrive(called(office, town, unit), by=town.who("deputy"), now=THEN)
    actions.sign(fresh(office), by=town.who("deputy"), now=THEN)
    assert "当场解决" in body(anyone.get(f"/on-site/{office.pk}?lang=zh", HTTP_ACCEPT_LANGUAGE="zh-hans"))


def test_nobody_else_finds_anything(town: Town, enter: Enter) -> None:
    office = opened(town, town.accepted(now=STARTS - DAY), units=("housing",))
    item, row = item_of(office), called(office, town, "housing")
    addresses = (
        f"/desk/onsite/{office.pk}",
        f"/desk/onsite/{office.pk}/agenda",
        f"/desk/onsite/{office.pk}/sign",
        f"/desk/onsite/items/{item.pk}/solved",
        f"/desk/calls/units/{row.pk}/come",
    )
    for name in ("wester", "outsider", "auditor"):
        for address in addresses:
            assert enter(name).get(address).status_code == 404, (name, address)
    unit = enter("handler")
    assert unit.get(addresses[0]).status_code == 200
    for address in addresses[1:4]:
        assert unit.get(address).status_code == 404, address
    assert enter("dispatcher").get("/desk/onsite/files/1").status_code == 404
