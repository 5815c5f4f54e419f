"""A problem in the browser: somebody is named for it, its first words are one click away, and it prints on one page."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from sixia.problems.models import Problem
from tests.browser.looking import overflow, violations
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
SUPERVISOR = "zheng"


def test_somebody_is_named_for_a_problem(sit: Sit) -> None:
    seat = sit(SUPERVISOR)
    problem = Problem.objects.filter(state="raised").order_by("-pk")[0]
    seat.go(f"/desk/problems/{problem.pk}")
    seat.follow("Name the responsible unit and leader")
    seat.page.locator("#id_unit").fill("清源县住房和城乡建设局")
    seat.page.locator("#id_leader").fill("演示·王副县长")
    seat.press("Name the responsible unit and leader")
    problem.refresh_from_db()
    assert (problem.state, problem.unit and problem.unit.code) == ("assigned", "housing_construction")
    assert violations(seat.page) + overflow(seat.page) == []


def test_the_first_words_are_one_click_away(sit: Sit) -> None:
    seat = sit(SUPERVISOR)
    problem = Problem.objects.filter(sources__case__isnull=False).order_by("pk")[0]
    seat.go(f"/desk/problems/{problem.pk}")
    seat.follow("To the first words behind it")
    expect(seat.page).to_have_url(re.compile(r"/desk/cases/\d+#voice-\d+$"))
    expect(seat.page.locator(":target")).to_be_in_viewport()


def test_a_problem_prints_on_one_page(sit: Sit) -> None:
    seat = sit(SUPERVISOR)
    for problem in (
        *Problem.objects.filter(state="resolved", reopened=1).order_by("pk")[:1],
        *Problem.objects.filter(scale="", raised_by__username="qian").order_by("pk")[:1],
    ):
        seat.go(f"/desk/problems/{problem.pk}")
        pages = re.findall(rb"/Type\s*/Page\b", seat.page.pdf(prefer_css_page_size=True, format="A4"))
        assert len(pages) == 1, problem.title
