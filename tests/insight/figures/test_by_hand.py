"""Rates on cases made by hand: first and last verdicts, what is left out, what is owed, what small numbers say."""

from datetime import date, timedelta
from typing import Any

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.insight.figures.actions import catch_up
from sixia.insight.figures.queries.reach import reach
from sixia.insight.figures.queries.sums import values
from sixia.insight.figures.rules.cuts import Cut
from sixia.insight.figures.rules.indicators import INDICATORS, Value
from sixia.orders import actions as orders
from tests.town import DAY, HOUR, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
PARTLY = Judgement(solved="partly", satisfied=3, decent=None, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=False, agree=False)
SPAN = Cut(NOW.date() - 90 * DAY, NOW.date() + DAY, NOW.date())


def said(town: Town, cut: Cut = SPAN) -> dict[str, Value]:
    """Every indicator, as the principal reads it."""
    catch_up(NOW)
    who = town.who("principal")
    return values(INDICATORS, cut, reach(who, NOW), who)[None]


def pair(value: Value) -> tuple[int, int]:
    """Numerator and denominator."""
    return value.part, value.whole


def judged(town: Town, judgement: Judgement, *, days: int = 20, **given: Any) -> Case:
    """A case answered so many days ago, judged three days later."""
    case = town.answered(now=NOW - days * DAY, **given)
    voice = town.voice(case)
    cases.judge(voice, judgement, by=town.resident(voice), now=NOW - (days - 3) * DAY)
    case.refresh_from_db()
    return case


def redone(town: Town, case: Case) -> None:
    """The unit does it again, and the resident is content."""
    orders.accept(town.lead(case), by=town.who("handler"), now=NOW - 10 * DAY)
    cases.answer(case, reply=cases.Reply(text="重新敷设了电缆，换了三盏灯。"), by=town.who("handler"), now=NOW - 9 * DAY)
    cases.approve(Case.objects.get(pk=case.pk), by=town.who("head"), now=NOW - 8 * DAY)
    voice = town.voice(case)
    cases.judge(voice, YES, by=town.resident(voice), now=NOW - 7 * DAY)


def test_first_and_last_verdicts(town: Town) -> None:
    for judgement in (YES, YES, PARTLY):
        judged(town, judgement)
    redone(town, judged(town, NO))
    judged(town, NO)
    judged(town, NO, days=120)  # before the span
    found = said(town)
    assert pair(found["resolution"]) == (2, 5)
    assert pair(found["resolution_last"]) == (3, 5)
    assert pair(found["satisfaction"]) == (3, 5)
    assert pair(found["satisfaction_last"]) == (4, 5)
    assert pair(found["conduct"]) == (2, 4)
    assert {found[key].percent for key in ("resolution", "satisfaction", "conduct")} == {None}  # fewer than ten


def test_only_granted_exclusions_are_taken_away_and_stay_beside(town: Town) -> None:
    out, refused = judged(town, NO), judged(town, NO)
    judged(town, YES)
    for case, granted in ((out, True), (refused, False)):
        row = cases.ask_exclusion(case, reason="against_law", note="依法不能", by=town.who("head"), now=NOW)
        cases.decide_exclusion(row, granted=granted, by=town.who("supervisor"), now=NOW)
    cases.ask_exclusion(judged(town, YES), reason="disaster", note="台风", by=town.who("head"), now=NOW)
    found = said(town)
    assert pair(found["resolution"]) == (2, 4)
    assert pair(found["resolution_kept"]) == (2, 3)
    assert pair(found["exclusions"]) == (1, 2)


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
    assert pair(said(town)["response"]) == (1, 3)


def test_times_count_what_is_still_open(town: Town) -> None:
    town.answered(now=NOW - 30 * DAY)
    for _twice in range(2):
        town.accepted(now=NOW - 40 * DAY)
    answer = said(town)["time_to_answer"].spread
    assert answer is not None
    assert answer.median is not None
    assert (answer.n, answer.waiting, answer.median.known) == (3, 2, False)
    assert 36 * DAY <= answer.median.time <= 40 * DAY


def test_a_year_begins_anew(town: Town) -> None:
    assert pair(said(town, Cut(date(2026, 5, 1), date(2026, 5, 2), NOW.date()))["coverage"]) == (0, 3)
