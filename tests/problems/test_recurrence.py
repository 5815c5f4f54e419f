"""The watch on solved problems: begun, counted beside places like it, told when it sees the same again, judged at its end."""

from datetime import timedelta
from typing import Any

from sixia.kit.journal import timeline
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.problems import actions
from sixia.problems.actions import watching
from sixia.problems.actions.watching import watch_all
from sixia.problems.lasting.models import Watch
from sixia.problems.models import Problem
from sixia.problems.queries import recurrence
from tests.problems.lasting import SOLVED_AT, lamps, run, solved
from tests.problems.making import reported
from tests.town import DAY, NOW, Town

FIRST, SECOND, WEST = "990101100001", "990101100002", "990101200001"
LATER = SOLVED_AT + 30 * DAY


def events(problem: Problem) -> list[str]:
    return [line.event for line in timeline(problem.stream)]


def looked(problem: Problem, now: Any = LATER) -> Watch:
    """The watch after its daily look."""
    watch_all(now)
    return Watch.objects.get(problem=problem)


def test_a_problem_that_residents_call_solved_is_watched_from_then_on(town: Town) -> None:
    problem, outcome = reported(town)
    Problem.objects.filter(pk=problem.pk).update(category="lamp")
    problem.refresh_from_db()
    now = NOW + 11 * DAY
    for asked in outcome.asked.all():
        actions.judge(problem, voice=asked.voice, solved="yes", by=town.resident(asked.voice), now=now)
    run(now)
    watch = Watch.objects.get(problem=problem)
    assert (watch.days, watch.state, watch.until - watch.since) == (180, "running", timedelta(days=180))
    assert looked(problem, now + DAY).looked_at == now + DAY
    assert Watch.objects.count() == 1


def test_it_counts_before_and_since_beside_places_like_it(town: Town) -> None:
    problem = solved(town)  # one case about lamps in the first village
    lamps(town, 3, village=FIRST, first=SOLVED_AT - 9 * DAY)
    lamps(town, 4, village=SECOND, first=SOLVED_AT - 9 * DAY)
    lamps(town, 2, village=SECOND, first=SOLVED_AT + 9 * DAY)
    lamps(town, 1, village=WEST, first=SOLVED_AT - 9 * DAY)
    lamps(town, 1, village="990101100", first=SOLVED_AT + DAY)
    watch = looked(problem)
    assert (watch.before, watch.after, watch.state) == (4, 0, "running")
    assert (watch.beside_before, watch.beside_after, watch.places) == (4, 2, 1)
    seen = recurrence.for_reader(recurrence.of_watch(watch), town.who("supervisor"), LATER)
    assert (seen.here.before, seen.here.after, seen.vague, seen.term, seen.passed) == (4, 0, 1, 180, 30)
    for part, number in (("before", 4), ("after", 0), ("joined", 0)):
        rows = recurrence.cases(recurrence.of_watch(watch), part, problem.place.path, town.who("supervisor"), LATER)
        assert rows.count() == number, part
    assert recurrence.wider_cases(recurrence.of_watch(watch), town.who("supervisor"), LATER).count() == 1


def test_what_came_back_is_told_once_and_a_person_decides(town: Town) -> None:
    problem = solved(town)
    lamps(town, 4, village=FIRST, first=SOLVED_AT + 2 * DAY)
    assert looked(problem).state == "back"
    looked(problem, LATER + DAY)
    assert events(problem).count("ProblemCameBack") == 1
    assert Problem.objects.get(pk=problem.pk).state == "resolved"
    line = timeline(problem.stream, events=["ProblemCameBack"])[0]
    assert (line.facts["before"], line.facts["after"], line.by) == (1, 4, "system")


def test_at_the_end_of_the_term_it_is_judged_and_left_alone(town: Town) -> None:
    problem = solved(town)
    lamps(town, 5, village=FIRST, first=SOLVED_AT - 9 * DAY)
    end = SOLVED_AT + 181 * DAY
    watch = looked(problem, end)
    assert (watch.state, watch.over) == ("away", True)
    watch_all(end + DAY)
    assert events(problem).count("RecurrenceJudged") == 1


def test_a_problem_opened_again_is_watched_no_more(town: Town) -> None:
    problem = solved(town)
    looked(problem)
    Problem.objects.filter(pk=problem.pk).update(state="reopened", open=True, ended_at=None)
    watch = looked(problem, LATER + DAY)
    assert (watch.over, watch.state) == (True, "back")
    assert "ProblemCameBack" not in events(problem)
    assert watching.begin(Problem.objects.get(pk=problem.pk), now=LATER) is None


def test_a_second_solution_is_watched_anew(town: Town) -> None:
    problem = solved(town)
    looked(problem)
    Problem.objects.filter(pk=problem.pk).update(ended_at=LATER)
    watch_all(LATER + DAY)
    assert [(row.since, row.over) for row in Watch.objects.order_by("since")] == [(SOLVED_AT, True), (LATER, False)]


def test_nothing_confidential_is_ever_counted(town: Town) -> None:
    problem = solved(town)
    lamps(town, 1, village=FIRST, first=SOLVED_AT + DAY, secret=True)
    named = (town.units["lamps"].pk,)
    lamps(town, 1, village=FIRST, first=SOLVED_AT + 2 * DAY, text="路灯所的人收钱。", kind="complaint", named_units=named)
    watch = looked(problem)
    assert watch.after == 0
    for name in ("supervisor", "officer", "principal", "dispatcher"):
        assert recurrence.for_reader(recurrence.of_watch(watch), town.who(name), LATER).here.after == 0, name


def test_each_reader_counts_what_they_may_see_and_no_watch_without_its_problem(town: Town) -> None:
    problem = solved(town)
    case = lamps(town, 1, village=FIRST, first=SOLVED_AT + DAY)[0]
    watch = looked(problem)
    matter = recurrence.of_watch(watch)
    assert recurrence.for_reader(matter, town.who("supervisor"), LATER).here.after == 1
    account = town.accounts["supervisor"]
    people.declare_recusal(account, kind="matter", matter=("case", case.pk), reason="亲属", by=SYSTEM, now=LATER)
    assert recurrence.for_reader(matter, town.who("supervisor", LATER + DAY), LATER).here.after == 0

    def sees(name: str) -> bool:
        return Watch.objects.visible_to(town.who(name)).exists()

    assert sees("principal")
    assert sees("head")
    assert not any(sees(name) for name in ("wester", "ecologist", "auditor", "outsider"))


def test_a_look_asks_a_fixed_number_of_questions(town: Town, django_assert_max_num_queries: Any) -> None:
    problem = solved(town)
    lamps(town, 3, village=SECOND, first=SOLVED_AT - 9 * DAY)
    watch = looked(problem)
    with django_assert_max_num_queries(8):
        recurrence.for_reader(recurrence.of_watch(watch), town.who("supervisor"), LATER)
