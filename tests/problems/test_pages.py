"""The pages of problems: four lists, one page with all four parts, raising from a case, every move, the Word sheet, files."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from sixia.kit.files import kinds, store
from sixia.orders.models import Order
from sixia.problems import actions
from sixia.problems.models import Asked, Problem
from sixia.problems.rules import NewSource
from tests.files import picture
from tests.problems.conftest import Enter
from tests.problems.making import LATER, assigned, done, fresh, raised, reported, tasked
from tests.town import DAY, NOW, Town

pytestmark = pytest.mark.usefixtures("_then")
Guard = Callable[..., Any]


@pytest.fixture
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' moment lies among the facts of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER + DAY)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return str(response.content.decode())


def test_the_four_lists_show_one_problem_and_lead_to_it(town: Town, enter: Enter, django_assert_max_num_queries: Guard) -> None:
    problem, _outcome = reported(town)
    for other in range(3):
        tasked(town, assigned(town, town.dispatched(text=f"灯{other}", phone=f"1390000000{other}")))
    head = enter("supervisor")
    for path, tab in (("", "all"), ("/responsibilities", "open"), ("/tasks", "all"), ("/outcomes", "all")):
        with django_assert_max_num_queries(16):
            page = text(head, f"/desk/problems{path}?tab={tab}")
        assert f"/desk/problems/{problem.pk}" in page, path
        assert "东镇路灯成片不亮" in page
        assert head.get(f"/desk/problems{path}?tab={tab}&export=csv").status_code == 200


def test_lists_are_narrowed(town: Town, enter: Enter) -> None:
    problem = assigned(town)
    raised(town, town.heard("别的", phone="13900000009"), title="西头的事")
    page = enter("supervisor")
    where = f"place={town.places['990101100'].path}"
    for query in ("q=成片", f"q=%23{problem.pk}", "unit=县住建局", "category=lamp&state=assigned", f"{where}&state=assigned"):
        shown = text(page, f"/desk/problems?tab=all&{query}")
        assert "东镇路灯成片不亮" in shown
        assert "西头的事" not in shown
    mine = text(enter("deputy"), "/desk/problems?tab=mine")
    assert "东镇路灯成片不亮" in mine
    assert "西头的事" not in mine


def test_one_page_tells_all_four_parts_and_the_first_voice(
    town: Town, enter: Enter, django_assert_max_num_queries: Guard
) -> None:
    problem, _outcome = reported(town)
    voice = town.voice(problem.sources.get().case)
    with django_assert_max_num_queries(60):
        page = text(enter("supervisor"), f"/desk/problems/{problem.pk}")
    assert f"/desk/cases/{voice.case_id}#voice-{voice.pk}" in page
    for part in ("县住建局", "副县长", "逐杆检查并更换", "42盏已全部点亮。"):
        assert part in page
    assert "演示甲" not in page


def test_many_sources_are_folded_and_many_verdicts_are_one_line(town: Town, enter: Enter) -> None:
    cases = [town.dispatched(text=f"灯{number}", phone=f"1390000001{number}") for number in range(8)]
    problem, outcome = reported(town, assigned(town, *cases))
    for row in outcome.asked.order_by("pk")[:3]:
        actions.judge(fresh(problem), voice=row.voice, solved="yes", by=town.resident(row.voice), now=LATER)
    page = text(enter("supervisor"), f"/desk/problems/{problem.pk}")
    folded = page.partition("<details")[2].partition("</details>")[0]
    assert [f"/desk/cases/{case.pk}" in folded for case in cases] == [False] * 6 + [True] * 2
    assert page.count("3位群众作了评价") == 1


def test_whoever_may_not_see_it_finds_nothing(town: Town, enter: Enter) -> None:
    problem, task = tasked(town)
    for name in ("wester", "outsider", "system", "ecologist"):
        for path in (f"problems/{problem.pk}", f"tasks/{task.pk}", f"problems/{problem.pk}/assign"):
            assert enter(name).get(f"/desk/{path}").status_code == 404, (name, path)


def test_a_task_leads_to_its_problem(town: Town, enter: Enter) -> None:
    problem, task = tasked(town)
    order = Order.objects.on("task", task.pk).get()
    browser = enter("supervisor")
    assert browser.get(f"/desk/orders/{order.pk}").url == f"/desk/tasks/{task.pk}#order-{order.pk}"
    assert browser.get(f"/desk/tasks/{task.pk}").url == f"/desk/problems/{problem.pk}#task-{task.pk}"


def test_raising_begins_from_the_case_and_warns_of_one_like_it(town: Town, enter: Enter) -> None:
    case, near = town.dispatched(), town.dispatched(text="隔壁村灯也坏", phone="13900000001")
    browser = enter("dispatcher")
    beside = text(browser, f"/desk/problems/beside/{case.pk}")
    assert f"/desk/problems/new?case={case.pk}" in beside
    url = f"/desk/problems/new?case={case.pk}"
    page = text(browser, url)
    assert case.title not in page
    assert f"#{near.pk}" in page
    given = {"title": "灯", "words": "不亮", "place": "东镇", "category": "lamp", "cases": f"#{case.pk}", "also": [near.pk]}
    assert browser.post(url, given).status_code == 302
    first = Problem.objects.get()
    assert first.sources.count() == 2
    again = browser.post(url, {**given, "also": []})
    assert again.status_code == 422
    assert f"/desk/problems/{first.pk}/grow" in again.content.decode()
    assert browser.post(url, {**given, "also": [], "apart": "on"}).status_code == 302
    assert Problem.objects.count() == 2


def test_what_is_refused_keeps_what_was_typed(town: Town, enter: Enter) -> None:
    case = town.heard()
    browser = enter("dispatcher")
    given = {"title": "灯", "words": "请打13800000001", "place": "东镇", "cases": f"#{case.pk}"}
    answer = browser.post("/desk/problems/new", given)
    assert answer.status_code == 422
    assert "请打13800000001" in answer.content.decode()
    wrong = browser.post("/desk/problems/new", {**given, "cases": "#999"})
    assert wrong.status_code == 422


def test_an_accusation_offers_no_problem(town: Town, enter: Enter) -> None:
    hidden = town.heard("某干部收礼", kind="accusation", secret=True)
    browser = enter("officer")
    assert browser.get(f"/desk/problems/new?case={hidden.pk}").status_code == 404
    assert browser.get(f"/desk/problems/beside/{hidden.pk}").content.decode().strip() == ""


def test_every_move_by_its_page(town: Town, enter: Enter) -> None:
    problem = raised(town)
    home = f"/desk/problems/{problem.pk}"
    boss, head = enter("supervisor"), enter("head")

    def move(browser: Client, name: str, **given: Any) -> None:
        assert browser.get(f"{home}/{name}").status_code == 200, name
        answer = browser.post(f"{home}/{name}", given)
        assert answer.status_code == 302, (name, answer.content.decode())

    what = {"title": "东镇路灯", "words": "成片不亮", "category": "lamp", "scale": "wide", "cause": "线路老化"}
    move(boss, "describe", **what)
    move(boss, "assign", unit="县住建局", leader="演示·副县长", due_on="2026-07-31")
    move(boss, "extend", due_on="2026-08-31", reason="汛期")
    move(boss, "hand_over", unit="县住建局", leader="演示·head", reason="分工调整")
    move(head, "task", words="换电缆", unit="住建局路灯所", helpers="东镇政府", due_on="2026-06-30")
    task = problem.tasks.get()
    move(head, "untask", task=task.pk, reason="改做法")
    move(head, "give_up", words="太难")
    move(boss, "decline", reason="继续")
    move(head, "task", words="换灯头", unit="住建局路灯所", due_on="2026-06-30")
    done(problem.tasks.last())  # type: ignore[arg-type]
    move(head, "report", words="都亮了", done_on="2026-05-20")
    voice = town.voice(problem.sources.get().case)
    move(enter("callback"), "judge", voice=voice.pk, solved="yes", note="亮了")
    assert fresh(problem).state == "resolved"
    move(boss, "come_back", reason="又坏了")
    move(head, "explain", words="属于产权单位", basis="某条例")
    move(boss, "approve")
    assert fresh(problem).state == "explained"


def test_a_refused_move_says_why(town: Town, enter: Enter) -> None:
    problem = raised(town)
    given = {"unit": "县住建局", "leader": "演示·ecohead", "due_on": "2026-07-31"}
    answer = enter("supervisor").post(f"/desk/problems/{problem.pk}/assign", given)
    assert answer.status_code == 422
    assert "演示·ecohead" in answer.content.decode()
    assert enter("supervisor").get(f"/desk/problems/{problem.pk}/nonsense").status_code == 404
    assert enter("inspector").get(f"/desk/problems/{problem.pk}/assign").status_code == 404


def test_the_sheet_is_taken_as_word_by_those_who_have_a_part(town: Town, enter: Enter) -> None:
    problem, _outcome = reported(town)
    taken = enter("supervisor").post(f"/desk/problems/{problem.pk}/paper")
    assert taken.status_code == 200
    assert taken["Content-Type"].endswith("wordprocessingml.document")
    assert enter("inspector").post(f"/desk/problems/{problem.pk}/paper").status_code == 404


def test_evidence_is_read_by_whoever_sees_the_problem(town: Town, enter: Enter) -> None:
    problem, task = tasked(town)
    done(task)
    photo = store.hold(picture(), name="灯.jpg", allowed=kinds.PICTURES, by=town.who("head"), now=LATER)
    given = {"words": "全部点亮", "done_on": date(2026, 5, 20), "files": [photo.ticket]}
    actions.report(problem, **given, by=town.who("head"), now=LATER)
    url = f"/desk/problems/{problem.pk}/files/{photo.pk}"
    assert enter("inspector").get(url).status_code == 200
    assert enter("wester").get(url).status_code == 404
    other = raised(town, town.heard("别的", phone="13900000007"))
    assert enter("inspector").get(f"/desk/problems/{other.pk}/files/{photo.pk}").status_code == 404


def test_the_resident_reads_of_it_and_says_whether_it_is_solved(town: Town, client: Client) -> None:
    problem, _outcome = reported(town)
    voice = town.voice(problem.sources.get().case)
    session = client.session
    from sixia.cases.queries.own import mark_of
    from sixia.people.middleware import VOICES

    url = f"/track/{voice.receipt}/problems/{problem.pk}"
    assert client.get(url).status_code == 404
    session[VOICES] = [[voice.pk, mark_of(voice.passcode)]]
    session.save()
    page = text(client, f"/track/{voice.receipt}")
    assert url in page
    assert "东镇路灯成片不亮" in page
    assert text(client, url)
    assert client.post(url, {"solved": ""}).status_code == 422
    assert client.post(url, {"solved": "no", "note": "还是黑的"}).status_code == 302
    assert (Asked.objects.get().solved, fresh(problem).state) == ("no", "reopened")
    assert client.post(url, {"solved": "yes"}).status_code in (409, 422)


def test_the_leader_finds_it_on_the_start_page(town: Town, enter: Enter) -> None:
    assigned(town)
    assert "东镇路灯成片不亮" in text(enter("deputy"), "/desk/later")
    assert "东镇路灯成片不亮" not in text(enter("leader"), "/desk/later")


def test_a_case_that_became_confidential_leaves_the_page(town: Town, enter: Enter) -> None:
    from sixia.cases import actions as cases

    case, other = town.heard(), town.heard("隔壁也不亮", phone="13900000002")
    problem = raised(town, case, other)
    actions.grow(problem, sources=[NewSource("visit", ref="visit:3", label="走访")], by=town.who("dispatcher"), now=NOW + DAY)
    cases.restrict(case, reason="涉及举报", by=town.who("dispatcher"), now=NOW + DAY)
    page = text(enter("supervisor"), f"/desk/problems/{problem.pk}")
    assert f"/desk/cases/{other.pk}" in page
    assert f"/desk/cases/{case.pk}" not in page
    assert "走访" in page
