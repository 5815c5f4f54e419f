"""A standing rule from its draft to its end: each move, each refusal, what the journal tells."""

from datetime import date
from typing import Any

import pytest

from sixia.kit import clocks
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.problems.actions import standing_rules, trials
from sixia.problems.lasting.conditions import Condition
from sixia.problems.lasting.models import Origin, Review, StandingRule, Trial
from tests.problems.lasting import REVIEW_ON, SOLVED_AT, TEXT, adopted, drafted, lamps, run, solved, tried
from tests.problems.making import raised
from tests.town import DAY, NOW, Town

LATER = SOLVED_AT + 4 * DAY


def told(rule: StandingRule) -> list[str]:
    return [line.event for line in timeline(rule.stream)]


def refused(act: Any, *args: Any, **given: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    return caught.value.code, str(caught.value.sentence)


def test_a_draft_grows_from_a_solved_problem(town: Town) -> None:
    problem = solved(town)
    rule = drafted(town, problem)
    assert (rule.state, rule.author, rule.asks.categories) == ("draft", town.accounts["head"], ("lamp",))
    assert Origin.objects.get().problem == problem
    line = timeline(rule.stream)[0]
    assert (line.event, line.facts["problems"], line.words["text"]) == ("RuleDrafted", [problem.pk], TEXT)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": " "}, "missing"),
        ({"condition": Condition()}, "guard"),
        ({"category": "conduct"}, "guard"),
        ({"category": "nothing"}, "guard"),
        ({"by": "clerk"}, "role"),
        ({"by": "auditor"}, "role"),
    ],
)
def test_a_draft_is_refused(town: Town, given: dict[str, Any], code: str) -> None:
    problem = solved(town)
    assert refused(drafted, town, problem, **given)[0] == code
    assert not StandingRule.objects.exists()


def test_no_rule_without_a_solved_problem_that_its_author_sees(town: Town) -> None:
    open_one = raised(town)
    assert refused(drafted, town, open_one)[0] == "guard"
    assert refused(drafted, town, solved(town), by="wester")[0] == "guard"
    new = drafted(town)
    given = standing_rules.NewRule(title="甲", text="乙", condition=new.asks, category="lamp", place=new.place, unit=new.unit)
    assert refused(standing_rules.draft, given, problems=[], by=town.who("head"), now=NOW)[0] == "missing"


def test_another_wording_must_be_tried_anew(town: Town) -> None:
    rule = tried(town)
    assert rule.state == "tried"
    given = standing_rules.NewRule(
        title="改", text="改后", condition=rule.asks, category="lamp", place=rule.place, unit=rule.unit
    )
    assert refused(standing_rules.reword, rule, new=given, by=town.who("handler"), now=LATER)[0] == "role"
    standing_rules.reword(rule, new=given, by=town.who("head"), now=LATER)
    rule = StandingRule.objects.get()
    assert (rule.state, rule.text) == ("draft", "改后")
    adopt = {"unit": rule.unit, "review_on": REVIEW_ON, "by": town.who("principal"), "now": LATER}
    assert refused(standing_rules.adopt, rule, **adopt)[0] == "state"


def test_a_second_person_adopts_it_with_a_day_for_its_review(town: Town) -> None:
    rule = tried(town, by="supervisor")
    given: dict[str, Any] = {"unit": rule.unit, "review_on": REVIEW_ON, "now": LATER}
    assert refused(standing_rules.adopt, rule, **given, by=town.who("head"))[0] == "role"
    assert refused(standing_rules.adopt, rule, **{**given, "review_on": date(2026, 5, 1)}, by=town.who("principal"))[0] == "guard"
    assert refused(standing_rules.adopt, rule, **{**given, "review_on": date(2031, 1, 1)}, by=town.who("principal"))[0] == "guard"
    standing_rules.adopt(rule, **given, by=town.who("principal"))
    rule = StandingRule.objects.get()
    assert (rule.state, rule.review_on, rule.adopted_by) == ("adopted", REVIEW_ON, town.accounts["principal"])
    assert [clock.kind for clock in clocks.running(rule.key)] == ["rule_review"]
    own = drafted(town, by="principal")
    own = tried(town, own, by="principal")
    assert refused(standing_rules.adopt, own, **given, by=town.who("principal"))[0] == "guard"
    assert told(rule) == ["RuleDrafted", "RuleTrialBegun", "RuleTried", "RuleAdopted"]


def test_the_day_of_its_review_is_told(town: Town) -> None:
    rule = adopted(town)
    after = LATER + 400 * DAY
    run(LATER)
    for moment in (LATER + 340 * DAY, after):
        clocks.sweep_all(moment)
        run(moment)
    assert told(rule)[-1] == "RuleReviewDue"
    assert "RuleReviewSoon" in told(rule)


def test_a_person_says_whether_it_works_beside_what_the_watch_suggests(town: Town) -> None:
    rule = adopted(town)
    lamps(town, 6, village="990101100001", first=SOLVED_AT - 20 * DAY)
    now = SOLVED_AT + 60 * DAY
    given: dict[str, Any] = {"outcome": "unknown", "note": "再看一季", "next_on": date(2027, 1, 1), "now": now}
    assert refused(standing_rules.review, rule, **{**given, "outcome": "good"}, by=town.who("head"))[0] == "guard"
    assert refused(standing_rules.review, rule, **{**given, "note": ""}, by=town.who("head"))[0] == "missing"
    assert refused(standing_rules.review, rule, **given, by=town.who("handler"))[0] == "role"
    assert not Review.objects.exists()
    row = standing_rules.review(rule, **given, by=town.who("head"))
    assert (row.outcome, row.suggested) == ("unknown", "effective")
    assert (row.figures["before"], row.figures["after"]) == (7, 0)
    rule = StandingRule.objects.get()
    assert (rule.state, rule.outcome, rule.review_on) == ("reviewed", "unknown", date(2027, 1, 1))
    standing_rules.review(rule, **{**given, "outcome": "effective"}, by=town.who("supervisor"))
    assert Review.objects.count() == 2


def test_one_rule_takes_the_place_of_another(town: Town) -> None:
    old, new = adopted(town), adopted(town)
    given: dict[str, Any] = {"reason": "合并", "by": town.who("principal"), "now": LATER}
    assert refused(standing_rules.replace, old, successor=old, **given)[0] == "guard"
    assert refused(standing_rules.replace, old, successor=drafted(town), **given)[0] == "guard"
    standing_rules.replace(old, successor=new, **given)
    old = StandingRule.objects.get(pk=old.pk)
    assert (old.state, old.successor, list(clocks.running(old.key))) == ("replaced", new, [])
    assert told(old)[-1] == "RuleReplaced"


def test_a_draft_is_given_up_and_a_rule_taken_out_of_force(town: Town) -> None:
    draft, rule = drafted(town), adopted(town)
    trials.try_out(draft, days=30, by=town.who("head"), now=LATER)
    standing_rules.withdraw(draft, reason="另有规定", by=town.who("head"), now=LATER)
    assert Trial.objects.get(rule=draft).state == Trial.FAILED
    run(LATER)
    assert StandingRule.objects.get(pk=draft.pk).state == "withdrawn"
    assert refused(standing_rules.withdraw, rule, reason="不需要了", by=town.who("head"), now=LATER)[0] == "role"
    assert refused(standing_rules.withdraw, rule, reason=" ", by=town.who("principal"), now=LATER)[0] == "missing"
    standing_rules.withdraw(rule, reason="不需要了", by=town.who("principal"), now=LATER)
    assert told(rule)[-1] == "RuleWithdrawn"


def test_who_sees_a_rule(town: Town) -> None:
    draft = drafted(town)

    def seen(rule: StandingRule, name: str) -> bool:
        return StandingRule.objects.visible_to(town.who(name)).filter(pk=rule.pk).exists()

    assert {name for name in ("head", "handler", "supervisor", "principal", "inspector", "leader") if seen(draft, name)} == {
        "head", "handler", "supervisor", "principal", "inspector", "leader",
    }  # fmt: skip
    assert not any(seen(draft, name) for name in ("easter", "wester", "auditor", "system", "outsider"))
    rule = adopted(town)
    assert seen(rule, "easter")
    assert seen(rule, "clerk")
    assert not any(seen(rule, name) for name in ("wester", "auditor", "system", "outsider"))
