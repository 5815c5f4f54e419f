"""The overview: exact numbers on cases made by hand, each equal to its list; small numbers without percentages."""

from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.queries import today
from sixia.cases.queries.spans import Span
from sixia.cases.rules import Judgement
from tests.cases.desk.conftest import At
from tests.town import DAY, HOUR, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=False, agree=False)
SPAN = Span(NOW - 90 * DAY, NOW + DAY)


def _numbers(town: Town, who: str = "principal") -> dict[str, int]:
    return today.numbers(town.who(who), NOW, SPAN)


def _judged(town: Town, judgement: Judgement, *, days: int = 20, **given: Any) -> Case:
    case = town.answered(now=NOW - days * DAY, **given)
    voice = town.voice(case)
    cases.judge(voice, judgement, by=town.resident(voice), now=NOW - (days - 3) * DAY)
    case.refresh_from_db()
    return case


def test_endings_are_counted_apart(town: Town) -> None:
    _judged(town, YES)
    lost = town.answered(now=NOW - 20 * DAY)
    voice, clerk = town.voice(lost), town.who("callback")
    for means, day in (("phone", 15), ("sms", 14), ("visit", 13)):
        cases.contact(voice, means=means, reached=False, note="", by=clerk, now=NOW - day * DAY, purpose="callback")
    cases.give_up(voice, by=clerk, now=NOW - 5 * DAY)
    gone = town.accepted(now=NOW - 20 * DAY)
    cases.withdraw(town.voice(gone), reason="自己修好了", by=town.resident(town.voice(gone)), now=NOW - DAY)
    other = town.heard(now=NOW - 3 * DAY)
    reply = cases.Reply(text="请向法院起诉", basis="民事诉讼法", remedies="三年内起诉")
    cases.redirect(other, reply=reply, by=town.who("dispatcher"), now=NOW - 2 * DAY)
    found = _numbers(town)
    endings = {name: found[name] for name in today.WAYS}
    assert endings == {
        "verdict": 1,
        "without_verdict": 1,
        "explained": 0,
        "redirected": 1,
        "withdrawn": 1,
        "imported": 0,
    }
    assert found["ended"] == 4


def test_every_number_equals_its_list(town: Town, at: At) -> None:
    _judged(town, YES)
    _judged(town, NO)
    town.dispatched(now=NOW - 30 * DAY)
    town.accepted(now=NOW - 40 * DAY)
    client = at("principal")
    page = client.get("/desk/today")
    links = [(number, url) for _cut, number, url in page.context["cards"]]
    links += [(bar.value, bar.url) for bar in page.context["endings"] if bar.url]
    assert len(links) > 9
    for number, url in links:
        assert client.get(url).context["list"].total == number, url


def test_weeks_count_what_was_heard_and_closed_in_each(town: Town) -> None:
    span = Span(NOW, NOW + 21 * DAY)
    for day in (0, 6.9, 7, 20, 22):
        town.heard(now=NOW + day * DAY, phone=f"138000001{day * 10:02.0f}")
    begins, heard, closed = today.by_week(town.who("principal"), span)
    assert begins == [NOW, NOW + 7 * DAY, NOW + 14 * DAY]
    assert (heard, closed) == ([2, 1, 1], [0, 0, 0])
    _judged(town, YES)
    assert sum(today.by_week(town.who("principal"), Span(NOW - 60 * DAY, NOW + 60 * DAY))[2]) == 1


def test_units_stand_beside_their_kind_by_name(town: Town) -> None:
    town.dispatched(now=NOW - 30 * DAY)
    town.dispatched(unit="east", now=NOW - HOUR)
    town.dispatched(unit="west", now=NOW - HOUR)
    _judged(town, YES)
    found = {lines[0].name: lines for _kind, lines in today.by_unit(town.who("principal"), NOW)}
    assert {line.name for line in found["东镇政府"]} == {"东镇政府", "西镇政府"}
    housing = found["县住建局"][0]
    assert (housing.open, housing.late) == (1, 1)


def test_a_leader_sees_their_own_branch_only(town: Town) -> None:
    town.dispatched(now=NOW - 30 * DAY)
    town.dispatched(unit="ecology", category="noise", now=NOW - 30 * DAY)
    assert _numbers(town, "leader")["overdue"] == 1
    assert _numbers(town, "principal")["overdue"] == 2


def test_what_is_confidential_is_in_nobodys_figures(town: Town) -> None:
    town.heard(text="住建局有人收钱", kind="accusation", named_units=(town.units["housing"].pk,), now=NOW - 30 * DAY)
    for name in ("principal", "leader", "head", "supervisor"):
        assert set(_numbers(town, name).values()) == {0}


@pytest.mark.parametrize("who", ["handler", "clerk", "dispatcher", "callback", "outsider"])
def test_the_overview_is_for_those_who_answer(town: Town, at: At, who: str) -> None:
    assert at(who).get("/desk/today").status_code == 404


def test_whoever_is_measured_can_read_how(town: Town, at: At) -> None:
    assert at("handler").get("/desk/figures/about").status_code == 200
    assert at("outsider").get("/desk/figures/about").status_code == 404


def test_unknown_lists_are_absent(town: Town, at: At) -> None:
    assert at("principal").get("/desk/today/cases/nonsense").status_code == 404
    assert at("principal").get("/desk/today/nonsense/open").status_code == 404


def test_the_cost_does_not_grow(town: Town, at: At, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        _judged(town, YES)
    client = at("principal")
    client.get("/desk/today")
    with django_assert_max_num_queries(30):
        client.get("/desk/today")
    with django_assert_max_num_queries(7):
        client.get("/desk/today/cases/verdict?days=90")
