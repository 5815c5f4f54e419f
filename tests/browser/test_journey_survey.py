"""A survey in a browser: expressions give what they give on the server, skip logic works as one types, and the answers arrive."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from sixia.fieldwork.surveys.models import Submission, Survey
from sixia.fieldwork.surveys.rules.expressions import read
from tests.browser.looking import overflow, violations
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "fieldwork/surveys/cases.json").read_text())
RUN = """async (cases) => {
  const logic = await import("/static/surveys/logic.js");
  return cases.map(({ tree, answers, own, row }) => {
    const scene = { lookup: (name) => (answers || {})[name] ?? "", own, row, today: "2026-05-11", now: "2026-05-11T10:00:00" };
    const value = logic.evaluate(tree, scene);
    return { value, text: logic.text(value) };
  });
}"""


@pytest.mark.parametrize("language", ["zh-hans"])
def test_the_browser_gives_what_the_server_gives(sit: Sit) -> None:
    seat = sit()
    seat.go("/surveys")
    found = seat.page.evaluate(RUN, [{**case, "tree": read(case["expr"])} for case in CASES])
    for case, given in zip(CASES, found, strict=True):
        if "text" in case:
            assert given["text"] == case["text"], case["expr"]
        else:
            assert given["value"] == case["value"], case["expr"]
            assert isinstance(given["value"], bool) == isinstance(case["value"], bool), case["expr"]


@pytest.mark.parametrize("language", ["zh-hans"])
def test_answered_by_link(sit: Sit) -> None:
    survey = Survey.objects.get(name="road_lights")
    before = Submission.objects.filter(survey=survey).count()
    seat = sit()
    page = seat.page
    seat.go("/surveys")
    page.get_by_role("link", name=survey.title).click()
    assert violations(page) + overflow(page) == []
    road, since = page.locator("[data-node=road]"), page.locator("[data-node=since]")
    expect(since).to_be_hidden()
    page.get_by_role("button", name=seat.t("Send the answers")).click()
    expect(page.locator("[data-node=area] [data-fault]")).to_be_visible()
    page.get_by_label("城南").check()
    expect(road.get_by_label("沿河路")).to_be_visible()
    expect(road.get_by_label("磨坊路")).to_be_hidden()
    road.get_by_label("沿河路").check()
    page.locator("#id-dark").fill("300")
    page.locator("#id-dark").blur()
    expect(page.locator("[data-node=dark] [data-fault]")).to_have_text("请填 0 到 200")
    page.locator("#id-dark").fill("3")
    expect(since).to_be_visible()
    page.get_by_label("有点怕").check()
    assert violations(page) + overflow(page) == []
    page.get_by_role("button", name=seat.t("Send the answers")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(seat.t("Thank you, your answers have arrived"))
    assert Submission.objects.filter(survey=survey).count() == before + 1
    assert Submission.objects.latest("pk").answers == {"area": "south", "road": "river", "dark": 3, "fear": "rather"}
    assert seat.faults == []


@pytest.mark.parametrize("language", ["en"])
def test_filled_on_screen_and_on_paper(sit: Sit) -> None:
    seat = sit("water-1")
    page, water = seat.page, Survey.objects.get(name="village_water")
    seat.go(f"/desk/surveys/{water.pk}/fill?lang=1")
    page.get_by_label("Tap water").check()
    page.get_by_label("Never").check()
    expect(page.locator("[data-node=days]")).to_be_hidden()
    page.get_by_label("In the evening").check()
    expect(page.locator("[data-node=weak] [data-fault]")).to_be_visible()
    seat.go(f"/desk/surveys/{water.pk}/sheets")
    page.locator("#id_count").fill("1")
    page.get_by_role("button", name=seat.t("Make the sheets")).click()
    code = page.locator(".sheet-code").inner_text()
    assert violations(page) == []
    seat.go(f"/desk/surveys/{water.pk}/typing")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.locator("#t-1").focus()
    for said in ("3组", "4", "1", "1,2"):
        page.keyboard.type(said)
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(code)).to_be_visible()
    row = Submission.objects.get(sheet=code)
    assert row.answers == {"group_name": "3组", "people": 4, "source": "tap", "weak": ["morning", "evening"]}
