"""Research in the browser: from the question by lot and visit to a finding, its problem, what it became, and the report."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from sixia.fieldwork.research.models import Finding, Outing, Site, Topic
from sixia.fieldwork.visits import actions as visits
from sixia.people.actors import actor_of
from sixia.people.models import Account
from sixia.problems.models import Problem
from tests.browser.looking import overflow, violations
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
LEAD = "zheng"
TITLE = "便民服务中心中午有没有人"
FOUND = "中午两小时无人值守，没有轮班办法。"


def fine(seat: Seat) -> None:
    """No fault of access, nothing too wide."""
    assert violations(seat.page) + overflow(seat.page) == []


def planned(seat: Seat) -> Topic:
    """A question, and sites by a lot whose seed is shown."""
    seat.go("/desk/research")
    seat.follow("Plan a topic")
    seat.write("Topic", TITLE)
    seat.write("Question to be answered", "中午去办事，有没有人接待？")
    seat.press("Plan the topic")
    seat.sees("Planned. Choose next where to go.")
    topic = Topic.objects.latest("pk")
    seat.write("How many sites", "2")
    seat.press("Suggest")
    seat.sees("Seed")
    assert topic.suggestions.get().seed in (seat.page.text_content("body") or "")
    seat.press("Take what is ticked")
    seat.sees("Taken as sites.")
    fine(seat)
    return topic


def visited(seat: Seat, topic: Topic) -> Outing:
    """Into the field: a visit nobody is told of, which has been held by now."""
    seat.go(f"/desk/research/{topic.pk}")
    seat.follow("Go into the field")
    seat.press("Go into the field")
    seat.follow("Plan a visit")
    seat.write("Day", timezone.localdate().isoformat())
    seat.page.locator("#id_opens").fill("00:01")
    seat.page.locator("#id_closes").fill("00:30")
    seat.press("Plan the visit")
    seat.sees("Planned. After the visit note on its page that it was held.")
    outing = Outing.objects.select_related("visit").latest("pk")
    assert not outing.visit.announced
    now = timezone.now()
    visits.hold(outing.visit, by=actor_of(Account.objects.get(username=LEAD), now), now=now + timedelta(minutes=1), met=4)
    return outing


def asked(seat: Seat, topic: Topic, outing: Outing) -> None:
    """An interview is refused without consent, keeps what was typed, and is kept with it."""
    seat.go(f"/desk/research/{topic.pk}/interviews/new")
    seat.page.locator("#id_question_1").fill("中午来过吗？")
    seat.page.locator("#id_answer_1").fill("来过，门锁着，等到两点半。")
    seat.page.locator("#id_outing").select_option(str(outing.pk))
    seat.press("Keep it")
    seat.expected("422")
    assert seat.page.locator("#id_answer_1").input_value().startswith("来过")
    seat.tick("input[name=consent][value=spoken]")
    seat.press("Keep it")
    seat.sees("Taken down.")
    fine(seat)


def test_from_the_question_to_what_it_became(sit: Sit) -> None:
    seat = sit(LEAD)
    topic = planned(seat)
    asked(seat, topic, visited(seat, topic))
    seat.go(f"/desk/research/{topic.pk}/findings/new")
    seat.write("What was found", FOUND)
    seat.tick("input[name=interviews]")
    seat.press("Write it down")
    seat.sees("Written down.")
    finding = Finding.objects.latest("pk")
    assert (finding.words, finding.evidence.get().interview_id is not None) == (FOUND, True)
    seat.follow("Raise it as a problem")
    seat.write("Problem in a line", "便民服务中心中午无人值守")
    seat.press("Raise the problem")
    seat.sees("Raised. It stands in the list of problems.")
    assert Problem.objects.get(sources__ref=f"finding:{finding.pk}").title == "便民服务中心中午无人值守"
    seat.go(f"/desk/research/{topic.pk}/move/analyse")
    seat.press("Analyse what was found")
    seat.go(f"/desk/research/findings/{finding.pk}/convert")
    seat.tick("input[name=into][value=rule]")
    seat.write("Which, and since when; or why nothing", "午间轮班制度，本月起试行。")
    seat.press("Write it down")
    seat.go(f"/desk/research/{topic.pk}/move/conclude")
    seat.write("Conclusion of the topic", "缺的不是人，是轮班的办法。")
    seat.press("Conclude")
    seat.sees("Concluded. Say now of each finding what it becomes, and plan to go back.")
    fine(seat)
    with seat.page.expect_download() as taken:
        seat.press("Research report (Word)")
    assert taken.value.suggested_filename.endswith(".docx")
    assert Site.objects.filter(topic=topic, way="lot").count() == 2
