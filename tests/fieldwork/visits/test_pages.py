"""The pages of visits: planned from the form, warned of, held, written to, and read on the way."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from sixia.fieldwork.visits import actions, sources
from sixia.fieldwork.visits.models import Met, Note, Visit
from sixia.fieldwork.visits.sources import Block, Came
from sixia.kit.models import Entry
from tests.fieldwork.visits.making import HOURS, planned
from tests.town import DAY, Town

Enter = Callable[[str], Client]
NOW = datetime(2026, 5, 13, 1, 0, tzinfo=UTC)
"""Wednesday, nine in the morning in Beijing."""
SAID = "村口的路灯晚上十点就灭"


@pytest.fixture(autouse=True)
def in_the_afternoon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages think it is five hours later, whatever day and hour the tests are run at."""
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=5))


def form(**given: Any) -> dict[str, Any]:
    """What somebody of the housing bureau fills in."""
    base = {
        "title": "看路灯",
        "purposes": ["research"],
        "place": "东一村",
        "day": (NOW + 3 * DAY).date().isoformat(),
        "opens": "09:00",
        "closes": "11:00",
        "announced": "1",
        "client": str(uuid4()),
    }
    return {**base, **given}


def made(town: Town, **given: Any) -> Visit:
    """A visit of today by the housing bureau."""
    return planned(town, now=NOW, **{"starts_at": NOW, **given})


def held(town: Town, **given: Any) -> Visit:
    """One that has taken place."""
    visit = made(town, **given)
    actions.hold(visit, by=town.who("handler"), now=NOW + HOURS, met=5)
    return visit


def test_a_visit_is_planned_from_the_form_by_whoever_leads_it(town: Town, enter: Enter) -> None:
    answer = enter("handler").post("/desk/visits/new", form())
    visit = Visit.objects.get()
    assert answer.url == f"/desk/visits/{visit.pk}"  # type: ignore[attr-defined] # a redirect
    assert (visit.led_by, visit.unit, visit.announced) == (town.accounts["handler"], town.units["housing"], True)


def test_an_empty_form_says_what_is_missing_and_keeps_the_rest(town: Town, enter: Enter) -> None:
    answer = enter("handler").post("/desk/visits/new", form(purposes=[], place="火星村"))
    assert answer.status_code == 422
    assert "火星村" in answer.content.decode()
    assert "看路灯" in answer.content.decode()


def test_crowding_and_a_clash_are_said_before_and_the_planner_decides(town: Town, enter: Enter) -> None:
    for name, unit in (("ecologist", "ecology"), ("easter", "east")):
        planned(
            town,
            by=name,
            now=NOW,
            starts_at=NOW + 2 * DAY,
            unit=town.units[unit],
            led_by=town.accounts[name],
            members=(),
            title=f"{name} goes",
        )
    made(town, starts_at=NOW + 3 * DAY, title="另一个地方", place=town.places["990101200001"])
    browser, sent = enter("handler"), form(opens="09:30", day=timezone.localdate(NOW + 3 * DAY).isoformat())
    shown = browser.post("/desk/visits/new", sent).content.decode()
    assert "ecologist goes" in shown
    assert "另一个地方" in shown
    assert Visit.objects.count() == 3
    browser.post("/desk/visits/new", {**sent, "anyway": "1"})
    assert Visit.objects.count() == 4


def test_an_unannounced_visit_of_others_is_no_part_of_a_crowd(town: Town, enter: Enter) -> None:
    for name, unit in (("ecologist", "ecology"), ("wester", "west")):
        given: dict[str, Any] = {"unit": town.units[unit], "led_by": town.accounts[name], "members": ()}
        planned(town, by=name, now=NOW, starts_at=NOW + 2 * DAY, announced=False, **given)
    enter("handler").post("/desk/visits/new", form())
    assert Visit.objects.count() == 3


def test_a_visit_is_held_and_written_to_on_its_page(town: Town, enter: Enter) -> None:
    visit, browser = made(town), enter("handler")
    browser.post(f"/desk/visits/{visit.pk}/hold", {"met": "7"})
    browser.post(f"/desk/visits/{visit.pk}", {"kind": "said", "text": SAID, "client": str(uuid4())})
    line = Note.objects.get()
    assert SAID in browser.get(f"/desk/visits/{visit.pk}").content.decode()
    assert browser.post(f"/desk/visits/{visit.pk}", {"kind": "said", "text": " "}).status_code == 422
    receipt = browser.post(f"/desk/visits/lines/{line.pk}/voice", {"quick": "1"})
    line.refresh_from_db()
    assert line.voice
    assert line.voice.receipt in receipt.content.decode()
    assert receipt["Cache-Control"] == "no-store"
    for into in ("order", "promise", "problem"):
        assert browser.get(f"/desk/visits/lines/{line.pk}/{into}").status_code == 200
    due = (NOW + 30 * DAY).date().isoformat()
    browser.post(f"/desk/visits/lines/{line.pk}/promise", {"words": "月底修好", "due_on": due})
    line.refresh_from_db()
    assert line.promise
    assert f"/desk/promises/{line.promise_id}" not in browser.get(f"/desk/visits/{visit.pk}").content.decode()
    led = enter("leader").get(f"/desk/visits/{visit.pk}").content.decode()
    assert led.count(f"/desk/promises/{line.promise_id}") == 2


def test_an_instruction_and_a_problem_come_from_a_line(town: Town, enter: Enter) -> None:
    visit, browser = held(town), enter("handler")
    line = actions.note(visit, by=town.who("handler"), now=NOW, kind="problem", text="全村排水沟淤堵")
    browser.post(f"/desk/visits/lines/{line.pk}/problem", {"title": "排水沟淤堵"})
    browser.post(f"/desk/visits/lines/{line.pk}/order", {"unit": "住建局路灯所"})
    line.refresh_from_db()
    assert line.problem
    assert line.case


def test_somebody_met_is_named_by_consent_looked_up_and_struck_out(town: Town, enter: Enter) -> None:
    visit, browser = held(town), enter("handler")
    browser.post(f"/desk/visits/{visit.pk}", {"act": "met", "name": "演示丙", "consent": "当面同意", "client": str(uuid4())})
    person, path = Met.objects.get(), f"/desk/visits/{visit.pk}/people"
    assert "演示丙" not in browser.get(f"/desk/visits/{visit.pk}").content.decode()
    assert browser.post(f"{path}/{person.pk}/look", {"reason": ""}).status_code == 422
    assert "演示丙" in browser.post(f"{path}/{person.pk}/look", {"reason": "回访"}).content.decode()
    assert enter("head").post(f"{path}/{person.pk}/look", {"reason": "回访"}).status_code == 404
    browser.post(f"{path}/{person.pk}/strike")
    assert not Met.objects.exclude(name="").exists()


@pytest.mark.parametrize("path", ["", "/hold", "/cancel", "/change", "/people/1/look"])
def test_an_unannounced_visit_does_not_exist_for_those_who_will_be_visited(town: Town, enter: Enter, path: str) -> None:
    visit = made(town, announced=False)
    host = enter("easter")
    answer = host.post(f"/desk/visits/{visit.pk}{path}") if path.endswith("look") else host.get(f"/desk/visits/{visit.pk}{path}")
    assert answer.status_code == 404
    listed = [host.get(f"/desk/visits{where}").content.decode() for where in ("?tab=all", "/calendar?cut=all", "/coverage")]
    assert not any(visit.title in page for page in listed)
    assert visit.title not in host.get(f"/desk/visits/places/{visit.place_id}").content.decode()


def test_those_who_were_visited_read_no_line_anywhere(town: Town, enter: Enter) -> None:
    visit = held(town)
    line = actions.note(visit, by=town.who("handler"), now=NOW, kind="said", text=SAID)
    host = enter("easter")
    pages = [f"/desk/visits/{visit.pk}", f"/desk/visits/places/{visit.place_id}", "/desk/visits?tab=all&export=csv"]
    for path in pages:
        answer = host.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        assert SAID not in body.decode()
    assert host.get(f"/desk/visits/lines/{line.pk}/voice").status_code == 404
    assert SAID in enter("head").get(f"/desk/visits/places/{visit.place_id}").content.decode()


def test_a_day_has_a_route_and_a_place_a_dossier_with_what_other_rooms_say(town: Town, enter: Enter) -> None:
    for number, (lat, lon) in {"990101100001": (30.1, 110.1), "990101200001": (30.3, 110.3)}.items():
        type(town.places[number]).objects.filter(pk=town.places[number].pk).update(lat=lat, lon=lon)
    visit = made(town)
    made(town, place=town.places["990101200001"], starts_at=NOW + HOURS)
    page = enter("handler").get(f"/desk/visits/day/{visit.date}").content.decode()
    assert page.count('class="number"') == 2
    assert "西一村" in page
    case = town.accepted()
    sources.register("test", dossier=lambda place, who, now: [Block("Block", (Came("kind", place.name),), 1)])
    try:
        dossier = enter("handler").get(f"/desk/visits/places/{visit.place_id}").content.decode()
    finally:
        sources._dossier.pop("test")
    assert case.title in dossier
    assert "Block" in dossier
    assert enter("handler").get("/desk/visits/day/nonsense").status_code == 200
    assert enter("handler").get("/desk/visits/places/999999").status_code == 404


def test_report_and_coverage_are_taken_as_files_and_that_is_written_down(town: Town, enter: Enter) -> None:
    held(town)
    browser, today = enter("head"), timezone.localdate(NOW).isoformat()
    page = browser.get(f"/desk/visits/report?since={today}&until={today}&by=unit").content.decode()
    assert f"unit={quote_plus(town.units['housing'].said)}" in page
    type(town.units["housing"]).objects.filter(code="housing").update(name_en="Housing bureau")
    for name in (town.units["housing"].name, "Housing bureau"):
        assert "看路灯" in browser.get("/desk/visits", {"tab": "held", "unit": name}).content.decode()
    assert browser.get(f"/desk/visits/report?since={today}&until=1999-01-01").status_code == 200
    assert browser.get("/desk/visits/report?by=nonsense&since=x").status_code == 200
    for path in (f"report?since={today}&until={today}&by=place&export=csv", "coverage?export=csv"):
        body = b"".join(browser.get(f"/desk/visits/{path}")).decode()  # type: ignore[arg-type] # streamed
        assert town.places["990101100"].name in body
        assert len(body.splitlines()) > 2
    assert browser.get("/desk/visits/coverage?export=xlsx")["Content-Type"].endswith("sheet")
    assert [json.loads(entry.body)["page"] for entry in Entry.objects.filter(event="ListExported").order_by("pk")] == [
        *("/desk/visits/report", "/desk/visits/coverage", "/desk/visits/coverage"),
    ]


def test_start_page_and_case_show_the_visits(town: Town, enter: Enter) -> None:
    case = town.accepted()
    visit = made(town, starts_at=timezone.now() + DAY)
    assert visit.title in enter("handler").get("/desk/later").content.decode()
    assert visit.title in enter("handler").get(f"/desk/cases/{case.pk}/beside").content.decode()
    assert visit.title not in enter("ecologist").get("/desk/later").content.decode()


@pytest.mark.parametrize(
    "path", ["?tab=all", "/calendar?cut=all", "/calendar?span=week", "/coverage", "/report?by=place", "/new"]
)
def test_lists_ask_the_database_the_same_however_much_there_is(
    town: Town, enter: Enter, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        held(town, starts_at=NOW - number * DAY)
    browser = enter("handler")
    browser.get(f"/desk/visits{path}")
    with django_assert_max_num_queries(26):
        assert browser.get(f"/desk/visits{path}").status_code == 200
