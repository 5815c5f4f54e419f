"""Pages of standing rules, watches, topics and shortfalls: who finds what, forms that keep what was typed, fixed costs."""

from typing import Any

import pytest
from django.utils import timezone

from sixia.problems.actions.watching import watch_all
from sixia.problems.lasting.models import Focus, StandingRule, Trial
from sixia.problems.models import Problem
from tests.problems.conftest import Enter
from tests.problems.lasting import SOLVED_AT, TEXT, TITLE, adopted, drafted, lamps, run, solved, tried
from tests.town import DAY, Town

LATER = SOLVED_AT + 30 * DAY
FIRST, SECOND = "990101100001", "990101100002"


@pytest.fixture(autouse=True)
def at_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks a month after the solution."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_rule_is_drafted_tried_and_changed_on_its_pages(town: Town, enter: Enter) -> None:
    problem, head = solved(town), enter("head")
    assert f"/desk/standing-rules/new?problem={problem.pk}" in body(head.get(f"/desk/problems/{problem.pk}"))
    assert TITLE not in body(head.get(f"/desk/standing-rules/new?problem={problem.pk}"))
    given = {"problems": [problem.pk], "title": TITLE, "text": TEXT, "category": "lamp", "place": "东镇", "unit": "县住建局"}
    answer = head.post("/desk/standing-rules/new", given)
    assert (answer.status_code, TEXT in body(answer)) == (422, True)
    answer = head.post("/desk/standing-rules/new", {**given, "words": "不亮，坏了", "times": 2, "days": 30, "months": ["5"]})
    rule = StandingRule.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/standing-rules/{rule.pk}")
    assert rule.condition == {"words": ["不亮", "坏了"], "times": 2, "days": 30, "months": [5]}
    assert head.post(f"/desk/standing-rules/{rule.pk}/try_out", {"days": 0}).status_code == 422
    assert head.post(f"/desk/standing-rules/{rule.pk}/try_out", {"days": 365}).status_code == 302
    assert 'hx-trigger="every 3s"' in body(head.get(f"/desk/standing-rules/{rule.pk}"))
    run(LATER)
    assert Trial.objects.get().state == Trial.OVER
    assert "hx-trigger" not in body(head.get(f"/desk/standing-rules/{rule.pk}/trial"))
    form = body(head.get(f"/desk/standing-rules/{rule.pk}/reword"))
    assert "不亮，坏了" in form
    changed = {**given, "text": "改后", "when": "lamp"}
    assert head.post(f"/desk/standing-rules/{rule.pk}/reword", changed).status_code == 302
    assert StandingRule.objects.get().condition == {"categories": ["lamp"]}


def test_every_number_of_a_trial_opens_its_list(town: Town, enter: Enter) -> None:
    problem = solved(town)
    lamps(town, 2, village=FIRST, first=SOLVED_AT - 5 * DAY)
    rule = tried(town, drafted(town, problem))
    supervisor = enter("supervisor")
    page = body(supervisor.get(f"/desk/standing-rules/{rule.pk}"))
    for cut, number in (("caught", 3), ("meant", 3), ("missed", 0), ("others", 0), ("left", 0)):
        address = f"/desk/standing-rules/{rule.pk}/cases/{cut}"
        assert f'href="{address}">{number}</a>' in page
        answer = supervisor.get(address)
        assert body(answer).count("rowlink") == number, cut
        assert supervisor.get(f"{address}?export=csv").status_code == 200
    assert supervisor.get(f"/desk/standing-rules/{rule.pk}/cases/nonsense").status_code == 404


def test_moves_are_offered_by_role_and_a_review_shows_what_the_watch_suggests(town: Town, enter: Enter) -> None:
    rule = adopted(town)
    address = f"/desk/standing-rules/{rule.pk}"
    assert f"{address}/review" in body(enter("head").get(address))
    assert f"{address}/withdraw" not in body(enter("head").get(address))
    assert enter("handler").get(f"{address}/review").status_code == 404
    assert enter("wester").get(address).status_code == 404
    assert enter("easter").get(address).status_code == 200
    page = body(enter("principal").get(f"{address}/review"))
    assert "数字显示：" in page
    given = {"outcome": "effective", "note": "走访三个村，灯都亮着", "next_on": "2026-12-01"}
    assert enter("principal").post(f"{address}/review", {**given, "note": ""}).status_code == 422
    assert enter("principal").post(f"{address}/review", given).status_code == 302
    assert StandingRule.objects.get().outcome == "effective"
    assert "走访三个村" in body(enter("head").get(address))
    assert enter("principal").get(f"{address}/nonsense").status_code == 404
    assert enter("principal").get(f"{address}/replace").status_code == 200


def test_the_watch_stands_beside_the_problem_and_its_numbers_open(town: Town, enter: Enter) -> None:
    problem = solved(town)
    lamps(town, 4, village=FIRST, first=SOLVED_AT + 2 * DAY)
    lamps(town, 2, village=SECOND, first=SOLVED_AT - 2 * DAY)
    supervisor = enter("supervisor")
    assert supervisor.get(f"/desk/recurrence/{problem.pk}").status_code == 404
    watch_all(LATER)
    assert f"/desk/recurrence/{problem.pk}" in body(supervisor.get(f"/desk/problems/{problem.pk}"))
    page = body(supervisor.get(f"/desk/recurrence/{problem.pk}"))
    assert f"/desk/problems/{problem.pk}/come_back" in page
    assert "发现于" in page
    for part, number in (("before", 1), ("after", 4), ("joined", 0), ("wider", 0)):
        assert body(supervisor.get(f"/desk/recurrence/{problem.pk}/{part}")).count("rowlink") == number, part
    assert supervisor.get(f"/desk/recurrence/{problem.pk}/nonsense").status_code == 404
    assert enter("wester").get(f"/desk/recurrence/{problem.pk}").status_code == 404
    assert problem.title in body(supervisor.get("/desk/recurrence"))
    assert problem.title not in body(enter("wester").get("/desk/recurrence?tab=all"))


def test_a_month_is_given_to_a_topic_on_its_page(town: Town, enter: Enter) -> None:
    lamps(town, 3, village=FIRST, first=LATER - 40 * DAY)
    principal = enter("principal")
    page = body(principal.get("/desk/focus"))
    assert "/desk/focus/choose?category=lamp" in page
    assert "/desk/focus/choose" not in body(enter("supervisor").get("/desk/focus"))
    assert body(principal.get("/desk/focus/cases/said?category=lamp")).count("rowlink") == 3
    assert principal.get("/desk/focus/cases/nonsense").status_code == 404
    assert principal.get("/desk/focus/choose?category=nonsense").status_code == 404
    assert enter("supervisor").get("/desk/focus/choose?category=lamp").status_code == 404
    given = {"category": "lamp", "month": timezone.localdate(LATER).replace(day=1).isoformat(), "reason": ""}
    assert principal.post("/desk/focus/choose", given).status_code == 422
    assert principal.post("/desk/focus/choose", {**given, "reason": "亮起来"}).status_code == 302
    row = Focus.objects.get()
    assert "亮起来" in body(enter("wester").get(f"/desk/focus/{row.pk}"))
    assert enter("wester").get("/desk/focus/chosen").status_code == 200
    assert enter("wester").get(f"/desk/focus/{row.pk}/drop").status_code == 404
    assert principal.post(f"/desk/focus/{row.pk}/drop", {"reason": "改题"}).status_code == 302
    assert "改题" in body(principal.get(f"/desk/focus/{row.pk}"))


def test_a_problem_is_raised_from_a_topic_on_its_page(town: Town, enter: Enter) -> None:
    lamps(town, 3, village=FIRST, first=LATER - 40 * DAY)
    principal = enter("principal")
    assert 'name="problem"' in body(principal.get("/desk/focus/choose?category=lamp"))
    assert 'name="problem"' not in body(principal.get("/desk/focus/choose?category=noise"))
    given = {"category": "lamp", "month": timezone.localdate(LATER).replace(day=1).isoformat(), "reason": "亮起来"}
    assert principal.post("/desk/focus/choose", given).status_code == 302
    row = Focus.objects.get()
    address = f"/desk/focus/{row.pk}/raise"
    assert address in body(principal.get(f"/desk/focus/{row.pk}"))
    assert address not in body(enter("wester").get(f"/desk/focus/{row.pk}"))
    assert enter("wester").get(address).status_code == 404
    page = body(principal.get(address))
    assert page.count('href="/desk/cases/') >= 3
    assert "亮起来" in page
    refused = principal.post(address, {"title": "路灯不亮", "words": "打 13900000000"})
    assert (refused.status_code, "13900000000" in body(refused)) == (422, True)
    answer = principal.post(address, {"title": "路灯不亮", "words": "老人天黑不出门"})
    problem = Problem.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/problems/{problem.pk}")
    assert f"/desk/problems/{problem.pk}" in body(principal.get(f"/desk/focus/{row.pk}"))
    assert principal.post(address, {"title": "路灯不亮", "words": "又一次"}).status_code == 409
    later = {**given, "month": "2026-07-01", "problem": "on"}
    assert "路灯不亮" in body(principal.get("/desk/focus/choose?category=lamp"))
    assert principal.post("/desk/focus/choose", later).status_code == 302
    assert Problem.objects.count() == 2


def test_shortfalls_as_a_page_a_list_and_a_file(town: Town, enter: Enter) -> None:
    lamps(town, 3, village=FIRST, first=LATER - 40 * DAY)
    supervisor = enter("supervisor")
    page = body(supervisor.get("/desk/shortfalls?sector=other"))
    assert "/desk/shortfalls/cases/unmet?days=365&amp;sector=other" in page
    assert body(supervisor.get("/desk/shortfalls/cases/unmet?sector=other")).count("rowlink") == 3
    assert supervisor.get("/desk/shortfalls/cases/nonsense").status_code == 404
    answer = supervisor.get("/desk/shortfalls?export=csv")
    assert "东镇,3,3,3,0,0" in b"".join(answer.streaming_content).decode()
    assert enter("clerk").get("/desk/shortfalls").status_code == 404


def test_the_pages_ask_a_fixed_number_of_questions(town: Town, enter: Enter, django_assert_max_num_queries: Any) -> None:
    rules = [adopted(town) for _ in range(3)]
    for village in (FIRST, SECOND):
        lamps(town, 3, village=village, first=SOLVED_AT + DAY)
    watch_all(LATER)
    supervisor = enter("supervisor")
    costs = {
        "/desk/standing-rules": 20,
        f"/desk/standing-rules/{rules[0].pk}": 34,
        f"/desk/standing-rules/{rules[0].pk}/cases/meant": 20,
        "/desk/recurrence?tab=all": 20,
        f"/desk/recurrence/{StandingRule.objects.earliest('pk').origins.get().problem_id}": 28,
        "/desk/focus": 22,
        "/desk/focus/chosen": 18,
        "/desk/shortfalls": 20,
        "/desk/shortfalls/cases/said": 20,
    }
    supervisor.get("/desk/")
    for address, most in costs.items():
        with django_assert_max_num_queries(most):
            assert supervisor.get(address).status_code == 200, address
