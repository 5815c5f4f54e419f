"""The shortest ways to a solved problem, a standing rule in any state, and matters before and after a moment."""

from datetime import date, datetime, timedelta
from typing import Any

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.config.wiring import JOBS, REACTIONS, TICKS
from sixia.kit import jobs
from sixia.problems.actions import standing_rules, trials
from sixia.problems.actions.standing_rules import NewRule
from sixia.problems.lasting.conditions import Condition
from sixia.problems.lasting.models import StandingRule, Trial
from sixia.problems.models import Problem
from tests.problems.making import raised
from tests.town import DAY, NOW, Town

SOLVED_AT = NOW + 12 * DAY
REVIEW_ON = date(2027, 5, 30)
TITLE, TEXT = "路灯月度巡查制度", "同一村一个月内第二次报修路灯的，路灯所三日内整村巡查一遍。"
LAMPS = Condition(categories=("lamp",))


def solved(town: Town, *, village: str = "990101100001", now: datetime = SOLVED_AT, **given: Any) -> Problem:
    """A problem about lamps that residents call solved; brought there directly, for its own road is walked in other tests."""
    problem = raised(town, category="lamp", place=town.places[village], **given)
    Problem.objects.filter(pk=problem.pk).update(state="resolved", open=False, ended_at=now, unit=town.units["housing"])
    problem.refresh_from_db()
    return problem


def drafted(town: Town, problem: Problem | None = None, *, by: str = "head", **given: Any) -> StandingRule:
    """A draft of the housing office for the whole of the east, grown from a solved problem."""
    base: dict[str, Any] = {
        "title": TITLE,
        "text": TEXT,
        "condition": LAMPS,
        "category": "lamp",
        "place": town.places["990101100"],
        "unit": town.units["housing"],
    }
    problems = [problem or solved(town)]
    return standing_rules.draft(NewRule(**{**base, **given}), problems=problems, by=town.who(by), now=SOLVED_AT + DAY)


def tried(town: Town, rule: StandingRule | None = None, *, by: str = "head", days: int = 365, **given: Any) -> StandingRule:
    """Tried on the past year, by the job itself."""
    rule = rule or drafted(town, **given)
    trial = trials.try_out(rule, days=days, by=town.who(by), now=SOLVED_AT + 2 * DAY)
    run(SOLVED_AT + 2 * DAY)
    assert Trial.objects.get(pk=trial.pk).state == Trial.OVER
    return StandingRule.objects.get(pk=rule.pk)


def adopted(town: Town, rule: StandingRule | None = None, **given: Any) -> StandingRule:
    """In force by the principal's decision."""
    rule = rule or tried(town, **given)
    standing_rules.adopt(rule, unit=town.units["housing"], review_on=REVIEW_ON, by=town.who("principal"), now=SOLVED_AT + 3 * DAY)
    return StandingRule.objects.get(pk=rule.pk)


def run(now: datetime) -> None:
    """Every job that is due, as the worker runs them."""
    jobs.wire(REACTIONS, JOBS, TICKS)
    while jobs.run_due(now):
        pass


def lamps(town: Town, count: int, *, village: str, first: datetime, **given: Any) -> list[Case]:
    """So many cases about lamps in a village, an hour apart."""
    place = town.places[village]
    found = []
    for number in range(count):
        now = first + timedelta(hours=number)
        case = town.heard(now=now, place=place.pk, **given)
        cases.dispatch(case, category="lamp", unit=town.units["housing"], by=town.who("dispatcher"), now=now)
        found.append(case)
    return found
