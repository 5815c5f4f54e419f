"""Pages of hot issues and warnings: who finds them, what stands on them, a problem in one act, a decision on a warning."""

import pytest
from django.test import Client
from django.utils import timezone

from sixia.insight.hot.flow import TAKEN
from sixia.insight.hot.models import EarlyWarning, Issue
from sixia.problems.models import Problem
from tests.insight.hot.conftest import browser
from tests.town import NOW, Town


@pytest.fixture
def principal(town: Town, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The principal's browser, on the day of the tests."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return browser(town, "principal")


def test_an_issue_with_its_reasons_becomes_a_problem_in_one_act(town: Town, issue: Issue, principal: Client) -> None:
    page = principal.get("/desk/insight/hot").content.decode()
    assert issue.line in page
    one = principal.get(f"/desk/insight/hot/{issue.pk}").content.decode()
    assert "<svg" in one
    assert "砖瓦厂" in one
    assert len(principal.get(f"/desk/insight/hot/{issue.pk}/cases").context["list"].page.rows) == 6
    form = principal.get(f"/desk/insight/hot/{issue.pk}/raise").context["form"]
    answer = principal.post(f"/desk/insight/hot/{issue.pk}/raise", dict(form.initial))
    problem = Problem.objects.get()
    assert answer.headers["Location"] == f"/desk/problems/{problem.pk}"
    assert problem.sources.count() == 6
    issue.refresh_from_db()
    assert issue.problem == problem
    assert f"/desk/problems/{problem.pk}" in principal.get(f"/desk/insight/hot/{issue.pk}").content.decode()


def test_a_warning_is_taken_up(town: Town, issue: Issue, principal: Client) -> None:
    place = town.places["990101100"]
    warning = EarlyWarning.objects.create(
        state="new", place=place, place_path=place.path, topic="lamp", monday=NOW.date(), voices=7, people=7, usual=1, season=1,
        middle=1, unusual=5, weeks=20, once_in=1000, raised_at=NOW,
    )  # fmt: skip
    assert principal.get("/desk/insight/hot/warnings").context["list"].page.rows == [warning]
    address = f"/desk/insight/hot/warnings/{warning.pk}"
    assert "<svg" in principal.get(address).content.decode()
    assert principal.get(f"{address}/cases").status_code == 200
    assert principal.get(f"{address}/nonsense").status_code == 404
    assert principal.post(f"{address}/take_up", {"note": ""}).status_code == 422
    assert principal.post(f"{address}/take_up", {"note": "镇里今天去看。"}).status_code == 302
    warning.refresh_from_db()
    assert warning.state == TAKEN
    assert principal.get(f"{address}/dismiss").status_code == 404
    assert principal.get("/desk/focus").status_code == 200


def test_others_find_nothing(town: Town, issue: Issue) -> None:
    for name in ("handler", "auditor"):
        client = browser(town, name)
        assert client.get("/desk/insight/hot").status_code == 404
        assert client.get(f"/desk/insight/hot/{issue.pk}").status_code == 404


def test_the_list_asks_as_often_for_many_issues_as_for_one(
    town: Town, issue: Issue, principal: Client, django_assert_max_num_queries: object
) -> None:
    principal.get("/desk/insight/hot")
    with django_assert_max_num_queries(30):  # type: ignore[operator]  # pytest-django's own fixture
        principal.get("/desk/insight/hot")
