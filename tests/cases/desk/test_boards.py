"""The overview: exact numbers on cases made by hand, each equal to its list; small numbers without percentages."""

from datetime import timedelta
from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.queries import today
from sixia.cases.queries.rates import Share, Span
from sixia.cases.rules import Judgement
from sixia.orders import actions as orders
from tests.cases.desk.conftest import At
from tests.town import DAY, HOUR, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
PARTLY = Judgement(solved="partly", satisfied=3, decent=None, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=False, agree=False)
SPAN = Span(NOW - 90 * DAY, NOW + DAY)


def _numbers(town: Town, who: str = "principal") -> dict[str, int]:
    return today.numbers(town.who(who), NOW, SPAN)


def _shares(found: dict[str, int]) -> dict[str, Share]:
    return {rate.name: Share(found[rate.part], found[rate.whole]) for rate in today.RATES}


def _judged(town: Town, judgement: Judgement, *, days: int = 20, **given: Any) -> Case:
    case = town.answered(now=NOW - days * DAY, **given)
    voice = town.voice(case)
    cases.judge(voice, judgement, by=town.resident(voice), now=NOW - (days - 3) * DAY)
    case.refresh_from_db()
    return case


def _redone(town: Town, case: Case) -> None:
    """The unit does it again, and the resident is content."""
    orders.accept(town.lead(case), by=town.who("handler"), now=NOW - 10 * DAY)
    cases.answer(case, reply=cases.Reply(text="重新敷设了电缆，换了三盏灯。"), by=town.who("handler"), now=NOW - 9 * DAY)
    cases.approve(Case.objects.get(pk=case.pk), by=town.who("head"), now=NOW - 8 * DAY)
    voice = town.voice(case)
    cases.judge(voice, YES, by=town.resident(voice), now=NOW - 7 * DAY)


def test_first_and_last_verdicts(town: Town) -> None:
    for judgement in (YES, YES, PARTLY):
        _judged(town, judgement)
    _redone(town, _judged(town, NO))
    _judged(town, NO)
    shares = _shares(_numbers(town))
    assert shares["resolution"] == Share(2, 5)
    assert shares["resolution_last"] == Share(3, 5)
    assert shares["satisfaction"] == Share(3, 5)
    assert shares["satisfaction_last"] == Share(4, 5)


def test_only_the_span_counts(town: Town) -> None:
    _judged(town, YES)
    _judged(town, NO, days=120)
    assert _shares(_numbers(town))["resolution"] == Share(1, 1)


def test_only_granted_exclusions_are_taken_away_and_stay_beside(town: Town) -> None:
    kept, out, refused = _judged(town, YES), _judged(town, NO), _judged(town, NO)
    for case, granted in ((out, True), (refused, False)):
        row = cases.ask_exclusion(case, reason="against_law", note="依法不能", by=town.who("head"), now=NOW)
        cases.decide_exclusion(row, granted=granted, by=town.who("supervisor"), now=NOW)
    asked = _judged(town, YES)
    cases.ask_exclusion(asked, reason="disaster", note="台风", by=town.who("head"), now=NOW)
    found = _numbers(town)
    assert Share(found["solved"], found["judged"]) == Share(2, 4)
    assert Share(found["solved_counted"], found["counted"]) == Share(2, 3)
    assert kept.ending == "verdict"


def test_response_counts_orders_whose_limit_has_come(town: Town) -> None:
    def reached(after: timedelta) -> None:
        case = town.accepted(now=NOW - 10 * DAY)
        at = NOW - 10 * DAY + after
        cases.contact(town.voice(case), means="phone", reached=True, note="", by=town.who("handler"), now=at)

    reached(3 * HOUR)
    reached(5 * DAY)
    town.accepted(now=NOW - 10 * DAY)
    town.dispatched(now=NOW - 2 * HOUR)
    withdrawn = town.dispatched(now=NOW - 10 * DAY)
    orders.withdraw(town.lead(withdrawn), reason="派错", by=town.who("dispatcher"), now=NOW - 9 * DAY)
    assert _shares(_numbers(town))["response"] == Share(1, 3)


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
    assert found["judged"] == 1


def test_every_number_equals_its_list(town: Town, at: At) -> None:
    test_first_and_last_verdicts(town)
    town.dispatched(now=NOW - 30 * DAY)
    town.accepted(now=NOW - 40 * DAY)
    client = at("principal")
    page = client.get("/desk/today")
    links = [(number, url) for _cut, number, url in page.context["cards"]]
    links += [(share.part, part) for _rate, pairs in page.context["rates"] for share, part, _whole in pairs]
    links += [(share.whole, whole) for _rate, pairs in page.context["rates"] for share, _part, whole in pairs]
    assert len(links) > 20
    for number, url in links:
        assert client.get(url).context["list"].total == number, url


def test_small_numbers_show_no_percentage(town: Town, at: At) -> None:
    for _ in range(3):
        _judged(town, YES)
    page = at("principal").get("/desk/today")
    pairs = [pair for _rate, pairs in page.context["rates"] for pair in pairs]
    assert all(share.percent is None for share, _part, _whole in pairs)
    assert "%</b>" not in page.content.decode()


def test_times_count_what_is_still_open(town: Town) -> None:
    town.answered(now=NOW - 30 * DAY)
    town.accepted(now=NOW - 40 * DAY)
    town.accepted(now=NOW - 40 * DAY)
    spreads = [found for _label, found in today.times(town.who("principal"), NOW, SPAN)]
    answer = spreads[1]
    assert (answer.n, answer.waiting) == (3, 2)
    assert answer.median is not None
    assert (answer.median.known, answer.median.time) == (False, 40 * DAY)


def test_weeks_count_what_was_heard_and_closed_in_each(town: Town) -> None:
    span = Span(NOW, NOW + 21 * DAY)
    for day in (0, 6.9, 7, 20, 22):
        town.heard(now=NOW + day * DAY, phone=f"138000001{day * 10:02.0f}")
    begins, heard, closed = today.by_week(town.who("principal"), span)
    assert begins == [NOW, NOW + 7 * DAY, NOW + 14 * DAY]
    assert (heard, closed) == ([2, 1, 1], [0, 0, 0])
    _judged(town, YES)
    assert sum(today.by_week(town.who("principal"), Span(NOW - 60 * DAY, NOW + 60 * DAY))[2]) == 1


def test_of_very_many_cases_an_even_part_is_looked_at(town: Town) -> None:
    for day in range(6):
        town.heard(now=NOW - (10 + day) * DAY, phone=f"1380000020{day}")
    assert [today.one_in(heard) for heard in (0, 1, 2000, 2001, 100_000)] == [1, 1, 1, 2, 50]
    spreads = [found for _label, found in today.times(town.who("principal"), NOW, SPAN, every=2)]
    assert spreads[1].n == 3


def test_units_stand_beside_their_kind_by_name(town: Town) -> None:
    town.dispatched(now=NOW - 30 * DAY)
    town.dispatched(unit="east", now=NOW - HOUR)
    town.dispatched(unit="west", now=NOW - HOUR)
    _judged(town, YES)
    found = {lines[0].name: lines for _kind, lines in today.by_unit(town.who("principal"), NOW, SPAN)}
    assert {line.name for line in found["东镇政府"]} == {"东镇政府", "西镇政府"}
    housing = found["县住建局"][0]
    assert (housing.open, housing.late, housing.solved) == (1, 1, Share(1, 1))


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
    with django_assert_max_num_queries(22):
        client.get("/desk/today")
    with django_assert_max_num_queries(7):
        client.get("/desk/today/verdicts/solved?days=90")
