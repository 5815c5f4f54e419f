"""Residents judge what was reached: those behind the voices, or some drawn by lot under a seed that anybody can check."""

from sixia.kit import clocks, jobs
from sixia.kit.journal import timeline
from sixia.problems import actions
from sixia.problems.models import Asked, Draw, Outcome
from sixia.problems.rules import draw, judged
from tests.problems.making import LATER, assigned, fresh, reported, tasked
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

OVER = LATER + 11 * DAY


def neighbours(town: Town, count: int) -> None:
    """Other people of the place who have spoken of something."""
    for number in range(count):
        town.heard(f"别的事{number}", phone=f"1380000{number:04d}", now=NOW + number * HOUR)


def test_plain_yes_of_enough_residents_settles_it() -> None:
    assert judged(["yes"], 2, over=False, share=67, heard=30) == "waiting"
    assert judged(["yes", "yes", "no"], 3, over=False, share=67, heard=30) == "not_solved"
    assert judged(["yes", "yes", "yes", "partly"], 4, over=False, share=67, heard=30) == "solved"
    assert judged(["yes"], 10, over=True, share=67, heard=30) == "unheard"
    assert judged([], 0, over=False, share=67, heard=30) == "unheard"


def test_whoever_knows_the_seed_draws_the_same_again() -> None:
    known = [(f"SX{number}", number) for number in range(50)]
    assert draw("seed", known, 5) == draw("seed", reversed(known), 5)
    assert draw("seed", known, 5) != draw("other", known, 5)


def test_with_few_voices_behind_it_neighbours_are_drawn_by_a_published_seed(town: Town) -> None:
    neighbours(town, 14)
    problem, outcome = reported(town)
    lot, told = Draw.objects.get(), timeline(problem.stream)[-1]
    assert (told.facts["behind"], told.facts["drawn"], told.facts["population"]) == (1, 10, 14)
    report = next(line for line in timeline(problem.stream) if line.event == "OutcomeReported")
    assert (told.facts["seed"], told.seq) == (lot.seed, report.seq + 1)
    assert outcome.asked.filter(because="drawn").count() == 10


def test_who_wants_secrecy_or_cannot_be_reached_is_not_drawn(town: Town) -> None:
    town.heard("保密的", secret=True, phone="13800000009")
    town.heard("匿名的", phone="", name="")
    town.heard("不是本地的", place=town.places["990101200001"].pk, phone="13800000008")
    _problem, outcome = reported(town)
    assert list(outcome.asked.values_list("because", flat=True)) == ["behind"]


def test_the_last_word_of_those_asked_resolves_it(town: Town) -> None:
    problem, outcome = reported(town)
    voice = outcome.asked.get().voice
    actions.judge(problem, voice=voice, solved="yes", note="亮了", by=town.resident(voice), now=LATER + DAY)
    problem = fresh(problem)
    assert (problem.state, problem.open, problem.ended_at) == ("resolved", False, LATER + DAY)
    assert (fresh(outcome).result, fresh(outcome).settled_at) == ("solved", LATER + DAY)
    assert timeline(problem.stream)[-1].facts == {
        "problem": problem.pk,
        "outcome": outcome.pk,
        "yes": 1,
        "answered": 1,
        "asked": 1,
    }


def test_partly_is_no_yes_and_it_goes_back_to_the_unit(town: Town) -> None:
    problem, outcome = reported(town)
    voice = outcome.asked.get().voice
    actions.judge(problem, voice=voice, solved="partly", by=town.resident(voice), now=LATER + DAY)
    problem = fresh(problem)
    assert (problem.state, problem.open, problem.reopened) == ("reopened", True, 1)
    assert problem.due_on.isoformat() == "2026-06-21"
    assert fresh(outcome).result == "not_solved"


def test_the_call_back_clerk_takes_it_down_and_the_unit_never_does(town: Town) -> None:
    problem, outcome = reported(town)
    voice = outcome.asked.get().voice
    for name in ("head", "supervisor", "dispatcher"):
        with refused("role"):
            actions.judge(problem, voice=voice, solved="yes", by=town.who(name), now=LATER + DAY)
    with refused("missing"):
        actions.judge(problem, voice=voice, solved="", by=town.who("callback"), now=LATER + DAY)
    with refused("guard"):
        actions.judge(problem, voice=voice, solved="maybe", by=town.who("callback"), now=LATER + DAY)
    actions.judge(problem, voice=voice, solved="yes", by=town.who("callback"), now=LATER + DAY)
    assert Asked.objects.get().by == town.accounts["callback"]


def test_only_who_was_asked_can_say_it(town: Town) -> None:
    problem, outcome = reported(town)
    stranger = town.voice(town.heard("别处的事", place=town.places["990101200001"].pk))
    with refused("role"):
        actions.judge(problem, voice=stranger, solved="yes", by=town.resident(stranger), now=LATER + DAY)
    with refused("role"):
        actions.judge(problem, voice=outcome.asked.get().voice, solved="yes", by=town.resident(stranger), now=LATER + DAY)


def test_until_it_is_decided_they_may_say_otherwise(town: Town) -> None:
    neighbours(town, 2)
    problem, outcome = reported(town)
    voice = outcome.asked.first().voice
    for word in ("yes", "no"):
        actions.judge(problem, voice=voice, solved=word, by=town.resident(voice), now=LATER + DAY)
    assert Asked.objects.get(voice=voice).solved == "no"
    assert [line.facts["solved"] for line in timeline(problem.stream) if line.event == "OutcomeJudged"] == ["yes", "no"]


def test_silence_is_no_consent(town: Town) -> None:
    problem, outcome = reported(town)
    clocks.sweep_all(OVER)
    while jobs.run_due(OVER):
        pass
    assert (fresh(problem).state, fresh(outcome).result) == ("reported", "unheard")
    assert timeline(problem.stream)[-1].event == "ProblemUnheard"
    voice = outcome.asked.get().voice
    actions.judge(fresh(problem), voice=voice, solved="yes", by=town.resident(voice), now=OVER + DAY)
    assert fresh(problem).state == "resolved"


def test_what_was_said_counts_when_the_time_is_over(town: Town) -> None:
    neighbours(town, 2)
    problem, outcome = reported(town)
    voice = outcome.asked.first().voice
    actions.judge(problem, voice=voice, solved="yes", by=town.resident(voice), now=LATER + DAY)
    assert fresh(problem).state == "reported"
    actions.stop_asking(fresh(problem), now=OVER)
    assert fresh(problem).state == "resolved"


def test_more_are_drawn_until_nobody_is_left(town: Town) -> None:
    neighbours(town, 12)
    problem, outcome = reported(town)
    actions.stop_asking(problem, now=OVER)
    with refused("role"):
        actions.ask_more(problem, by=town.who("head"), now=OVER)
    assert actions.ask_more(problem, by=town.who("callback"), now=OVER) == 2
    assert (fresh(outcome).result, Draw.objects.count()) == ("", 2)
    with refused("guard"):
        actions.ask_more(problem, by=town.who("callback"), now=OVER)


def test_closed_without_residents_only_where_none_can_be_heard(town: Town) -> None:
    problem, outcome = reported(town)
    with refused("guard"):
        actions.close_unjudged(problem, reason="没人接电话", by=town.who("supervisor"), now=LATER + DAY)
    actions.stop_asking(problem, now=OVER)
    with refused("role"):
        actions.close_unjudged(problem, reason="没人接电话", by=town.who("head"), now=OVER)
    with refused("missing"):
        actions.close_unjudged(problem, reason="", by=town.who("supervisor"), now=OVER)
    actions.close_unjudged(problem, reason="三次无人接听", by=town.who("supervisor"), now=OVER)
    assert (fresh(problem).state, fresh(outcome).result) == ("unjudged", "unheard")


def test_one_no_cannot_be_closed_over(town: Town) -> None:
    neighbours(town, 9)
    problem, outcome = reported(town)
    voice = outcome.asked.first().voice
    actions.judge(problem, voice=voice, solved="no", by=town.resident(voice), now=LATER + DAY)
    actions.stop_asking(fresh(problem), now=OVER)
    problem = fresh(problem)
    assert Outcome.objects.get().result == "unheard"
    with refused("guard"):
        actions.close_unjudged(problem, reason="没人接电话", by=town.who("supervisor"), now=OVER)
    actions.come_back(problem, reason="有人说没修好", by=town.who("supervisor"), now=OVER)
    assert fresh(problem).state == "reopened"


def test_what_was_solved_may_come_back(town: Town) -> None:
    problem, outcome = reported(town)
    voice = outcome.asked.get().voice
    actions.judge(problem, voice=voice, solved="yes", by=town.resident(voice), now=LATER + DAY)
    with refused("missing"):
        actions.come_back(problem, reason="", by=town.who("supervisor"), now=OVER)
    actions.come_back(problem, reason="又黑了一片", by=town.who("supervisor"), now=OVER)
    problem = fresh(problem)
    assert (problem.state, problem.open, problem.ended_at) == ("reopened", True, None)


def test_judging_needs_an_outcome(town: Town) -> None:
    problem, _task = tasked(town, assigned(town))
    voice = town.voice(problem.sources.get().case)
    with refused("state"):
        actions.judge(problem, voice=voice, solved="yes", by=town.resident(voice), now=LATER)
