"""A second county whose rules are stricter than the national text drives a whole petition to other days, by data alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from sixia.cases import actions as cases
from sixia.catalog.queries import current_book
from sixia.catalog.rules.reading import read
from sixia.kit.clocks import Limit
from sixia.kit.flow import Refused
from sixia.petitions import actions, flow
from sixia.petitions.models import Petition
from tests.petitions.town import COUNTY, DAY, FINDING, HOUR, NOW, Courts, clock, finding

STRICTER = Path(__file__).parents[1] / "stricter"
CHINA = timedelta(hours=8)


@pytest.fixture
def stricter(db: None) -> Courts:
    """The same town under the rules of the stricter county."""
    return Courts(profile=STRICTER)


def last(petition: Petition, kind: str) -> str:
    """The last day of a limit, as people in the county count."""
    return (clock(petition, kind).due_at + CHINA - timedelta(seconds=1)).date().isoformat()


def journey(courts: Courts) -> dict[str, str]:
    """Each last day of one petition that goes the whole way, each step on the same day whatever the rules."""
    petition = courts.registered()
    days = {"route": last(petition, "route")}
    actions.send(petition, manner="assign", unit=courts.town.units["housing"], by=courts.who("registrar"), now=NOW + HOUR)
    days |= {"object": last(petition, "object"), "tell": last(petition, "tell")}
    notice = actions.accept(petition, by=courts.who("handler"), now=NOW + DAY)
    assert notice.content["due_on"] == last(petition, "handle"), "the paper names the day that the clock has"
    days["handle"] = last(petition, "handle")
    courts.serve(petition, "acceptance", NOW + DAY + HOUR)
    longer = actions.extend(petition, days=15, reason="需鉴定。", by=courts.who("head"), now=NOW + 5 * DAY)
    assert longer.content["due_on"] == last(petition, "handle")
    days["extend"] = last(petition, "handle")
    actions.decide(petition, FINDING, by=courts.who("handler"), now=NOW + 10 * DAY)
    courts.serve(petition, "opinion", NOW + 10 * DAY + HOUR)
    days["review_ask"] = last(petition, "review_ask")
    actions.ask_review(petition, reason="金额算错了。", by=courts.resident(petition), now=NOW + 20 * DAY)
    days["review"] = last(petition, "review")
    actions.review(petition, finding(outcome="uphold"), by=courts.who("county1"), now=NOW + 30 * DAY)
    courts.serve(petition, "review", NOW + 30 * DAY + HOUR, by="county1")
    actions.ask_review(petition, reason="仍不服。", by=courts.resident(petition), now=NOW + 40 * DAY)
    days["rereview"] = last(petition, "rereview")
    end = finding(outcome="uphold", help_note="可继续咨询。")
    actions.rereview(petition, end, by=courts.who("cityman"), now=NOW + 50 * DAY)
    assert petition.state == "final"
    return days


def test_the_whole_way_by_the_national_text(courts: Courts) -> None:
    assert journey(courts) == {
        "route": "2026-05-26",
        "object": "2026-05-18",
        "tell": "2026-05-26",
        "handle": "2026-07-13",
        "extend": "2026-07-28",
        "review_ask": "2026-06-22",
        "review": "2026-06-30",
        "rereview": "2026-07-20",
    }


def test_the_same_way_in_the_stricter_county(stricter: Courts) -> None:
    assert journey(stricter) == {
        "route": "2026-05-21",
        "object": "2026-05-14",
        "tell": "2026-05-21",
        "handle": "2026-06-26",
        "extend": "2026-07-13",
        "review_ask": "2026-06-22",
        "review": "2026-06-22",
        "rereview": "2026-07-10",
    }


def test_no_limit_of_the_stricter_county_is_longer_than_the_national_one() -> None:
    def limits(folder: Path) -> dict[str, Limit]:
        return {row.clock: row.limit for row in read(folder).rows("norm") if row.track == "petition"}

    national, local = limits(COUNTY), limits(STRICTER)
    assert set(local) == set(national) == set(flow.CLOCKS)
    for kind, limit in local.items():
        assert limit.unit == national[kind].unit, kind
        assert limit.amount <= national[kind].amount, kind
        assert limit.source, kind


def test_its_bounds_are_kept_as_strictly(stricter: Courts) -> None:
    petition = stricter.accepted()
    with pytest.raises(Refused, match="1 to 15 days"):
        actions.extend(petition, days=16, reason="需鉴定。", by=stricter.who("head"), now=NOW + 5 * DAY)
    late = stricter.sent(phone="13800000009")
    with pytest.raises(Refused, match="term"):
        actions.object_(late, reason="不属本局。", by=stricter.who("handler"), now=NOW + 4 * DAY)
    assert current_book(NOW).rule("representatives.most") == 3


def test_its_papers_name_its_own_rule(stricter: Courts) -> None:
    petition = stricter.sent()
    notice = actions.accept(petition, by=stricter.who("handler"), now=NOW + DAY)
    assert notice.content["basis"] == "从严县信访工作细则第八条"


def test_three_representatives_speak_for_a_group_there(stricter: Courts) -> None:
    town, by = stricter.town, stricter.who("clerk")
    case = stricter.registered().case.pk
    for phone in ("13800000021", "13800000022", "13800000023"):
        cases.hear(town.new(into=case, phone=phone, representative=True), by=by, now=NOW + HOUR)
    with pytest.raises(Refused, match="at most 3 representatives"):
        cases.hear(town.new(into=case, phone="13800000024", representative=True), by=by, now=NOW + HOUR)
