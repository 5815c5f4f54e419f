"""Supervision: which open cases need a push, answers to check, more time, and what is left out of the figures."""

from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case, Exclusion
from sixia.cases.rules import Judgement
from sixia.orders import actions as orders
from tests.cases.desk.conftest import At
from tests.town import DAY, HOUR, NOW, Town

NO = Judgement(solved="no", satisfied=1, decent=None, agree=False)


def _rows(page: Any) -> list[int]:
    return [row.pk for row in page.context["list"].page.rows]


def _counts(page: Any) -> dict[str, int]:
    return {tab.name: number for tab, _url, number, _current in page.context["list"].tab_links()}


def _judged(town: Town, case: Case, judgement: Judgement, now: Any) -> Case:
    voice = town.voice(case)
    cases.judge(voice, judgement, by=town.resident(voice), now=now)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("who", ["handler", "head", "clerk", "dispatcher", "callback", "leader", "outsider"])
def test_supervision_is_the_supervisors(town: Town, at: At, who: str) -> None:
    assert at(who).get("/desk/supervise").status_code == 404


def test_overdue_and_strongly_overdue(town: Town, at: At) -> None:
    old = town.dispatched(now=NOW - 30 * DAY)
    late = town.dispatched(now=NOW - 10 * DAY)
    town.dispatched(now=NOW - 2 * HOUR)
    client = at("supervisor")
    assert _rows(client.get("/desk/supervise")) == [old.pk, late.pk]
    assert _rows(client.get("/desk/supervise?tab=strongly")) == [old.pk]


def test_stuck_is_what_no_person_has_touched(town: Town, at: At) -> None:
    lying = town.accepted(now=NOW - 40 * DAY)
    noted = town.accepted(now=NOW - 40 * DAY)
    cases.note(noted, text="已约施工队", by=town.who("handler"), now=NOW - 3 * DAY)
    town.answered(now=NOW - 40 * DAY)
    client = at("supervisor")
    assert _rows(client.get("/desk/supervise?tab=stuck")) == [lying.pk]
    assert _rows(client.get("/desk/supervise?tab=stuck&days=90")) == []


def test_sent_to_and_fro(town: Town, at: At) -> None:
    case = town.dispatched(now=NOW - 2 * DAY)
    desk = town.who("dispatcher")
    for unit, who, to in (("housing", "handler", "ecology"), ("ecology", "ecologist", "east")):
        order = town.lead(case)
        assert order.unit == town.units[unit]
        orders.refuse(order, reason="不归本单位", proposed=town.units[to], by=town.who(who), now=NOW - HOUR)
        orders.grant(order, reason="有理", to=town.units[to], by=desk, now=NOW - HOUR)
    assert _rows(at("supervisor").get("/desk/supervise?tab=bounced")) == [case.pk]


def test_not_accepted_then_to_be_reviewed(town: Town, at: At) -> None:
    case = _judged(town, town.answered(now=NOW - 9 * DAY), NO, NOW - 7 * DAY)
    client = at("supervisor")
    assert _rows(client.get("/desk/supervise?tab=negative")) == [case.pk]
    order = town.lead(case)
    orders.accept(order, by=town.who("handler"), now=NOW - 6 * DAY)
    cases.answer(case, reply=cases.Reply(text="已重新敷设电缆并换灯头。"), by=town.who("handler"), now=NOW - 5 * DAY)
    cases.approve(Case.objects.get(pk=case.pk), by=town.who("head"), now=NOW - 4 * DAY)
    _judged(town, case, NO, NOW - 3 * DAY)
    assert _rows(client.get("/desk/supervise?tab=review")) == [case.pk]
    page = client.get(f"/desk/cases/{case.pk}").content.decode()
    assert all(f"/desk/cases/{case.pk}/{move}" in page for move in ("reorder", "settle_again", "propose_explanation"))


def test_an_explanation_takes_two(town: Town, at: At) -> None:
    test_not_accepted_then_to_be_reviewed(town, at)
    case = Case.objects.get()
    words = {"text": "按规划不能加灯", "basis": "规划第三条", "remedies": "六十日内可申请复议"}
    assert at("supervisor").post(f"/desk/cases/{case.pk}/propose_explanation", words).status_code == 302
    assert _rows(at("supervisor").get("/desk/check")) == []
    second = at("supervisor2")
    assert _rows(second.get("/desk/check")) == [case.pk]
    assert second.post(f"/desk/cases/{case.pk}/approve_explanation").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "explained")


def test_every_tab_counts_within_the_open_ones(town: Town, at: At, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        town.dispatched(now=NOW - 30 * DAY)
    client = at("supervisor")
    client.get("/desk/supervise")
    with django_assert_max_num_queries(10):
        page = client.get("/desk/supervise?tab=stuck")
    assert _counts(page) == {"overdue": 3, "strongly": 3, "review": 0, "negative": 0, "stuck": 3, "bounced": 0, "open": 3}


def test_confidential_cases_are_in_no_list_of_supervision(town: Town, at: At) -> None:
    town.heard(text="有人收钱", kind="accusation", now=NOW - 30 * DAY)
    page = at("supervisor").get("/desk/supervise?tab=open")
    assert _rows(page) == []


def test_the_head_checks_answers_but_never_their_own(town: Town, at: At) -> None:
    case = town.accepted(category="road", now=NOW - 2 * DAY)
    cases.answer(case, reply=cases.Reply(text="已补坑。"), by=town.who("handler"), now=NOW - HOUR)
    assert at("handler").get("/desk/check").status_code == 404
    assert _rows(at("ecohead").get("/desk/check")) == []
    client = at("head")
    assert _rows(client.get("/desk/check")) == [case.pk]
    page = client.get(client.get("/desk/check").context["list"].row_url(Case.objects.get()))
    assert "已补坑" in page.content.decode()
    own = town.accepted(category="road", by="head", now=NOW - 2 * DAY)
    cases.answer(own, reply=cases.Reply(text="已换井盖。"), by=town.who("head"), now=NOW - HOUR)
    assert _rows(client.get("/desk/check")) == [case.pk]


def test_more_time_is_listed_for_who_oversees(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    orders.ask_extension(town.lead(case), amount=3, reason="等配件", by=town.who("handler"), now=NOW - HOUR)
    for name in ("supervisor", "head"):
        page = at(name).get("/desk/supervise/extensions")
        assert [row.matter_id for row in page.context["list"].page.rows] == [case.pk]
    assert [row.pk for row in at("ecohead").get("/desk/supervise/extensions").context["list"].page.rows] == []


def test_leaving_out_is_asked_and_decided_by_different_people(town: Town, at: At) -> None:
    case = town.answered(now=NOW - 5 * DAY)
    url = f"/desk/cases/{case.pk}/exclusion"
    assert at("handler").get(url).status_code == 404
    assert url in at("head").get(f"/desk/cases/{case.pk}").content.decode()
    page = at("head").post(url, {"reason": "against_law", "note": ""})
    assert page.status_code == 422
    assert at("head").post(url, {"reason": "against_law", "note": "要求占用消防通道"}).status_code == 302
    row = Exclusion.objects.get()
    decide = f"/desk/supervise/exclusions/{row.pk}"
    assert at("ecohead").get(decide).status_code == 404
    refused = at("head").post(decide, {"granted": "yes"})
    assert refused.status_code == 422
    assert at("supervisor").get(decide).context["may"]
    assert at("supervisor").post(decide, {"granted": "yes"}).status_code == 302
    row.refresh_from_db()
    assert (row.granted, row.decided_by) == (True, town.accounts["supervisor"])
    page = at("supervisor").post(decide, {"granted": "no"})
    assert page.status_code == 409
