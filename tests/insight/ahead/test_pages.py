"""Where to go next: counted over what the reader may see, each number with its list, kept beside what was chosen."""

import re
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sixia.config.wiring import REACTIONS
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.events import VisitPlanned
from sixia.insight.ahead import actions
from sixia.insight.ahead.models import Listing, Sample, Suggested
from sixia.insight.ahead.queries import kept, needs, plans
from sixia.insight.ahead.reactions import note_chosen
from sixia.insight.figures.actions import catch_up
from sixia.kit.flow import Refused
from sixia.kit.models import Entry
from sixia.places.models import Place
from sixia.problems.rules import draw
from tests.fieldwork.visits.making import held, planned
from tests.insight.figures.test_facts import lived
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 9 * DAY
TODAY = date(2026, 5, 20)
MOST_QUERIES = 30


@pytest.fixture
def lively(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A week of life; East Second has many households and never says a word."""
    lived(town)
    for number in range(12):
        town.heard(phone=f"139000000{number:02d}", now=NOW + DAY)
    Place.objects.filter(code="990101100001").update(households=300, lat=30.0, lon=110.0)
    Place.objects.filter(code="990101100002").update(households=400, lat=30.01, lon=110.0)
    Place.objects.filter(code="990101200001").update(households=200)
    catch_up(LATER)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return town


def by_code(town: Town, name: str) -> dict[str, needs.Need]:
    """What somebody is told of each village."""
    return {row.place.code: row for row in needs.ground(town.who(name, LATER), LATER).rows}


def test_hot_and_silent_villages_both_stand_out_with_their_parts(lively: Town) -> None:
    found = by_code(lively, "supervisor")
    hot, quiet = found["990101100001"], found["990101100002"]
    assert hot.facts.open >= 12
    assert hot.facts.months is None
    assert quiet.facts.silent
    assert quiet.facts.heard == 0
    assert (quiet.facts.expected or 0) > 5
    assert quiet.silence > 1
    assert not hot.silence
    plan = plans.plan(
        needs.ground(lively.who("supervisor", LATER), LATER), "month", TODAY, lively.who("supervisor", LATER), LATER
    )
    assert {stop.need.place.code: stop.why for stop in plan.stops}["990101100002"] == "silent"
    assert plan.stops[0].need.place.code == "990101100001"
    assert all(stop.day.weekday() < 5 for stop in plan.stops)


def test_every_number_opens_the_list_it_counts(lively: Town, enter: Callable[[str], Client]) -> None:
    client, found = enter("supervisor"), by_code(lively, "supervisor")
    held(lively, place=lively.places["990101200001"], starts_at=NOW - 70 * DAY, now=NOW - 71 * DAY)
    found = by_code(lively, "supervisor")
    for row in found.values():
        for part in row.parts:
            answer = client.get(reverse("desk_ahead_part", args=[row.place.pk, part.code]))
            assert answer.status_code == 200
            rows = len(re.findall('class="rowlink"', answer.content.decode()))
            if part.code not in ("months", "never"):
                assert rows == part.amount, part
    west = {part.code: part.amount for part in found["990101200001"].parts}
    assert west["months"] == 2
    assert client.get(reverse("desk_ahead_part", args=[row.place.pk, "nonsense"])).status_code == 404


def test_only_what_the_reader_may_see_is_counted(lively: Town, enter: Callable[[str], Client]) -> None:
    everything, some = by_code(lively, "supervisor"), by_code(lively, "ecohead")
    assert some["990101100001"].facts.open < everything["990101100001"].facts.open
    assert some["990101100002"].facts.heard <= everything["990101100002"].facts.heard
    assert some["990101100001"].facts.heard < everything["990101100001"].facts.heard
    for name in ("handler", "clerk", "auditor", "grid"):
        assert enter(name).get(reverse("desk_ahead")).status_code == 404
    county = Place.objects.get(code="990101100001").pk
    assert enter("ecohead").get(reverse("desk_ahead_part", args=[county, "open"])).status_code == 200
    hidden = planned(lively, "handler", place=lively.places["990101100001"], announced=False, starts_at=LATER + 3 * DAY)
    assert hidden.pk
    assert by_code(lively, "supervisor")["990101100001"].next is None


def test_the_page_asks_the_same_however_many_villages_there_are(lively: Town, enter: Callable[[str], Client]) -> None:
    client, asked = enter("supervisor"), []
    west = lively.places["990101200"]
    for fresh in (0, 5):
        for n in range(fresh):
            place = {"code": f"9901012000{n + 50}", "name": f"西{n}村", "level": "village", "parent": west}
            Place.objects.create(**place, path=f"{west.path}zz00{n}", valid_from=date(2020, 1, 1), households=10)
        client.get(reverse("desk_ahead"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("desk_ahead"))
        assert page.status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= MOST_QUERIES
    text = page.content.decode()
    assert "东一村" in text
    assert 'value="month" selected' in text
    assert client.get(reverse("desk_ahead") + "?span=day&day=2026-05-22").status_code == 200
    assert client.get(reverse("desk_ahead") + "?span=x&day=x").status_code == 200
    csv = b"".join(client.get(reverse("desk_ahead") + "?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert csv.count("\n") >= 8
    dossier = client.get(reverse("desk_visit_dossier", args=[lively.places["990101100001"].pk])).content.decode()
    assert reverse("desk_ahead_part", args=[lively.places["990101100001"].pk, "open"]) in dossier


def test_from_a_suggestion_to_a_visit_in_one_act_and_it_stands_beside_it(lively: Town, enter: Callable[[str], Client]) -> None:
    client, east = enter("supervisor"), lively.places["990101100001"]
    assert REACTIONS[VisitPlanned] == (note_chosen,)
    sent = {"span": "month", "day": TODAY.isoformat(), "place": east.pk}
    answer = client.post(reverse("desk_ahead_keep"), sent)
    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert asked["place"] == [str(east.pk)]
    form = unescape(client.get(answer.headers["Location"]).content.decode())
    assert "东一村" in form
    assert asked["day"][0] in form
    assert asked["title"][0] in form
    assert asked["opens"][0] in form
    client.post(reverse("desk_ahead_keep"), sent)
    listing = Listing.objects.get()
    at = LATER + timedelta(hours=1)
    visit = visits.plan(
        by=lively.who("supervisor", at),
        now=at,
        title="去东一村",
        purposes=("research",),
        place=east,
        unit=lively.units["county"],
        starts_at=LATER + 2 * DAY,
        ends_at=LATER + 2 * DAY + 2 * HOUR,
        led_by=lively.accounts["supervisor"],
    )
    note_chosen(Entry.objects.filter(stream=visit.stream).order_by("seq")[0], at)
    assert Suggested.objects.get(listing=listing, place=east).visit == visit
    told = kept.chosen(lively.who("supervisor", LATER), LATER)
    assert (told.lists, told.suggested, told.came, told.visits, told.of_lists) == (1, listing.places.count(), 1, 1, 1)
    page = client.get(reverse("desk_ahead_list", args=[listing.pk])).content.decode()
    assert "去东一村" in page
    assert client.get(reverse("desk_ahead_kept")).status_code == 200
    again = plans.plan(needs.ground(lively.who("supervisor", at), at), "month", TODAY, lively.who("supervisor", at), at)
    assert [row.place for row in again.taken] == [east]
    assert [row.pk for row in again.busy] == [visit.pk]
    assert lively.accounts["supervisor"].name not in client.get(reverse("desk_ahead_kept")).content.decode().split("<main", 1)[1]


def test_a_kept_list_belongs_to_its_unit_and_those_above(lively: Town, enter: Callable[[str], Client]) -> None:
    who = lively.who("head", LATER)
    ground = needs.ground(who, LATER)
    plan = plans.plan(ground, "day", TODAY + DAY, who, LATER)
    made = actions.keep(plan, unit=lively.units["housing"], weights=ground.weights, looked=3, by=who, now=LATER)
    page = reverse("desk_ahead_list", args=[made.pk])
    seen = {name: enter(name).get(page).status_code for name in ("head", "supervisor", "ecohead")}
    assert seen == {"head": 200, "supervisor": 200, "ecohead": 404}
    with pytest.raises(Refused):
        actions.keep(plan, unit=lively.units["county"], weights=ground.weights, looked=3, by=who, now=LATER)
    assert enter("inspector").post(reverse("desk_ahead_keep"), {"span": "day", "day": "2026-05-21"}).status_code == 404


def test_a_sample_can_be_drawn_again_by_anybody(lively: Town, enter: Callable[[str], Client], tmp_path: Path) -> None:
    """By the lots as they are described, and by the line for a terminal that stands on the page."""
    client = enter("supervisor")
    for what, most in (("households", 10), ("voices", 3)):
        answer = client.post(reverse("desk_ahead_samples"), {"what": what, "place": "东一村", "most": most})
        assert answer.status_code == 302
        made = Sample.objects.get(what=what)
        asked, drawn = Entry.objects.filter(stream=made.stream).order_by("seq")
        assert made.seed == asked.hash
        names = [str(n) for n in range(1, 301)] if what == "households" else made.names
        assert draw(made.seed, [(name, name) for name in names], most) == made.drawn
        assert sorted(names, key=lambda name: sha256(f"{made.seed}:{name}".encode()).hexdigest())[:most] == made.drawn
        assert made.seed in drawn.body
        page = unescape(client.get(reverse("desk_ahead_sample", args=[made.pk])).content.decode())
        line = next(code for code in re.findall("<code>(.*?)</code>", page) if "sha256sum" in code)
        (tmp_path / "names.txt").write_text(" ".join(names))
        told = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert [row.split()[-1] for row in told.stdout.splitlines()] == made.drawn
    assert client.post(reverse("desk_ahead_samples"), {"what": "households", "place": "西镇", "most": 3}).status_code == 422
    assert client.post(reverse("desk_ahead_samples"), {"what": "voices", "place": "东二村", "most": 3}).status_code == 422
    assert enter("ecohead").get(reverse("desk_ahead_sample", args=[made.pk])).status_code == 404
    assert enter("inspector").post(reverse("desk_ahead_samples"), {}).status_code == 404
